// Workers over a store of jobs: at most one on a repository, woken by what comes in and by what falls due.
import { keep } from "../keep.ts";
import type { Claimed, Jobs } from "./jobs.ts";
import type { Outcome } from "./queue.ts";
import { failureOf, givenBack, outageOf, type Retrying, type Settlement, settlementOf } from "./settlement.ts";
import { waking } from "./waking.ts";

export type WorkerSettings = Retrying & {
  concurrency: number;
  /** How often to look without being woken, in milliseconds: what other processes do goes unnoticed. */
  pollMs: number;
  report: (error: unknown) => void;
};

export type Run = (claimed: Claimed) => Promise<Outcome>;

export type Workers = {
  /** Looks for work: something came in. */
  wake(): void;
  /** Resolves with the next job that ends. */
  changed(): Promise<void>;
  stop(withinMs: number): Promise<void>;
};

/** How long the store gets before it is asked again where it could not be reached. */
const STORE_RETRY_MS = 1_000;

/** `running` holds the job that is worked on in each repository; whoever takes it out has settled it, or gives it back. */
export function startWorkers(jobs: Jobs, running: Map<string, Claimed>, settings: WorkerSettings, run: Run): Workers {
  const ends = new Set<Promise<void>>();
  const settled = settling(run, settings);
  let stopped = false;
  let changed = Promise.withResolvers<void>();

  /** Returns when to look again, in milliseconds; who works on the last free place wakes us. */
  const fill = async (): Promise<number> => {
    while (!stopped && running.size < settings.concurrency) {
      const claimed = await jobs.claim([...running.keys()]);
      if (claimed === null)
        return Math.min(settings.pollMs, (await jobs.dueIn([...running.keys()])) ?? settings.pollMs);
      running.set(claimed.job.repository, claimed);
      const end = work(claimed).finally(() => ends.delete(end));
      ends.add(end);
    }
    return settings.pollMs;
  };
  const work = async (claimed: Claimed): Promise<void> => {
    const settlement = await settled(claimed);
    if (running.get(claimed.job.repository) !== claimed) return;
    await store(claimed, settlement);
    running.delete(claimed.job.repository);
    looking.wake();
    changed.resolve();
    changed = Promise.withResolvers();
  };
  const store = async (claimed: Claimed, settlement: Settlement): Promise<void> => {
    while (!(await reported(jobs.settle(claimed, settlement), settings)) && !stopped)
      await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS));
  };
  const looking = waking(async () => {
    const look = fill();
    return (await reported(look, settings)) ? look : STORE_RETRY_MS;
  });
  return {
    wake: looking.wake,
    changed: () => changed.promise,
    stop: async (withinMs) => {
      stopped = true;
      await looking.stop();
      await within(withinMs, Promise.all(ends));
      const left = [...running.values()];
      running.clear();
      for (const claimed of left) await store(claimed, givenBack(claimed.attempts, Date.now()));
    },
  };
}

/** Of how many jobs it is known how often they met an outage; a replica may never hear of one again. */
const OUTAGES_LIMIT = 10_000;

/** A process that starts counts outages anew: it merely asks a little sooner. */
function settling(run: Run, settings: Retrying): (claimed: Claimed) => Promise<Settlement> {
  const outages = new Map<string, number>();
  return async (claimed) => {
    const { job, attempts } = claimed;
    const name = `${job.repository} ${job.key}`;
    const count = (outages.get(name) ?? 0) + 1;
    outages.delete(name);
    try {
      const outcome = await run(claimed);
      if (outcome.kind !== "unavailable") return settlementOf(outcome, attempts, Date.now());
      keep(outages, name, count, OUTAGES_LIMIT);
      return outageOf(outcome.error, count, attempts, settings, Date.now());
    } catch (error) {
      return failureOf(error, attempts, settings.retry, Date.now(), settings.random());
    }
  };
}

/** Whether it went well. */
const reported = (step: Promise<unknown>, { report }: WorkerSettings): Promise<boolean> =>
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
