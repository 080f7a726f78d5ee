// What the work queue promises, whichever engine keeps it.
import type { StandingStore } from "../standings/store.ts";
import type { SharedLimits } from "./shared.ts";

/** One thing to look at, in one repository. The key is all that coalesces: two jobs with one key are one job. */
export type QueueJob<Work> = {
  /** Lock domain: at most one job of a repository runs at a time, e.g. "42/octo-org/shop" (installation, owner, name). */
  repository: string;
  /** What to look at, unique within the repository, e.g. "pull/7". */
  key: string;
  /** Lower runs first within a repository: gates (0) before dashboards (9). */
  priority: number;
  work: Work;
  /** Not before this many milliseconds, so that what comes in quick succession is one run; what waits already keeps its moment. */
  delayMs?: number;
};

/** How a run ended. A thrown error is a failure: retried with exponential backoff and jitter, then kept with its error. */
export type RunOutcome =
  /**
   * With `next`, the same job is run again at that moment (a timer), at least a second later. There is one timer a key, the one that the
   * latest run asked for; it survives a restart, and an event that comes earlier is worked on at once and does away with it.
   */
  | { kind: "done"; next?: Date }
  /** Give the worker back and come again, without counting as a failure (a rate limit, for example). */
  | { kind: "wait"; until: Date; reason: string }
  /** What the job depends on is out: tried again with backoff and jitter of its own, for days, without counting as a failure. */
  | { kind: "unavailable"; error: unknown };

/**
 * A run's right to its repository. A process that hung, or was cut off from the store, loses it to another one; the result of its run is
 * not stored then.
 */
export type JobClaim = {
  /** Aborted as soon as this process knows that the claim is lost, or when it gave the job back at its stop. */
  signal: AbortSignal;
  /**
   * Whether nobody else may work on the repository now. To be asked before each write: it costs nothing while the store was heard from
   * within the last two seconds, else a question to it. False where the store can't be reached. Never rejects.
   */
  isMine(): Promise<boolean>;
};

/** Gets the job and the GUIDs of the deliveries that asked for it: none where a timer did. */
export type RunJob<Work> = (job: QueueJob<Work>, deliveries: readonly string[], claim: JobClaim) => Promise<RunOutcome>;

/** The store can't be used; the message says what to do. */
export class StoreError extends Error {
  override name = "StoreError";
}

export type FailedJob = {
  id: string;
  repository: string;
  key: string;
  attempts: number;
  error: string;
  failedAt: Date;
};

/** Jobs that failed in all their attempts, and are kept with their error until somebody decides. */
export type FailedJobs = {
  failures(): Promise<FailedJob[]>;
  /** Puts one back to work. */
  retry(id: string): Promise<void>;
  discard(id: string): Promise<void>;
};

export type QueueDepth = { ready: number; waiting: number; running: number; failed: number; oldestSeconds: number };

export type WorkQueue<Work> = FailedJobs & {
  /**
   * Resolves once the jobs are stored durably, in one transaction with the delivery's GUID.
   * A GUID that was stored before stores nothing again and answers "duplicate".
   * A job that has a waiting twin (same repository and key) joins it; one whose twin is running causes exactly one more run.
   */
  enqueue(delivery: string, jobs: readonly QueueJob<Work>[]): Promise<"stored" | "duplicate">;
  /** Starts the workers. */
  start(run: RunJob<Work>): Promise<void>;
  /** Takes nothing new, lets what runs finish within the bound (milliseconds), gives back the rest, closes the store. */
  stop(withinMs: number): Promise<void>;
  /** Resolves when no job is running, ready, or due within the next ten seconds. For tests. */
  idle(): Promise<void>;
  depth(): Promise<QueueDepth>;
  /** Rejects where the store can't be reached. */
  ping(): Promise<void>;
  /** Rejects where a write would not be kept: the store can't be reached, its disk is full, or it may only be read. */
  checkWritable(): Promise<void>;
  /** What the processes on its store share of GitHub's limits. */
  shared: SharedLimits;
  /** What was learnt of each repository. */
  standings: StandingStore;
};
