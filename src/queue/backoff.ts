// How long a failed job waits.

export type RetryPolicy = { firstMs: number; maxMs: number; attempts: number };

export const FAILURE_RETRY: RetryPolicy = { firstMs: 1_000, maxMs: 300_000, attempts: 8 };

/** While what a job depends on is out: about three days, and done half a minute after its end at the latest. */
export const OUTAGE_RETRY: RetryPolicy = { firstMs: 1_000, maxMs: 30_000, attempts: 10_000 };

/** Milliseconds. Doubles with every attempt, up to a limit, and spreads by half, so that what failed together does not come back together. */
export function backoffMs({ firstMs, maxMs }: RetryPolicy, attempt: number, random: number): number {
  const full = Math.min(maxMs, firstMs * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
