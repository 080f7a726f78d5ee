// The clock of the embedded store: it never goes back, whatever is done to the machine's clock, so that no moment moves away.

export type StoreClock = {
  /** Milliseconds, as they are stored. */
  now(): number;
  /** A moment by the machine's clock, as it is to be stored. */
  stored(date: Date): number;
  /** A stored moment by the machine's clock. */
  date(stored: number): Date;
};

/** `latest`: the latest moment that is known to have passed, as it was stored. */
export function storeClock(latest: number): StoreClock {
  let origin = Math.max(latest, Date.now()) - performance.now();
  const now = (): number => {
    // Goes with a clock that is set forward, as after the machine slept: what runs too early asks to be run again.
    origin = Math.max(origin, Date.now() - performance.now());
    return Math.floor(origin + performance.now());
  };
  return {
    now,
    stored: (date) => now() + (date.getTime() - Date.now()),
    date: (stored) => new Date(Date.now() + stored - now()),
  };
}
