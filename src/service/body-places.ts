// The places that webhook bodies have in memory while they arrive, and which of them are too slow.

/** `largeBytes` of `totalBytes` are open to bodies above `smallBytes`; the rest is for small ones, as nearly all of GitHub's are. */
export type PlaceBounds = {
  totalBytes: number;
  largeBytes: number;
  smallBytes: number;
  /** How long a body keeps its place while others wait: so many milliseconds, and more for each of its bytes. */
  graceMs: number;
  msPerByte: number;
};

/** `cut` asks the owner to give the place back. */
export type BodyPlace = { bytes: number; cut: () => void };

export type BodyPlaces = {
  fits(bytes: number): boolean;
  /** Takes a place; what it returns gives it back, and answers whether it was still taken. */
  take(place: BodyPlace): () => boolean;
  /** Milliseconds until the first one is too slow, not above zero where one is already; null where there is none. */
  slowIn(): number | null;
  cutSlow(): void;
};

export function makeBodyPlaces({ totalBytes, largeBytes, smallBytes, graceMs, msPerByte }: PlaceBounds): BodyPlaces {
  /** Until when each may take, by the monotonic clock. */
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
