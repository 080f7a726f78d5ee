// The sweep: every active repository of every installation is looked at, in case an event was lost.
import { randomUUID } from "node:crypto";
import { GraphqlResponseError } from "@octokit/graphql";
import type { Logger } from "pino";
import type { AppReader } from "../github/app.ts";
import { RateLimited, RepositoryGone } from "../github/errors.ts";
import type { RepositoryName } from "../github/port.ts";
import type { FailedJob } from "../queue/kept.ts";
import { isNoticeId } from "../queue/outbox.ts";
import type { QueueJob, RunOutcome, WorkQueue } from "../queue/queue.ts";
import { repositoryKey } from "../standings/store.ts";
import { wallDate } from "../steady-clock.ts";
import { makeRedelivery } from "./redelivery.ts";
import { type Fingerprint, isIdle, makeSweepCache, type RepositoryStanding, type SweepCache } from "./sweep-cache.ts";
import type { SweepClock } from "./sweep-clock.ts";
import { installationJob, type SweepStep, sweptJob, type Task } from "./task.ts";

export type SweepNeeds = {
  app: AppReader;
  queue: Pick<WorkQueue<Task>, "enqueue" | "failures" | "retry" | "standings">;
  /** The app's version. */
  version: string;
  intervalMs: number;
  log: Logger;
  clock: SweepClock;
  /** Called when one of the whole app's steps runs here. */
  seen: () => void;
};

/**
 * GitHub allows an installation 5,000 points an hour, of which a full look takes up to 20: the first of them at once, and the others so far
 * apart that a fifth of the hour's points stays for gates and commands.
 */
const SPREAD_MS = 20_000;
const AT_ONCE = 20;
const BATCH = 25;
/** What fails is tried again after this long, or the interval if that is shorter: the next sweep must not depend on this one. */
const AGAIN_MS = 60_000;

export function makeSweep(needs: SweepNeeds): (step: SweepStep) => Promise<RunOutcome> {
  const { intervalMs, log, clock, seen } = needs;
  const inMs = (ms: number): Date => new Date(clock.wall() + ms);
  const redeliver = makeRedelivery(needs);
  const sweepPage = makePages(needs);
  const revive = reviving(needs);
  const run = async (step: SweepStep): Promise<RunOutcome> => {
    if (step.kind === "redeliver") return { kind: "done", next: await redeliver() };
    if (step.kind === "sweep-installation") return sweepPage(step);
    seen();
    await sweepAll(needs);
    await revive();
    return { kind: "done", next: inMs(intervalMs) };
  };
  return async (step) => {
    try {
      return await run(step);
    } catch (error) {
      if (error instanceof RepositoryGone) return { kind: "done" };
      if (error instanceof RateLimited) return { kind: "wait", until: wallDate(error.until), reason: error.message };
      log.warn({ err: error, step: step.kind }, "the sweep failed; trying again");
      return { kind: "wait", until: inMs(Math.min(AGAIN_MS, intervalMs)), reason: String(error) };
    }
  };
}

async function sweepAll({ app, queue, log }: SweepNeeds): Promise<void> {
  let count = 0;
  for (let after: string | null = null; ; ) {
    const { items, next } = await app.installations(after);
    await queue.enqueue(
      `sweep/${randomUUID()}`,
      items.map((installation) => installationJob(installation)),
    );
    count += items.length;
    if (next === null) break;
    after = next;
  }
  log.info({ installations: count }, "sweeping");
}

/** What a channel does not take has a backoff of its own, and asks for no look. */
const failedJobs = async ({ failures }: Pick<SweepNeeds["queue"], "failures">): Promise<FailedJob[]> =>
  (await failures()).filter(({ id }) => !isNoticeId(id));

/** What is kept as failed gets one more chance of each process: the reason may be gone, or this version may know better. */
function reviving({ queue, log }: SweepNeeds): () => Promise<void> {
  let revived = new Set<string>();
  const nameOf = ({ repository, key }: FailedJob) => `${repository} ${key}`;
  return async () => {
    const kept = await failedJobs(queue);
    const due = kept.filter((failure) => !revived.has(nameOf(failure)));
    revived = new Set(kept.map(nameOf));
    for (const { id } of due) await queue.retry(id);
    if (due.length > 0) log.info({ jobs: due.length }, "retrying the jobs that were kept as failed");
  };
}

type PageStep = Extract<SweepStep, { kind: "sweep-installation" }>;

/** A page a job, so that a restart goes on with it; what is due on all of them is spread over time. */
function makePages(needs: SweepNeeds): (step: PageStep) => Promise<RunOutcome> {
  const { app, queue, log, clock, version } = needs;
  const cache = makeSweepCache({ ...clock, store: queue.standings, version });
  return async ({ installation, after, behindMs }) => {
    const { items, next } = await app.repositories(installation, after);
    const due = await dueIn(needs, cache, items);
    const jobs = spread(due, behindMs);
    const following = next === null ? [] : [installationJob(installation, next, behindMs + due.length * SPREAD_MS)];
    await queue.enqueue(`sweep/${randomUUID()}`, [...jobs, ...following]);
    for (const { name, fingerprint } of due) await cache.remember(repositoryKey(name), fingerprint);
    log.info({ installation, repositories: items.length, due: jobs.length }, "swept");
    return { kind: "done" };
  };
}

type DueRepository = { name: RepositoryName; fingerprint: Fingerprint | null };

/** Those in which something may have happened, or of which a job was kept as failed. */
async function dueIn(
  { app, queue, log }: SweepNeeds,
  cache: SweepCache,
  items: readonly RepositoryName[],
): Promise<DueRepository[]> {
  const kept = new Set((await failedJobs(queue)).map(({ repository }) => repository));
  const active: DueRepository[] = [];
  for (let at = 0; at < items.length; at += BATCH) {
    const batch = items.slice(at, at + BATCH);
    for (const [index, standing] of (await standingsOf(app, batch, log)).entries()) {
      const name = batch[index];
      if (name === undefined || standing === null || isIdle(standing)) continue;
      active.push({ name, fingerprint: cache.fingerprint(repositoryKey(name), standing) });
    }
  }
  const unchanged = await cache.unchanged(
    new Map(active.map(({ name, fingerprint }) => [repositoryKey(name), fingerprint])),
  );
  return active.filter(({ name }) => !unchanged.has(repositoryKey(name)) || kept.has(repositoryKey(name)));
}

/** An event brings a look forward. */
const spread = (due: readonly DueRepository[], behindMs: number): QueueJob<Task>[] =>
  due.map(({ name }, place) => ({
    ...sweptJob(name),
    delayMs: Math.max(0, behindMs + (place + 1 - AT_ONCE) * SPREAD_MS),
  }));

/** "unknown" where GitHub does not answer the cheap question: then each repository is looked at. */
async function standingsOf(
  app: AppReader,
  names: readonly RepositoryName[],
  log: Logger,
): Promise<(RepositoryStanding | null)[]> {
  return app.standings(names).catch((error: unknown) => {
    if (!(error instanceof GraphqlResponseError)) throw error;
    log.warn({ err: error }, "GitHub did not answer the cheap question; reading each repository");
    return names.map(() => "unknown" as const);
  });
}
