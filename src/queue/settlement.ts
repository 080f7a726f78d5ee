// Decides what a run's outcome means for its job; the engines only store it.
import { backoffMs, type RetryPolicy } from "./backoff.ts";
import type { RunOutcome } from "./queue.ts";

export type JobSettlement =
  | { kind: "done" }
  /** Comes again at `due`, unless something has asked for it meanwhile. */
  | { kind: "timer"; due: Date }
  /** Comes again at `due` in any case; what has asked for it meanwhile waits with it. */
  | { kind: "again"; due: Date; attempts: number; error: string | null }
  | { kind: "kept"; error: string };

export type RetrySettings = { retry: RetryPolicy; outage: RetryPolicy; random: () => number };

/** A timer that is past already must not become a loop. */
const TIMER_MS = 1_000;
/** Leaves a process that ends the time to do so before another takes the job. */
const GIVE_BACK_MS = 1_000;
const ERROR_LIMIT = 4_000;

/** `attempts` counts the run that ended. Throws where the outcome names no moment that there is. */
export function outcomeSettlement(
  outcome: Exclude<RunOutcome, { kind: "unavailable" }>,
  attempts: number,
  now: number,
): JobSettlement {
  if (outcome.kind === "wait")
    return { kind: "again", due: momentOf(outcome.until), attempts: attempts - 1, error: null };
  if (outcome.next === undefined) return { kind: "done" };
  return { kind: "timer", due: new Date(Math.max(momentOf(outcome.next).getTime(), now + TIMER_MS)) };
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

/** `outages` counts the run that ended, and those before it that ended so; `attempts` all of them. */
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

/** A run that did not end in time; that does not count against the job. */
export const returnedSettlement = (attempts: number, now: number): JobSettlement => ({
  kind: "again",
  due: new Date(now + GIVE_BACK_MS),
  attempts: attempts - 1,
  error: null,
});

/** What ran when its process ended is run again; that counts, so a job that ends the process does not do so for ever. */
export const interruptedSettlement = (attempts: number, retry: RetryPolicy, now: number): JobSettlement =>
  attempts >= retry.attempts
    ? { kind: "kept", error: "the process ended while this job ran" }
    : { kind: "again", due: new Date(now), attempts, error: null };

function momentOf(date: Date): Date {
  if (Number.isNaN(date.getTime())) throw new Error("the run named no moment to come again at");
  return date;
}
