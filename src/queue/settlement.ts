// Decides what a run's outcome means for its job. The engines only store it.
import { backoffMs, type RetryPolicy } from "./backoff.ts";
import type { QueuePeer, RunOutcome } from "./queue.ts";

export type JobSettlement = (
  | { kind: "done" }
  /** Runs again at `due`, unless an event has requested it meanwhile. */
  | { kind: "timer"; due: Date }
  /** Runs again at `due` in any case; an event that requested it meanwhile waits, too. */
  | { kind: "again"; due: Date; attempts: number; error: string | null }
  | { kind: "kept"; error: string }
) & { also?: readonly QueuePeer<unknown>[] };

export type RetrySettings = { retry: RetryPolicy; outage: RetryPolicy; random: () => number };

/** A timer in the past must not become a loop. */
const TIMER_MS = 1_000;
/** Gives a stopping process the time to exit before another claims the job. */
const GIVE_BACK_MS = 1_000;
const ERROR_LIMIT = 4_000;

/** `attempts` includes the run that ended. Throws if the outcome has an invalid date. */
export function outcomeSettlement(
  outcome: Exclude<RunOutcome, { kind: "unavailable" }>,
  attempts: number,
  now: number,
): JobSettlement {
  const { also = [] } = outcome;
  if (outcome.kind === "wait")
    return { kind: "again", due: momentOf(outcome.until), attempts: attempts - 1, error: null, also };
  if (outcome.next === undefined) return { kind: "done", also };
  return { kind: "timer", due: new Date(Math.max(momentOf(outcome.next).getTime(), now + TIMER_MS)), also };
}

export function failureSettlement(
  error: unknown,
  attempts: number,
  retry: RetryPolicy,
  now: number,
  random: number,
): JobSettlement {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cut = text.slice(0, ERROR_LIMIT);
  if (attempts >= retry.attempts) return { kind: "kept", error: cut };
  return { kind: "again", due: new Date(now + backoffMs(retry, attempts, random)), attempts, error: cut };
}

/** `outages` counts consecutive runs that ended in an outage, including this one; `attempts` counts all runs. */
export function outageSettlement(
  error: unknown,
  outages: number,
  attempts: number,
  settings: RetrySettings,
  now: number,
): JobSettlement {
  const settlement = failureSettlement(error, outages, settings.outage, now, settings.random());
  return settlement.kind === "again" ? { ...settlement, attempts: attempts - 1 } : settlement;
}

/** For a run that did not end before the stop; it does not count as an attempt. */
export const returnedSettlement = (attempts: number, now: number): JobSettlement => ({
  kind: "again",
  due: new Date(now + GIVE_BACK_MS),
  attempts: attempts - 1,
  error: null,
});

/** For a run whose process ended. It counts as an attempt, so that a job that crashes the process does not do so forever. */
export const interruptedSettlement = (attempts: number, retry: RetryPolicy, now: number): JobSettlement =>
  attempts >= retry.attempts
    ? { kind: "kept", error: "the process ended while this job ran" }
    : { kind: "again", due: new Date(now), attempts, error: null };

function momentOf(date: Date): Date {
  if (Number.isNaN(date.getTime())) throw new Error("the run returned an invalid date for its next run");
  return date;
}
