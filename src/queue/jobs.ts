// What the workers need of a store of jobs, whichever engine keeps it: each step is durable when it resolves.
import type { Depth, Failure, Job } from "./queue.ts";
import type { Settlement } from "./settlement.ts";

/** A job that was taken to be run, and how often it has been, this time included. `work` is as it was stored. */
export type Claimed = { id: string; attempts: number; deliveries: string[]; job: Job<unknown> };

export type Jobs = {
  store(delivery: string, jobs: readonly Job<unknown>[]): Promise<"stored" | "duplicate">;
  /** The next job that is due in a repository on which nobody works; `busy` are those of this process. Null where there is none. */
  claim(busy: readonly string[]): Promise<Claimed | null>;
  settle(claimed: Claimed, settlement: Settlement): Promise<void>;
  /** Milliseconds until the next job falls due in a repository that is not busy; not above zero where it has already. */
  dueIn(busy: readonly string[]): Promise<number | null>;
  /** Whether nothing runs, and nothing falls due within so many milliseconds. */
  isQuiet(ms: number): Promise<boolean>;
  depth(): Promise<Depth>;
  failures(): Promise<Failure[]>;
  retry(id: string): Promise<void>;
  discard(id: string): Promise<void>;
  ping(): Promise<void>;
  checkWritable(): Promise<void>;
  close(): Promise<void>;
};

/** GitHub offers redelivery for three days; a GUID older than that does not come again. */
export const DELIVERY_MS = 4 * 24 * 60 * 60 * 1000;
/** How many GUIDs of one job are kept for the log. */
export const DELIVERIES_LIMIT = 20;

/** A delivery may name one thing twice. */
export const distinct = (jobs: readonly Job<unknown>[]): Job<unknown>[] => [
  ...new Map(jobs.map((job) => [`${job.repository} ${job.key}`, job])).values(),
];
