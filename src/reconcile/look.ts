// One look, whatever it is about: a state that is reconciled, or a command that is carried out. What it learns is kept.
import { createHash } from "node:crypto";
import type { Repository } from "../github/port.ts";
import { holdsReviews, type Snapshot } from "../snapshot.ts";
import { dashboardOf, isOutdated, learnFrom, type SeenLook } from "../standings/learn.ts";
import { type DeliveryStanding, parseStanding, standingChanges } from "../standings/standing.ts";
import type { StandingParts } from "../standings/store.ts";
import type { Subject } from "../subject.ts";
import { carryOut } from "./command.ts";
import { type LookContext, reconcile } from "./reconcile.ts";

/** `stale`: the dashboard has to say something else now, or may have to. `told` is for the log. */
export type Looked = { next: Date | null; stale: boolean; told: object };

export async function look(at: Repository, subject: Subject, now: () => Date, parts: StandingParts): Promise<Looked> {
  const stored = await parts.read();
  const before = parseStanding(stored);
  if (isUnused(before, subject)) return { next: null, stale: false, told: { unused: true } };
  const learnt = learning(before, subject);
  const save = () => parts.write(standingChanges(stored, learnt.standing()));
  const done = await lookAt(at, subject, now, learnt.context).catch(async (error: unknown) => {
    // What was seen is so, whether all of it could be written or not.
    learnt.failed();
    // The job is tried again, and learns it then.
    await save().catch(() => undefined);
    throw error;
  });
  learnt.succeeded();
  await save();
  return { ...done, stale: learnt.isStale() };
}

/** Where the plan changes, the whole repository is looked at. */
const isUnused = ({ criteria }: DeliveryStanding, subject: Subject): boolean =>
  subject.kind === "criterion" && criteria !== null && !criteria.includes(subject.name);

async function lookAt(
  at: Repository,
  subject: Subject,
  now: () => Date,
  context: LookContext,
): Promise<Omit<Looked, "stale">> {
  if (subject.kind === "command") {
    const outcome = await carryOut(at, subject.item, subject.comment, now, context);
    return { next: outcome.next, told: outcome };
  }
  const { changes, next } = await reconcile(at, subject, now, context);
  return { next, told: { changes: changes.map(({ kind }) => kind), next } };
}

const digest = (text: string): string => createHash("sha1").update(text).digest("base64");

/** Follows what a look sees. */
function learning(before: DeliveryStanding, subject: Subject) {
  let standing = before;
  let latest: SeenLook | null = null;
  const setWritten = (written: DeliveryStanding["written"]): void => {
    if (latest !== null && "dashboards" in latest.snapshot.scope && latest.snapshot.plan.kind === "active")
      standing = { ...standing, written };
  };
  const context: LookContext = {
    pulls: before.pulls === null ? null : [...before.pulls.values()],
    seen: (snapshot, at) => {
      latest = { subject, snapshot, at };
      standing = learnFrom(standing, latest);
    },
  };
  return {
    context,
    standing: () => standing,
    failed: () => setWritten(null),
    succeeded: () => setWritten(latest === null ? null : dashboardOf(standing, latest, digest)),
    isStale: () => latest !== null && isStale(standing, latest),
  };
}

/** After a look at everything the dashboard is read, too: somebody may have changed or deleted it, and no event came. */
function isStale(standing: DeliveryStanding, seen: SeenLook): boolean {
  const { plan, scope } = seen.snapshot;
  if (plan.kind !== "active" || "dashboards" in scope) return false;
  if (scope.kind === "repository" || standing.pulls === null) return hasLooked(seen.snapshot);
  return isOutdated(standing, seen, digest);
}

const hasLooked = (snapshot: Snapshot): boolean => holdsReviews(snapshot) || snapshot.items.length > 0;
