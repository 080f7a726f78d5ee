// Runs one job from the queue against GitHub.
import type { Logger } from "pino";
import { isOutage, RateLimited, RepositoryGone } from "../github/errors.ts";
import type { GitHub } from "../github/port.ts";
import type { JobClaim, QueueJob, RunOutcome } from "../queue/queue.ts";
import { look } from "../reconcile/look.ts";
import type { StandingParts, StandingStore } from "../standings/store.ts";
import { wallDate } from "../steady-clock.ts";
import type { ReconcileRequest } from "../subject.ts";
import { ClaimLost, fencedWriter } from "./fence.ts";
import { withLogFields } from "./log.ts";
import type { JobResult, ServiceMetrics } from "./metrics.ts";
import type { OutageLog } from "./outage-log.ts";
import { repositoryKey, type SweepStep, type Task } from "./task.ts";

type Needs = {
  github: GitHub;
  standings: StandingStore;
  sweep: (step: SweepStep) => Promise<RunOutcome>;
  now: () => Date;
  log: Logger;
  metrics: ServiceMetrics;
  outages: OutageLog;
  /** Asks for the dashboard of a repository in which something may have changed; done before the job counts as done. */
  refresh: (repository: ReconcileRequest["repository"]) => Promise<void>;
};

/** Whoever took a job over settles it; this is for the case that nobody did. */
const TAKEN_OVER_MS = 1_000;

/** Rejects for what is no outage; the queue tries that again, too, but not for long. */
export function runJob(
  needs: Needs,
  job: QueueJob<Task>,
  deliveries: readonly string[],
  claim: JobClaim,
): Promise<RunOutcome> {
  const asked = job.work;
  return withLogFields({ deliveries, repository: job.repository, subject: job.key }, () =>
    measured(needs, "kind" in asked ? asked.kind : asked.subject.kind, () =>
      "kind" in asked ? needs.sweep(asked) : lookAt(needs, asked, claim),
    ),
  );
}

async function lookAt(
  { github, standings, now, log, metrics, refresh }: Needs,
  { repository, subject }: ReconcileRequest,
  { isMine }: JobClaim,
): Promise<RunOutcome> {
  const connected = await github.repository(repository);
  const at = metrics.counting({ ...connected, write: fencedWriter(connected.write, isMine) });
  const { next, stale, told } = await look(at, subject, now, partsOf(standings, repositoryKey(repository), isMine));
  if (stale) await refresh(repository);
  log.info(told, "done");
  return next === null ? { kind: "done" } : { kind: "done", next };
}

/** What another process took over, it learns itself. */
const partsOf = (standings: StandingStore, repository: string, isMine: JobClaim["isMine"]): StandingParts => ({
  read: () => standings.read(repository),
  write: async (changes) => {
    if (changes.size > 0 && (await isMine())) await standings.write(repository, changes);
  },
});

async function measured(
  { log, metrics, outages }: Needs,
  kind: string,
  run: () => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const began = performance.now();
  const ended = (result: JobResult) => metrics.job(kind, result, (performance.now() - began) / 1000);
  try {
    const outcome = await run();
    ended(outcome.kind === "done" ? "done" : "waits");
    if (outcome.kind === "done") outages.over();
    return outcome;
  } catch (error) {
    if (error instanceof RateLimited) {
      ended("waits");
      metrics.waits(error.by);
      const until = wallDate(error.until);
      log.info({ until, reason: error.message }, "waits");
      return { kind: "wait", until, reason: error.message };
    }
    if (error instanceof ClaimLost) {
      ended("waits");
      log.warn({ reason: error.message }, "stopped");
      return { kind: "wait", until: new Date(Date.now() + TAKEN_OVER_MS), reason: error.message };
    }
    if (error instanceof RepositoryGone) {
      ended("gone");
      log.info({ reason: error.message }, "ignored");
      return { kind: "done" };
    }
    if (isOutage(error)) {
      ended("unavailable");
      outages.met(error);
      return { kind: "unavailable", error };
    }
    ended("failed");
    log.warn({ err: error }, "failed");
    throw error;
  }
}
