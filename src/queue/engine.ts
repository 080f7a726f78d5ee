// A queue over a store of jobs: the part that is the same for every engine.
import type { StandingStore } from "../standings/store.ts";
import { FAILURE_RETRY, OUTAGE_RETRY, type RetryPolicy } from "./backoff.ts";
import { distinctJobs, type JobStore } from "./jobs.ts";
import { keptTogether, type Outbox } from "./outbox.ts";
import type { QueueJob, WorkQueue } from "./queue.ts";
import type { SharedLimits } from "./shared.ts";
import { type QueueWorkers, startWorkers } from "./workers.ts";

export type EngineSettings<Work> = {
  /** How many repositories this process works on at the same time. */
  concurrency: number;
  /** Parses stored work; an earlier version may have stored it. */
  parseWork: (stored: unknown) => Work;
  /** Called if the store fails (the worker retries), and if another process took over a running job. */
  report: (error: unknown) => void;
  retry?: RetryPolicy;
  outage?: RetryPolicy;
  random?: () => number;
};

export type EngineParts = { jobs: JobStore; shared: SharedLimits; standings: StandingStore; outbox: Outbox };

/** A job that is due within this time counts as pending, in milliseconds. */
const SOON_MS = 10_000;
const IDLE_POLL_MS = 20;

/** `pollMs`: how often the store is polled without being woken, in milliseconds. */
export function makeQueue<Work>(
  { jobs, shared, standings, outbox }: EngineParts,
  { concurrency, parseWork, report, ...given }: EngineSettings<Work>,
  pollMs: number,
): WorkQueue<Work> {
  const { retry = FAILURE_RETRY, outage = OUTAGE_RETRY, random = Math.random } = given;
  let workers: QueueWorkers | null = null;
  const wake = (): void => workers?.wake();
  const kept = keptTogether(jobs, outbox.kept);
  return {
    enqueue: async (delivery, work) => {
      const stored = await jobs.store(delivery, distinctJobs(work));
      setImmediate(wake);
      return stored;
    },
    start: async (run) => {
      const settings = { concurrency, retry, outage, random, pollMs, report };
      const parsed = (job: QueueJob<unknown>): QueueJob<Work> => ({ ...job, work: parseWork(job.work) });
      const started = startWorkers(jobs, settings, async ({ job, deliveries }, claim) =>
        run(parsed(job), deliveries, {
          ...claim,
          peers: async (limit) => (await claim.peers(limit)).map((peer) => ({ ...peer, job: parsed(peer.job) })),
        }),
      );
      workers = started;
      jobs.open({ lost: started.abandon, woken: started.wake, runs: started.runs });
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
    retry: async (id) => {
      await kept.retry(id);
      wake();
    },
    depth: jobs.depth,
    failures: kept.failures,
    discard: kept.discard,
    ping: jobs.ping,
    checkWritable: jobs.checkWritable,
    shared,
    standings,
    outbox,
  };
}
