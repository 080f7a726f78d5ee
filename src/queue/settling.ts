// Runs a job and says how it is to be settled; counts the outages that it met.
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

/** Of how many jobs it is known how often they met an outage; a replica may never hear of one again. */
const OUTAGES_LIMIT = 10_000;

/** A process that starts counts outages anew: it merely asks a little sooner. */
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
      const outcome = await run(claimed, claim);
      if (outcome.kind !== "unavailable") return outcomeSettlement(outcome, attempts, Date.now());
      setBounded(outages, name, count, OUTAGES_LIMIT);
      return outageSettlement(outcome.error, count, attempts, settings, Date.now());
    } catch (error) {
      return failureSettlement(error, attempts, settings.retry, Date.now(), settings.random());
    }
  };
}
