// The jobs that this process runs now, each with its claim.
import type { ClaimedJob, JobStore } from "./jobs.ts";
import type { JobClaim, RunOutcome } from "./queue.ts";

export type JobRun = (claimed: ClaimedJob, claim: JobClaim) => Promise<RunOutcome>;

export type RunningJobs = {
  add(claimed: ClaimedJob): JobClaim;
  /** False if the job was aborted: its result must not be stored. */
  has(claimed: ClaimedJob): boolean;
  /** Whether a job with that id was added. */
  runs(id: string): boolean;
  end(claimed: ClaimedJob): void;
  count(): number;
  /** Aborts and returns all jobs; this process no longer owns them. */
  abortAll(): ClaimedJob[];
  track(work: Promise<void>): void;
  /** Resolves when all tracked work has ended. */
  ended(): Promise<unknown>;
};

export function runningJobs({ isMine, peers }: Pick<JobStore, "isMine" | "peers">): RunningJobs {
  const controllers = new Map<ClaimedJob, AbortController>();
  const tracked = new Set<Promise<void>>();
  return {
    add: (claimed) => {
      const controller = new AbortController();
      const { signal } = controller;
      controllers.set(claimed, controller);
      return {
        signal,
        isMine: async () => !signal.aborted && (await isMine()) && !signal.aborted,
        peers: async (limit) => (claimed.attempts > 1 ? [] : peers(claimed, limit)),
      };
    },
    has: (claimed) => controllers.has(claimed),
    runs: (id) => [...controllers.keys()].some((claimed) => claimed.id === id),
    end: (claimed) => void controllers.delete(claimed),
    count: () => controllers.size,
    abortAll: () => {
      const aborted = [...controllers];
      controllers.clear();
      for (const [, controller] of aborted) controller.abort();
      return aborted.map(([claimed]) => claimed);
    },
    track: (work) => {
      const end = work.finally(() => tracked.delete(end));
      tracked.add(end);
    },
    ended: () => Promise.all(tracked),
  };
}
