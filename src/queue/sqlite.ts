// The embedded engine: one process, one SQLite file, nothing to set up.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { RETRY, type Retry } from "./backoff.ts";
import { openJobs } from "./jobs.ts";
import type { Queue } from "./queue.ts";
import { openStore } from "./store.ts";
import { startWorkers, type Workers } from "./workers.ts";

export type SqliteSettings<Work> = {
  /** A folder, made when it is missing; ":memory:" for tests. */
  directory: string;
  concurrency: number;
  /** Reads what was stored back; it may have been stored by an earlier version. */
  parseWork: (stored: unknown) => Work;
  retry?: Retry;
  now?: () => number;
  random?: () => number;
};

export function openSqliteQueue<Work>(settings: SqliteSettings<Work>): Queue<Work> {
  const { directory, concurrency, parseWork, retry = RETRY, now = Date.now, random = Math.random } = settings;
  if (directory !== ":memory:") mkdirSync(directory, { recursive: true });
  const db = openStore(directory === ":memory:" ? directory : join(directory, "milegate.sqlite"));
  const jobs = openJobs(db, { now, random, retry });
  jobs.recover();
  let workers: Workers | null = null;
  return {
    enqueue: async (delivery, work) => {
      const stored = jobs.store(delivery, work);
      setImmediate(() => workers?.wake());
      return stored;
    },
    start: async (run) => {
      workers = startWorkers(jobs, concurrency, now, async ({ job, deliveries }) =>
        run({ ...job, work: parseWork(job.work) }, deliveries),
      );
      workers.wake();
    },
    stop: async (withinMs) => {
      await workers?.stop(withinMs);
      db.close();
    },
    idle: async () => workers?.idle(),
    depth: async () => jobs.depth(),
    failures: async () => jobs.failures(),
    retry: async (id) => {
      jobs.retry(id);
      workers?.wake();
    },
    discard: async (id) => jobs.discard(id),
    ping: async () => jobs.ping(),
  };
}
