// How long a failed job waits before its next attempt.

export type RetryPolicy = { firstMs: number; maxMs: number; attempts: number };

export const FAILURE_RETRY: RetryPolicy = { firstMs: 1_000, maxMs: 300_000, attempts: 8 };

/** During an outage of GitHub: retries for about three days, and at most half a minute apart. */
export const OUTAGE_RETRY: RetryPolicy = { firstMs: 1_000, maxMs: 30_000, attempts: 10_000 };

/** Milliseconds. Doubles with every attempt, up to a limit. Half of it is random, so that jobs that failed together do not retry together. */
export function backoffMs({ firstMs, maxMs }: RetryPolicy, attempt: number, random: number): number {
  const full = Math.min(maxMs, firstMs * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
