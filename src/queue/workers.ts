// Workers over a store of jobs: at most one on a repository, woken by what comes in and by what falls due.
import type { Claimed, Jobs } from "./jobs.ts";
import type { Outcome } from "./queue.ts";

export type Run = (claimed: Claimed) => Promise<Outcome>;

/** Timers hold 2^31 - 1 ms at most. */
const TIMER_LIMIT = 2_147_483_647;

/** A retry that is due within this counts as work under way. */
const SOON_MS = 10_000;

export type Workers = {
  /** Looks for work: something came in. */
  wake(): void;
  /** Resolves when nothing runs and nothing is due soon. */
  idle(): Promise<void>;
  stop(withinMs: number): Promise<void>;
};

export function startWorkers(jobs: Jobs, concurrency: number, now: () => number, run: Run): Workers {
  const running = new Map<string, Promise<void>>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let changed = Promise.withResolvers<void>();

  const wake = (): void => {
    if (stopped) return;
    while (running.size < concurrency) {
      const claimed = jobs.claim([...running.keys()]);
      if (claimed === null) break;
      running.set(claimed.job.repository, work(claimed));
    }
    clearTimeout(timer);
    const due = running.size < concurrency ? jobs.nextDue([...running.keys()]) : null;
    if (due !== null) timer = setTimeout(wake, Math.min(TIMER_LIMIT, Math.max(1, due - now()))).unref();
  };
  const work = async (claimed: Claimed): Promise<void> => {
    await settle(jobs, claimed, run).catch((error: unknown) => {
      // The store closes when the bound of a stop is over; what still runs then is run again at the next start.
      if (!stopped) throw error;
    });
    running.delete(claimed.job.repository);
    wake();
    changed.resolve();
    changed = Promise.withResolvers();
  };
  const isIdle = () => running.size === 0 && (jobs.nextDue([]) ?? Number.POSITIVE_INFINITY) > now() + SOON_MS;
  return {
    wake,
    idle: async () => {
      while (!isIdle()) await Promise.race([changed.promise, new Promise((resolve) => setTimeout(resolve, 20))]);
    },
    stop: async (withinMs) => {
      stopped = true;
      clearTimeout(timer);
      const bound = new Promise((resolve) => setTimeout(resolve, withinMs).unref());
      await Promise.race([Promise.all(running.values()), bound]);
    },
  };
}

async function settle(jobs: Jobs, claimed: Claimed, run: Run): Promise<void> {
  try {
    const outcome = await run(claimed);
    if (outcome.kind === "done") jobs.done(claimed, outcome.next?.getTime());
    else jobs.wait(claimed, outcome.until.getTime());
  } catch (error) {
    jobs.fail(claimed, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
