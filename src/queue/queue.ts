// The guarantees of the work queue, for either engine.
import type { StandingStore } from "../standings/store.ts";
import type { FailedJobs } from "./kept.ts";
import type { Outbox } from "./outbox.ts";
import type { SharedLimits } from "./shared.ts";

/** A subject to reconcile in a repository. Two jobs with the same key are one job. */
export type QueueJob<Work> = {
  /** Lock domain: at most one job of a repository runs at a time, e.g. "42/octo-org/shop" (installation, owner, name). */
  repository: string;
  /** The subject, unique within the repository, e.g. "pull/7". */
  key: string;
  /** Lower runs first within a repository: gates (0) before dashboards (9). */
  priority: number;
  work: Work;
  /** Wait at least so long, so that several events cause one run. A job that waits already keeps its time. */
  delayMs?: number;
};

/** Another job that a run may do along with its own. It stays queued until the run says that it did. */
export type QueuePeer<Work> = { id: string; deliveries: string[]; job: QueueJob<Work> };

/**
 * How a run ended. A thrown error is a failure: retried with exponential backoff and jitter, then stored with its error. `also` are the peers
 * that are done, too; one that an event joined meanwhile stays queued.
 */
export type RunOutcome =
  /**
   * With `next`, the same job runs again at that time (a timer), at least a second later. A key has one timer, that of its latest run. It
   * survives a restart. An earlier event runs the job at once and removes the timer.
   */
  | { kind: "done"; next?: Date; also?: readonly QueuePeer<unknown>[] }
  /** Free the worker and run again later, without counting as a failure (a rate limit, for example). */
  | { kind: "wait"; until: Date; reason: string; also?: readonly QueuePeer<unknown>[] }
  /** GitHub is unavailable: retried for days with a separate backoff, without counting as a failure. */
  | { kind: "unavailable"; error: unknown };

/**
 * A run's claim on its repository. If a process hangs or loses the store, another process takes the claim over, and the result of the run
 * is not stored.
 */
export type JobClaim<Work = unknown> = {
  /** Aborted as soon as this process knows that the claim is lost, or returns the job when it stops. */
  signal: AbortSignal;
  /**
   * Whether no other process may work on the repository now. Call it before each write: it is free if the store answered within the last
   * two seconds; otherwise it asks the store. False if the store is unavailable. Never rejects.
   */
  isMine(): Promise<boolean>;
  /**
   * Other jobs of the repository that are due, as urgent, and never failed, at most `limit`. None for a job that failed before, or whose last
   * run met an outage: whatever fails then fails alone.
   */
  peers(limit: number): Promise<QueuePeer<Work>[]>;
};

/** Gets the job and the GUIDs of the deliveries that caused it; none if a timer did. */
export type RunJob<Work> = (
  job: QueueJob<Work>,
  deliveries: readonly string[],
  claim: JobClaim<Work>,
) => Promise<RunOutcome>;

/** The store can't be used; the message says what to do. */
export class StoreError extends Error {
  override name = "StoreError";
}

export type QueueDepth = { ready: number; waiting: number; running: number; failed: number; oldestSeconds: number };

export type WorkQueue<Work> = FailedJobs & {
  /**
   * Resolves once the jobs are stored durably, in one transaction with the delivery's GUID.
   * A known GUID stores nothing and resolves with "duplicate".
   * A job joins a waiting job with the same repository and key; if that job is running, it causes exactly one more run.
   */
  enqueue(delivery: string, jobs: readonly QueueJob<Work>[]): Promise<"stored" | "duplicate">;
  /** Starts the workers. */
  start(run: RunJob<Work>): Promise<void>;
  /** Claims no new jobs, lets running jobs finish within the bound (milliseconds), returns the rest, closes the store. */
  stop(withinMs: number): Promise<void>;
  /** Resolves when no job is running, ready, or due within the next ten seconds. For tests. */
  idle(): Promise<void>;
  depth(): Promise<QueueDepth>;
  /** Rejects if the store is unavailable. */
  ping(): Promise<void>;
  /** Rejects if a write would fail: the store is unavailable, its disk is full, or it is read-only. */
  checkWritable(): Promise<void>;
  /** GitHub's limits, shared by the processes on the store. */
  shared: SharedLimits;
  /** What was learnt of each repository. */
  standings: StandingStore;
  /** What is to be said outside of GitHub. */
  outbox: Outbox;
};
