// Workers over a store of jobs: at most one on a repository, woken by what comes in and by what falls due.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ClaimedJob, JobStore } from "./jobs.ts";
import { type JobRun, type RunningJobs, runningJobs } from "./running.ts";
import { type JobSettlement, type RetrySettings, returnedSettlement } from "./settlement.ts";
import { settlingRuns } from "./settling.ts";
import { wakingLoop } from "./waking.ts";

export type WorkerSettings = RetrySettings & {
  concurrency: number;
  /** How often to look without being woken, in milliseconds: what other processes do goes unnoticed. */
  pollMs: number;
  /** Called with what the store rejects, and with runs whose result was not stored. */
  report: (error: unknown) => void;
};

export type QueueWorkers = {
  /** Looks for work: something came in. */
  wake(): void;
  /** Resolves with the next job that ends. */
  changed(): Promise<void>;
  /** All that runs is another process's by now. */
  abandon(): void;
  /** Whether the job that was claimed under that id is worked on. */
  runs(id: string): boolean;
  stop(withinMs: number): Promise<void>;
};

/** How long the store gets before it is asked again where it could not be reached. */
const STORE_RETRY_MS = 1_000;

export function startWorkers(jobs: JobStore, settings: WorkerSettings, run: JobRun): QueueWorkers {
  const running = runningJobs(jobs.isMine);
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
  /** Returns when to look again, in milliseconds; who works on the last free place wakes us. */
  const fill = async (): Promise<number> => {
    for (let free = freePlaces(); !stopped && free > 0; free = freePlaces()) {
      const claimed = await jobs.claim(free);
      for (const each of claimed) running.track(work(each));
      if (claimed.length < free) return Math.min(settings.pollMs, (await jobs.dueIn()) ?? settings.pollMs);
      // Runs that return at once would otherwise keep timers and sockets waiting.
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
        settings.report(new Error(`${job.repository} ${job.key}: another process took the job over while it ran here`));
    },
    stop: async (withinMs) => {
      stopped = true;
      await looking.stop();
      await giveBack(running, withinMs, store);
    },
  };
}

type Store = (claimed: ClaimedJob, settlement: JobSettlement) => Promise<void>;

/** Tries until the store has it. */
function storing(jobs: JobStore, settings: WorkerSettings, isStopped: () => boolean): Store {
  const settle = async (claimed: ClaimedJob, settlement: JobSettlement): Promise<void> => {
    if ((await jobs.settle(claimed, settlement)) === "settled") return;
    const { repository, key } = claimed.job;
    settings.report(new Error(`${repository} ${key}: the result is dropped, as another process took the job over`));
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

/** Reports what it rejects with. */
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
