// The store of jobs as the workers use it, for either engine.
import type { FailedJobs } from "./kept.ts";
import type { QueueDepth, QueueJob, QueuePeer } from "./queue.ts";
import type { JobSettlement } from "./settlement.ts";

/** A claimed job. `attempts` includes this one. `work` is not parsed yet. */
export type ClaimedJob = { id: string; attempts: number; deliveries: string[]; job: QueueJob<unknown> };

/** The callbacks from a store to its workers. */
export type WorkerHost = {
  /** Another process took over all jobs of this one. */
  lost(): void;
  /** There may be work. */
  woken(): void;
  /** Whether this process runs the job with that id. */
  runs(id: string): boolean;
};

export type JobStore = FailedJobs & {
  /** Durable when it resolves. */
  store(delivery: string, jobs: readonly QueueJob<unknown>[]): Promise<"stored" | "duplicate">;
  /** From now on this process claims jobs. */
  open(host: WorkerHost): void;
  /** Claims the next due jobs in one step, at most `limit`, each in a repository without a running job. */
  claim(limit: number): Promise<ClaimedJob[]>;
  /** Other queued jobs of its repository that are due, as urgent, and never failed. */
  peers(claimed: ClaimedJob, limit: number): Promise<QueuePeer<unknown>[]>;
  /** Ends these peers, or sets their timers; not those that changed since. No effect if another process took the claimed job over. */
  endPeers(claimed: ClaimedJob, peers: readonly QueuePeer<unknown>[], due: Date | null): Promise<void>;
  /** "lost", and nothing changes, if another process took the job over. */
  settle(claimed: ClaimedJob, settlement: JobSettlement): Promise<"settled" | "lost">;
  /** Whether this process certainly still owns its jobs. Never rejects. */
  isMine(): Promise<boolean>;
  /** Milliseconds until the next job is due in a repository without a running job; zero or less if one already is. */
  dueIn(): Promise<number | null>;
  /** Whether no job runs, and none is due within so many milliseconds. */
  isQuiet(ms: number): Promise<boolean>;
  depth(): Promise<QueueDepth>;
  ping(): Promise<void>;
  checkWritable(): Promise<void>;
  close(): Promise<void>;
};

/** GitHub redelivers for three days, so an older GUID does not arrive again. */
export const DELIVERY_MS = 4 * 24 * 60 * 60 * 1000;
/** How many GUIDs of a job are stored for the log. */
export const DELIVERIES_LIMIT = 20;
/** A claim chooses from so many repositories at the head of the line. This bounds its cost, whatever the backlog. */
export const CLAIM_WINDOW = 64;
/** So many repositories with jobs that became due join the line at a time, for the same reason. */
export const PROMOTION_LIMIT = 64;

/** A delivery may name a subject twice. */
export const distinctJobs = (jobs: readonly QueueJob<unknown>[]): QueueJob<unknown>[] => [
  ...new Map(jobs.map((job) => [`${job.repository} ${job.key}`, job])).values(),
];

/** "42/octo-org/shop" belongs to the installation "42". */
export const installationKey = (repository: string): string => repository.split("/", 1)[0] ?? repository;
