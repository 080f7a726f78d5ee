// The memory that arriving webhook bodies occupy, and which of them are too slow.

/** Bodies above `smallBytes` may use `largeBytes` of `totalBytes`. The rest is for small ones; nearly all of GitHub's are small. */
export type PlaceBounds = {
  totalBytes: number;
  largeBytes: number;
  smallBytes: number;
  /** A body may keep its place while others wait for `graceMs`, plus `msPerByte` for each of its bytes. */
  graceMs: number;
  msPerByte: number;
};

/** `cut` asks the owner to free the place. */
export type BodyPlace = { bytes: number; cut: () => void };

export type BodyPlaces = {
  fits(bytes: number): boolean;
  /** Takes a place. The returned function frees it, and returns whether it was still taken. */
  take(place: BodyPlace): () => boolean;
  /** Milliseconds until the first one is too slow; zero or less if one already is; null if there is none. */
  slowIn(): number | null;
  cutSlow(): void;
};

export function makeBodyPlaces({ totalBytes, largeBytes, smallBytes, graceMs, msPerByte }: PlaceBounds): BodyPlaces {
  /** The deadline of each, by the monotonic clock. */
  const taken = new Map<BodyPlace, number>();
  const used = { all: 0, large: 0 };
  const count = (bytes: number, sign: 1 | -1): void => {
    used.all += sign * bytes;
    if (bytes > smallBytes) used.large += sign * bytes;
  };
  return {
    fits: (bytes) => used.all + bytes <= totalBytes && (bytes <= smallBytes || used.large + bytes <= largeBytes),
    take: (place) => {
      taken.set(place, performance.now() + graceMs + place.bytes * msPerByte);
      count(place.bytes, 1);
      return () => {
        const wasTaken = taken.delete(place);
        if (wasTaken) count(place.bytes, -1);
        return wasTaken;
      };
    },
    slowIn: () => (taken.size === 0 ? null : Math.min(...taken.values()) - performance.now()),
    cutSlow: () => {
      const now = performance.now();
      for (const [place, until] of [...taken]) if (until <= now) place.cut();
    },
  };
}
