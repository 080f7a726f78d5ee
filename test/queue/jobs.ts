// What the tests of the queue put into it.
import { randomUUID } from "node:crypto";
import type { RetryPolicy } from "../../src/queue/backoff.ts";
import type { QueueJob, RunOutcome, WorkQueue } from "../../src/queue/queue.ts";

export type Work = { note: string };

export const parseWork = (stored: unknown): Work => ({ note: String(Object(stored).note) });

export type OpenSettings = {
  concurrency?: number;
  retry?: RetryPolicy;
  outage?: RetryPolicy;
  random?: () => number;
  pollMs?: number;
  report?: (error: unknown) => void;
};

export type Engine = {
  /** Opens the queue on a store, as a process that starts would. */
  open(store: string, settings?: OpenSettings): Promise<WorkQueue<Work>>;
  /** The settings by which a process of its own opens it. */
  env(store: string): Promise<Record<string, string>>;
};

export const job = (key: string, repository = "1/octo/shop", priority = 1, note = key): QueueJob<Work> => ({
  repository,
  key,
  priority,
  work: { note },
});

export const DONE: RunOutcome = { kind: "done" };
export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
export const unique = () => `store_${randomUUID().replaceAll("-", "")}`;
export const SHORT: RetryPolicy = { firstMs: 20, maxMs: 80, attempts: 3 };
