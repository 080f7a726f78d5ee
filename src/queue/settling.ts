// Runs a job and decides its settlement; counts the outages of each job.
import { setBounded } from "../set-bounded.ts";
import type { ClaimedJob } from "./jobs.ts";
import type { JobClaim } from "./queue.ts";
import type { JobRun } from "./running.ts";
import {
  failureSettlement,
  type JobSettlement,
  outageSettlement,
  outcomeSettlement,
  type RetrySettings,
} from "./settlement.ts";

/** Outages are counted for so many jobs: a replica may never get a job again, so the map needs a bound. */
const OUTAGES_LIMIT = 10_000;

/** A new process counts outages from zero: it only retries a little sooner. */
export function settlingRuns(
  run: JobRun,
  settings: RetrySettings,
): (claimed: ClaimedJob, claim: JobClaim) => Promise<JobSettlement> {
  const outages = new Map<string, number>();
  return async (claimed, claim) => {
    const { job, attempts } = claimed;
    const name = `${job.repository} ${job.key}`;
    const count = (outages.get(name) ?? 0) + 1;
    outages.delete(name);
    try {
      // The outage may be GitHub's answer to too much at once.
      const outcome = await run(claimed, count === 1 ? claim : { ...claim, peers: async () => [] });
      if (outcome.kind !== "unavailable") return outcomeSettlement(outcome, attempts, Date.now());
      setBounded(outages, name, count, OUTAGES_LIMIT);
      return outageSettlement(outcome.error, count, attempts, settings, Date.now());
    } catch (error) {
      return failureSettlement(error, attempts, settings.retry, Date.now(), settings.random());
    }
  };
}
