// Runs one job from the queue against GitHub.
import type { Logger } from "pino";
import { InstallationGone, isOutage, MissingField, RateLimited, RepositoryGone } from "../github/errors.ts";
import { withUrgency } from "../github/urgency.ts";
import { keepPublicNames, startTelling } from "../notify/telling.ts";
import type { Outbox } from "../queue/outbox.ts";
import type { JobClaim, QueueJob, QueuePeer, RunOutcome } from "../queue/queue.ts";
import { look } from "../reconcile/look.ts";
import type { CheckDetails } from "../reconcile/reconcile.ts";
import { keptMarks } from "../standings/check-marks.ts";
import type { Fellow } from "../standings/fellow.ts";
import { MEMBER_FELLOWS_PART, parseFellows } from "../standings/member-standing.ts";
import { outdateRoster } from "../standings/roster-standing.ts";
import { ownerKey, repositoryKey, type StandingParts, type StandingStore } from "../standings/store.ts";
import { wallDate } from "../steady-clock.ts";
import { type ReconcileRequest, type Subject, subjectPriority } from "../subject.ts";
import type { UsableChannels } from "./channels.ts";
import type { CommandOrder } from "./command-order.ts";
import { askFellows, type FellowNeeds, type FellowsDue, tellingFellows } from "./fellows.ts";
import { ClaimLost, fencedWriter } from "./fence.ts";
import { withLogFields } from "./log.ts";
import type { JobResult, ServiceMetrics } from "./metrics.ts";
import { notingRecords } from "./noted-records.ts";
import type { OnceWriter } from "./once.ts";
import { behindEvent, type Reach } from "./out-of-reach.ts";
import type { OutageLog } from "./outage-log.ts";
import { ageOf, isNews, nextDoubt, nextRead } from "./read-lag.ts";
import { storedDelivery } from "./stored-delivery.ts";
import type { SweepStep, Task } from "./task.ts";

type Needs = Reach & {
  standings: StandingStore;
  sweep: (step: SweepStep) => Promise<RunOutcome>;
  now: () => Date;
  /** For how long the owner's repositories are believed to be the same where nothing says otherwise. */
  rosterMs: number;
  log: Logger;
  metrics: ServiceMetrics;
  outages: OutageLog;
  /** Says once what GitHub's schema lacks. */
  missingFields: (error: MissingField) => void;
  /** Where the checks of a repository's pull requests lead; absent where there is no board. */
  details?: ((repository: ReconcileRequest["repository"]) => CheckDetails) | undefined;
  once: OnceWriter;
  order: CommandOrder;
  /** What the operator lets an owner's plans tell, and where it is kept. */
  notify: { usable: UsableChannels; outbox: Outbox; stored: (channels: readonly string[]) => void };
  /**
   * Asks for further looks at a repository, and for its dashboard where something may have changed; done before the job counts as done.
   */
  ask: (repository: ReconcileRequest["repository"], subjects: readonly Subject[]) => Promise<void>;
  askPhases: FellowNeeds["askPhases"];
};

/** Whoever took a job over settles it; this is for the case that nobody did. */
const TAKEN_OVER_MS = 1_000;

/** Jobs of a later priority (dashboards, sweeps) leave the last of the hour's budget to these. */
const LAST_URGENT = subjectPriority({ kind: "repository" });

/** Rejects for what is no outage; the queue tries that again, too, but not for long. */
export function runJob(
  needs: Needs,
  job: QueueJob<Task>,
  deliveries: readonly string[],
  claim: JobClaim<Task>,
): Promise<RunOutcome> {
  const asked = job.work;
  return withLogFields({ deliveries, repository: job.repository, subject: job.key }, () =>
    measured(needs, "kind" in asked ? asked.kind : asked.subject.kind, () =>
      withUrgency(job.priority > LAST_URGENT ? "can-wait" : "now", () =>
        "kind" in asked ? needs.sweep(asked) : lookUnlessGone(needs, asked, claim),
      ),
    ),
  );
}

async function lookUnlessGone(needs: Needs, request: ReconcileRequest, claim: JobClaim<Task>): Promise<RunOutcome> {
  const { reaches, patience } = needs;
  const { repository, subject, proof, since = 0 } = request;
  try {
    // Where it is public it can be read all the same.
    if (subject.kind === "repository" && proof?.kind === "gone" && !(await reaches(repository)))
      throw new RepositoryGone("the app is not installed there any more");
    return await inOrder(needs, request, () => lookAt(needs, request, claim));
  } catch (error) {
    if (!(error instanceof RepositoryGone)) throw error;
    const reason = error instanceof InstallationGone ? null : await behindEvent(needs, request);
    if (reason !== null) return { kind: "wait", until: nextRead(since, Date.now(), patience), reason };
    await forget(needs, repository, claim.isMine);
    throw error;
  }
}

async function inOrder(
  { order, patience }: Needs,
  request: ReconcileRequest,
  run: () => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const { since = 0 } = request;
  if (order.begin(request, Date.now()) === "waits")
    return { kind: "wait", until: nextRead(since, Date.now(), patience), reason: "an earlier command goes first" };
  const outcome = await run();
  if (outcome.kind === "done") order.ended(request);
  return outcome;
}

