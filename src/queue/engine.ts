// A queue over a store of jobs: the part that is the same for every engine.
import { OUTAGE, RETRY, type Retry } from "./backoff.ts";
import { type Claimed, distinct, type Jobs } from "./jobs.ts";
import type { Queue } from "./queue.ts";
import type { Shared } from "./shared.ts";
import { startWorkers, type Workers } from "./workers.ts";

export type EngineSettings<Work> = {
  /** Repositories that are worked on at the same time, in this process. */
  concurrency: number;
  /** Reads what was stored back; it may have been stored by an earlier version. */
  parseWork: (stored: unknown) => Work;
  /** Told when the store fails a worker, which then tries again. */
  report: (error: unknown) => void;
  retry?: Retry;
  outage?: Retry;
  random?: () => number;
};

/** A retry that is due within this counts as work under way, in milliseconds. */
const SOON_MS = 10_000;
const IDLE_POLL_MS = 20;

/** `running` is shared with the store, which has to know what this process works on. */
type Store = { jobs: Jobs; shared: Shared; running: Map<string, Claimed> };

export function queueOver<Work>(
  { jobs, shared, running }: Store,
  { concurrency, parseWork, report, retry = RETRY, outage = OUTAGE, random = Math.random }: EngineSettings<Work>,
  pollMs: number,
): Queue<Work> & { wake(): void } {
  let workers: Workers | null = null;
  const wake = (): void => workers?.wake();
  return {
    wake,
    enqueue: async (delivery, work) => {
      const stored = await jobs.store(delivery, distinct(work));
      setImmediate(wake);
      return stored;
    },
    start: async (run) => {
      const settings = { concurrency, retry, outage, random, pollMs, report };
      workers = startWorkers(jobs, running, settings, async (claimed) =>
        run({ ...claimed.job, work: parseWork(claimed.job.work) }, claimed.deliveries),
      );
      wake();
    },
    stop: async (withinMs) => {
      await workers?.stop(withinMs);
      await jobs.close();
    },
    idle: async () => {
      while (!(await jobs.isQuiet(SOON_MS)))
        await Promise.race([
          ...(workers === null ? [] : [workers.changed()]),
          new Promise((resolve) => setTimeout(resolve, IDLE_POLL_MS)),
        ]);
    },
    depth: jobs.depth,
    failures: jobs.failures,
    retry: async (id) => {
      await jobs.retry(id);
      wake();
    },
    discard: jobs.discard,
    ping: jobs.ping,
    checkWritable: jobs.checkWritable,
    shared,
  };
}
