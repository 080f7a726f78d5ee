// Reads rows of the shared store.
import { z } from "zod";
import type { ClaimedJob } from "../jobs.ts";
import type { FailedJob } from "../kept.ts";
import type { QueueDepth } from "../queue.ts";

const stored = z.object({
  id: z.coerce.string(),
  run: z.coerce.string(),
  repository: z.string(),
  key: z.string(),
  priority: z.number(),
  work: z.unknown(),
  deliveries: z.array(z.string()),
  attempts: z.number(),
  error: z.string().nullable(),
  failed_at: z.date().nullable(),
});

/** A job and one run of it: another run may belong to another process. */
export function readClaimed(row: unknown): ClaimedJob {
  const { id, run, deliveries, attempts, repository, key, priority, work } = stored.parse(row);
  return { id: `${id}:${run}`, attempts, deliveries, job: { repository, key, priority, work } };
}

export function readFailed(row: unknown): FailedJob {
  const { id, repository, key, attempts, error, failed_at } = stored.parse(row);
  return { id, repository, key, attempts, error: error ?? "", failedAt: failed_at ?? new Date(0) };
}

const depths = z.object({
  ready: z.coerce.number(),
  waiting: z.coerce.number(),
  running: z.coerce.number(),
  failed: z.coerce.number(),
  oldest: z.coerce.number(),
});

export function readDepth(row: unknown): QueueDepth {
  const { oldest, ...counts } = depths.parse(row);
  return { ...counts, oldestSeconds: Math.max(0, oldest) };
}