/** Of what the app may no longer read, nothing is kept; the others of its delivery ask anew which repositories there are. */
async function forget(
  { standings, askPhases }: Needs,
  repository: ReconcileRequest["repository"],
  isMine: JobClaim["isMine"],
): Promise<void> {
  const { read, write } = partsOf(standings, repositoryKey(repository), isMine);
  const parts = await read();
  const reached = parseFellows(parts.get(MEMBER_FELLOWS_PART)).filter(({ isReached }) => isReached);
  const tell = (due: FellowsDue) => askFellows({ standings, askPhases }, repository, reached, due);
  await tellingFellows(tell, true, async () => {
    await keepPublicNames(standings, repositoryKey(repository), parts, []);
    await write(new Map([...parts.keys()].map((part) => [part, null])));
    if (await isMine()) await outdateRoster(standings, ownerKey(repository));
  });
}

type LookPeer = QueuePeer<Task> & { request: ReconcileRequest & { subject: { kind: "item" | "commit" } } };

/** As many checks as GitHub takes in one request. */
const TOGETHER = 24;
const PEERS_READ = 50;

/** Issues, pull requests and heads that wait in the same repository: together they cost a few requests, as one does. */
async function peersOf({ subject }: ReconcileRequest, claim: JobClaim<Task>): Promise<LookPeer[]> {
  if (subject.kind !== "item") return [];
  return (await claim.peers(PEERS_READ)).flatMap(lookPeer).slice(0, TOGETHER);
}

function lookPeer(peer: QueuePeer<Task>): LookPeer[] {
  const { work } = peer.job;
  if ("kind" in work || (work.subject.kind !== "item" && work.subject.kind !== "commit")) return [];
  return [{ ...peer, request: { ...work, subject: work.subject } }];
}

async function lookAt(needs: Needs, request: ReconcileRequest, claim: JobClaim<Task>): Promise<RunOutcome> {
  const { github, standings, now, log, metrics, ask, patience, once } = needs;
  const { repository, since = 0 } = request;
  const { isMine } = claim;
  const peers = await peersOf(request, claim);
  const kept = partsOf(standings, repositoryKey(repository), isMine);
  const stored = await kept.read();
  const connected = await github.repository(repository, keptMarks(stored, kept));
  const noted = new Set<number>();
  const fenced = { ...connected, write: once(repository, fencedWriter(connected.write, isMine)) };
  const counted = notingRecords(metrics.counting(fenced), (item) => noted.add(item));
  const delivery = storedDelivery(
    { github, standings, now, rosterMs: needs.rosterMs, askPhases: needs.askPhases, ask },
    repository,
    request.subject.kind === "repository",
  );
  const at = { ...counted, read: { ...counted.read, delivery } };
  const also = peers.map(({ request: { subject, proof } }) =>
    subject.kind === "commit" ? { sha: subject.sha } : { number: subject.number, proof },
  );
  const details = needs.details?.(repository);
  const usable = await needs.notify.usable(repository.owner);
  const telling = startTelling({ ...needs.notify, standings, usable }, repositoryKey(repository), stored);
  const looking = {
    ...{ ...request, now, details, age: ageOf(request.since, Date.now(), patience), also },
    ...{ channels: usable.map(({ name }) => name), seen: telling.seen },
  };
  const parts = {
    ...kept,
    read: async () => stored,
    concern: (fellows: readonly Fellow[], due: FellowsDue) => askFellows(needs, repository, fellows, due),
  };
  const looked = await look(at, looking, parts);
  if (looked.kind === "too-early") {
    const [until, { reason }] = [nextRead(since, Date.now(), patience), looked];
    log.info({ until, reason }, "too early");
    return { kind: "wait", until, reason };
  }
  const { next, stale, told, doubted, doubtful } = looked;
  const done = peers.filter((_peer, at) => looked.shown.some((shown) => shown === also[at]));
  // What follows an issue is looked at beside it, too, so it can wait until there is no doubt.
  const isEnough = !doubtful || request.subject.kind === "milestone";
  const following = [...(isEnough ? [request] : []), ...done.map((peer) => peer.request)]
    .filter((each) => isNews(each.since, Date.now(), patience))
    .flatMap(({ follow = [] }) => follow);
  // A read that may be older than the event is told by the next look.
  if (!doubtful) await telling.store(isMine);
  const own = telling.isHeard() ? [...noted].map((number): Subject => ({ kind: "item", number })) : [];
  const asked: Subject[] = [...doubted, ...following, ...own, ...(stale ? [{ kind: "dashboard" } as const] : [])];
  if (asked.length > 0) await ask(repository, asked);
  if (looked.refused.length > 0) log.warn({ refused: looked.refused }, "GitHub refused some of it for good");
  log.info(done.length === 0 ? told : { ...told, also: done.map((peer) => peer.job.key) }, "done");
  if (doubtful) {
    const [until, reason] = [nextDoubt(since, Date.now(), patience), "GitHub's reads may be older than the event"];
    log.info({ until, reason }, "looking again");
    // What time alone changes is noted with the end of a run, so that those with a timer run by themselves.
    return { kind: "wait", until, reason, ...(next === null && { also: done }) };
  }
  return { kind: "done", ...(next !== null && { next }), also: done };
}

/** What another process took over, it learns itself. */
const partsOf = (standings: StandingStore, repository: string, isMine: JobClaim["isMine"]): StandingParts => ({
  read: () => standings.read(repository),
  write: async (changes) => {
    if (changes.size > 0 && (await isMine())) await standings.write(repository, changes);
  },
});

async function measured(
  { log, metrics, outages, missingFields }: Needs,
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
    if (error instanceof MissingField) missingFields(error);
    ended("failed");
    log.warn({ err: error }, "failed");
    throw error;
  }
}
