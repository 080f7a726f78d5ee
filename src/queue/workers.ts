// Workers over a store of jobs: at most one for each repository, woken by new and due jobs.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ClaimedJob, JobStore } from "./jobs.ts";
import { type JobRun, type RunningJobs, runningJobs } from "./running.ts";
import { type JobSettlement, type RetrySettings, returnedSettlement } from "./settlement.ts";
import { settlingRuns } from "./settling.ts";
import { wakingLoop } from "./waking.ts";

export type WorkerSettings = RetrySettings & {
  concurrency: number;
  /** How often to poll without being woken, in milliseconds: other processes may not notify this one. */
  pollMs: number;
  /** Called with errors of the store, and with runs whose result was not stored. */
  report: (error: unknown) => void;
};

export type QueueWorkers = {
  /** Looks for work. */
  wake(): void;
  /** Resolves with the next job that ends. */
  changed(): Promise<void>;
  /** Another process took over all running jobs. */
  abandon(): void;
  /** Whether the job with that id is running. */
  runs(id: string): boolean;
  stop(withinMs: number): Promise<void>;
};

/** How long to wait before the next request to an unavailable store. */
const STORE_RETRY_MS = 1_000;

export function startWorkers(jobs: JobStore, settings: WorkerSettings, run: JobRun): QueueWorkers {
  const running = runningJobs(jobs);
  const settle = settlingRuns(run, settings);
  const store = storing(jobs, settings, () => stopped);
  let stopped = false;
  let changed = Promise.withResolvers<void>();

  const work = async (claimed: ClaimedJob): Promise<void> => {
    const settlement = await settle(claimed, running.add(claimed));
    if (!running.has(claimed)) return;
    await store(claimed, settlement);
    running.end(claimed);
    looking.wake();
    changed.resolve();
    changed = Promise.withResolvers();
  };
  const freePlaces = (): number => settings.concurrency - running.count();
  /** Returns when to look again, in milliseconds. If all places are taken, the next job that ends wakes the loop. */
  const fill = async (): Promise<number> => {
    for (let free = freePlaces(); !stopped && free > 0; free = freePlaces()) {
      const claimed = await jobs.claim(free);
      for (const each of claimed) running.track(work(each));
      if (claimed.length < free) return Math.min(settings.pollMs, (await jobs.dueIn()) ?? settings.pollMs);
      // Otherwise, runs that return at once would block timers and sockets.
      await nextTurn();
    }
    return settings.pollMs;
  };
  const looking = wakingLoop(async () => {
    const look = fill();
    return (await succeeds(look, settings)) ? look : STORE_RETRY_MS;
  });
  return {
    wake: looking.wake,
    changed: () => changed.promise,
    runs: running.runs,
    abandon: () => {
      for (const { job } of running.abortAll())
        settings.report(new Error(`${job.repository} ${job.key}: another process took over the job while it ran here`));
    },
    stop: async (withinMs) => {
      stopped = true;
      await looking.stop();
      await giveBack(running, withinMs, store);
    },
  };
}

type Store = (claimed: ClaimedJob, settlement: JobSettlement) => Promise<void>;

/** Retries until the settlement is stored. */
function storing(jobs: JobStore, settings: WorkerSettings, isStopped: () => boolean): Store {
  const settle = async (claimed: ClaimedJob, settlement: JobSettlement): Promise<void> => {
    const { also = [] } = settlement;
    if (also.length > 0) await jobs.endPeers(claimed, also, settlement.kind === "timer" ? settlement.due : null);
    if ((await jobs.settle(claimed, settlement)) === "settled") return;
    const { repository, key } = claimed.job;
    settings.report(new Error(`${repository} ${key}: the result is dropped because another process took over the job`));
  };
  return async (claimed, settlement) => {
    while (!(await succeeds(settle(claimed, settlement), settings)) && !isStopped())
      await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS));
  };
}

async function giveBack(running: RunningJobs, withinMs: number, store: Store): Promise<void> {
  await within(withinMs, running.ended());
  for (const claimed of running.abortAll()) await store(claimed, returnedSettlement(claimed.attempts, Date.now()));
}

/** Reports the error of a rejected step. */
const succeeds = (step: Promise<unknown>, { report }: WorkerSettings): Promise<boolean> =>
  step.then(
    () => true,
    (error: unknown) => {
      report(error);
      return false;
    },
  );

async function within(ms: number, done: Promise<unknown>): Promise<void> {
  const bound = Promise.withResolvers<void>();
  const timer = setTimeout(bound.resolve, ms);
  await Promise.race([done, bound.promise]);
  clearTimeout(timer);
}
