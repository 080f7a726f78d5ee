// The clock of the embedded store: it never goes back, even if the machine's clock does, so that no due job is postponed.

export type StoreClock = {
  /** Milliseconds in the store's time. */
  now(): number;
  /** Converts a date of the machine's clock to the store's time. */
  stored(date: Date): number;
  /** Converts the store's time to a date of the machine's clock. */
  date(stored: number): Date;
};

/** `latest`: the latest time in the store that has certainly passed. */
export function storeClock(latest: number): StoreClock {
  let origin = Math.max(latest, Date.now()) - performance.now();
  const now = (): number => {
    // Follows a clock that is set forward, for example after the machine slept. A job that runs too early requests another run.
    origin = Math.max(origin, Date.now() - performance.now());
    return Math.floor(origin + performance.now());
  };
  return {
    now,
    stored: (date) => now() + (date.getTime() - Date.now()),
    date: (stored) => new Date(Date.now() + stored - now()),
  };
}
