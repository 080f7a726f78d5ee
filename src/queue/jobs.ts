// What the workers need of a store of jobs, whichever engine keeps it.
import type { FailedJobs, QueueDepth, QueueJob } from "./queue.ts";
import type { JobSettlement } from "./settlement.ts";

/** A job that was taken to be run, and how often it has been, this time included. `work` is as it was stored. */
export type ClaimedJob = { id: string; attempts: number; deliveries: string[]; job: QueueJob<unknown> };

/** What a store needs of the workers over it. */
export type WorkerHost = {
  /** All that this process took has become another's. */
  lost(): void;
  /** There may be work. */
  woken(): void;
  /** Whether this process works on the job that was claimed under that id. */
  runs(id: string): boolean;
};

export type JobStore = FailedJobs & {
  /** Durable when it resolves. */
  store(delivery: string, jobs: readonly QueueJob<unknown>[]): Promise<"stored" | "duplicate">;
  /** From now on this process takes jobs. */
  open(host: WorkerHost): void;
  /** The next jobs that are due, each in a repository on which nobody works: so many at most, in one step. */
  claim(limit: number): Promise<ClaimedJob[]>;
  /** "lost", and nothing is changed, where another process has taken the job over. */
  settle(claimed: ClaimedJob, settlement: JobSettlement): Promise<"settled" | "lost">;
  /** Whether what this process took is certainly still its own. Never rejects. */
  isMine(): Promise<boolean>;
  /** Milliseconds until the next job falls due in a repository on which nobody works; not above zero where it has already. */
  dueIn(): Promise<number | null>;
  /** Whether nothing runs, and nothing falls due within so many milliseconds. */
  isQuiet(ms: number): Promise<boolean>;
  depth(): Promise<QueueDepth>;
  ping(): Promise<void>;
  checkWritable(): Promise<void>;
  close(): Promise<void>;
};

/** GitHub offers redelivery for three days; a GUID older than that does not come again. */
export const DELIVERY_MS = 4 * 24 * 60 * 60 * 1000;
/** How many GUIDs of one job are kept for the log. */
export const DELIVERIES_LIMIT = 20;
/** How many repositories at the head of the line a claim chooses from; that bounds its cost, whatever waits behind them. */
export const CLAIM_WINDOW = 64;
/** Repositories whose jobs have fallen due get in line so many at a time, for the same reason. */
export const PROMOTION_LIMIT = 64;

/** A delivery may name one thing twice. */
export const distinctJobs = (jobs: readonly QueueJob<unknown>[]): QueueJob<unknown>[] => [
  ...new Map(jobs.map((job) => [`${job.repository} ${job.key}`, job])).values(),
];

/** "42/octo-org/shop" is of the installation "42". */
export const installationKey = (repository: string): string => repository.split("/", 1)[0] ?? repository;
