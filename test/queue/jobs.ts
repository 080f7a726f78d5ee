// What the tests of the queue put into it.
import { randomUUID } from "node:crypto";
import type { RetryPolicy } from "../../src/queue/backoff.ts";
import type { QueueJob, RunOutcome, WorkQueue } from "../../src/queue/queue.ts";

export type TestWork = { note: string };

export const parseWork = (stored: unknown): TestWork => ({ note: String(Object(stored).note) });

export type OpenSettings = {
  concurrency?: number;
  retry?: RetryPolicy;
  outage?: RetryPolicy;
  random?: () => number;
  pollMs?: number;
  report?: (error: unknown) => void;
};

export type TestEngine = {
  /** Opens the queue on a store, as a process that starts would. */
  open(store: string, settings?: OpenSettings): Promise<WorkQueue<TestWork>>;
  /** The settings by which a process of its own opens it. */
  env(store: string): Promise<Record<string, string>>;
};

export const testJob = (key: string, repository = "1/octo/shop", priority = 1, note = key): QueueJob<TestWork> => ({
  repository,
  key,
  priority,
  work: { note },
});

export const JOB_DONE: RunOutcome = { kind: "done" };
export const pauseMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
export const uniqueStore = () => `store_${randomUUID().replaceAll("-", "")}`;
export const SHORT_RETRY: RetryPolicy = { firstMs: 20, maxMs: 80, attempts: 3 };
