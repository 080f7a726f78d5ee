// Reads what a subject needs, in as few requests as it can.
import { isDashboardIssue } from "../decisions/own-issue.ts";
import { requireFound } from "../github/found.ts";
import type { Item, ItemsReading, OwnIssue } from "../github/model.ts";
import { openPullsAmong, type Scope, type Snapshot } from "../snapshot.ts";
import type { Subject } from "../subject.ts";
import { withClosedPulls } from "./closed-pulls.ts";
import { completeSnapshot, withOwnerSources } from "./complete.ts";
import { confirmOthers } from "./confirm-others.ts";
import type { DeliveryReader } from "./delivery-source.ts";
import { groupOf, withGroups } from "./merge-groups.ts";
import { planInForce } from "./needed-facts.ts";
import { type EarlierLooks, NO_EARLIER, observeDashboard } from "./observe-delivery.ts";
import { observePhases } from "./observe-phases.ts";
import { observeRepository } from "./observe-repository.ts";
import { withOrigins } from "./origins.ts";
import { withPlanFiles } from "./plan-files.ts";

/** What is reconciled; what a command asks for is carried out. */
export type SingleState = Exclude<Subject, { kind: "command" | "review-asked" }>;
/** `heads` are looked at beside the items: the checks of the pull requests that share them. */
export type State = SingleState | { kind: "items"; numbers: readonly number[]; heads: readonly string[] };

const ITEMS: Scope = { kind: "items" };
const REVIEW: Scope = { kind: "review" };

export const observe = async (
  read: DeliveryReader,
  subject: State,
  now: Date,
  earlier: EarlierLooks = NO_EARLIER,
): Promise<Snapshot> => {
  const { channels } = earlier;
  const seen = await confirmOthers(read, await observeSubject(read, subject, now, earlier), now);
  return withRecords(await withPlanFiles(read, channels === undefined ? seen : { ...seen, channels }), earlier);
};

/** A new head has no check yet that could tell what one on an earlier head kept. */
function withRecords(snapshot: Snapshot, { records }: EarlierLooks): Snapshot {
  const unchecked = openPullsAmong(snapshot.items).filter(({ check }) => check === null);
  const earlierRecords = unchecked.flatMap(({ number }) => records?.get(number) ?? []);
  return earlierRecords.length === 0 ? snapshot : { ...snapshot, earlierRecords };
}

async function observeSubject(
  read: DeliveryReader,
  subject: State,
  now: Date,
  earlier: EarlierLooks,
): Promise<Snapshot> {
  const expected = earlier.pulls?.length ?? null;
  switch (subject.kind) {
    case "item":
      return observeItem(read, subject.number, now, earlier);
    case "items":
      return observeItems(read, subject, now, earlier);
    case "commit":
      return observeCommit(read, subject.sha, now);
    case "milestone":
      return observeRepositoryAlone(read, ITEMS, now);
    case "phases":
      return observePhases(read, now, expected);
    case "criterion":
      return observeCriterion(read, subject.name, now, expected);
    case "group":
      return observeGroup(read, subject, now);
    case "deployment":
      return observeRepositoryAlone(read, subject, now);
    case "repository":
      return withClosedPulls(read, await observeRepository(read, now, expected), earlier.closed, now);
    case "dashboard":
      return observeDashboard(read, now, earlier);
  }
}

const observeRepositoryAlone = async (read: DeliveryReader, scope: Scope, now: Date): Promise<Snapshot> =>
  completeSnapshot(read, { repository: await read.repository(), items: [], scope }, now);

async function observeGroup(
  read: DeliveryReader,
  subject: Extract<State, { kind: "group" }>,
  now: Date,
): Promise<Snapshot> {
  const before = await observeRepositoryAlone(read, ITEMS, now);
  if (before.plan.kind === "inactive") return before;
  return withOrigins(read, { ...before, groups: [await groupOf(read, subject)] }, null);
}

/** Pull requests with the same head share a check, so they are looked at together. */
async function observeItem(
  read: DeliveryReader,
  number: number,
  now: Date,
  earlier: EarlierLooks,
  heads: readonly string[] = [],
): Promise<Snapshot> {
  const reading = await read.items([number], { ...earlier.also, openHeads: heads.length > 0 });
  const own = ownIssuesAmong(reading.items);
  if (own.some(isDashboardIssue)) return observeDashboard(read, now, earlier, own);
  const isOwn = own.length > 0;
  if (!isOwn && (heads.length > 0 || openPullsAmong(reading.items).length > 0))
    return observeSharers(read, reading, now, heads);
  // Whatever of a review somebody changed, its label too, it is the app's own issue still.
  return completeSnapshot(read, { ...reading, scope: isOwn ? REVIEW : ITEMS }, now);
}

/** Together, if none of them is the app's own issue: these are read in another way, and then it is the first one alone. */
async function observeItems(
  read: DeliveryReader,
  { numbers, heads }: Extract<State, { kind: "items" }>,
  now: Date,
  earlier: EarlierLooks,
): Promise<Snapshot> {
  const reading = await read.items(numbers, { ...earlier.also, openHeads: heads.length > 0 });
  if (ownIssuesAmong(reading.items).length === 0) return observeSharers(read, reading, now, heads);
  return observeItem(read, numbers[0] ?? 0, now, earlier, heads);
}

const ownIssuesAmong = (items: readonly Item[]): OwnIssue[] =>
  items.flatMap((item) => (item.kind === "issue" && item.own !== null ? [item.own] : []));

const observeCommit = async (read: DeliveryReader, sha: string, now: Date): Promise<Snapshot> =>
  observeSharers(read, await read.items([]), now, [sha]);

/** The items, and the other open pull requests with their heads or with one of `more`. */
async function observeSharers(
  read: DeliveryReader,
  reading: ItemsReading,
  now: Date,
  more: readonly string[] = [],
): Promise<Snapshot> {
  const known = new Set(reading.items.map(({ number }) => number));
  const heads = new Set([...more, ...openPullsAmong(reading.items).map(({ headSha }) => headSha)]);
  const others = reading.openHeads.filter((head) => heads.has(head.sha) && !known.has(head.number));
  // Read together, so that the verdicts that are compared belong to one moment.
  const numbers = [...known, ...others.map(({ number }) => number)];
  const all = others.length === 0 ? reading : await read.items(numbers);
  requireFound(numbers, all.items);
  const snapshot = await withGroups(read, await completeSnapshot(read, { ...all, scope: ITEMS }, now));
  return withOrigins(read, snapshot, reading.openHeads);
}

/** One small read where no phase uses the criterion, which is nearly everywhere. */
async function observeCriterion(
  read: DeliveryReader,
  name: string,
  now: Date,
  expected: number | null,
): Promise<Snapshot> {
  const repository = await withOwnerSources(read, await read.repository());
  const plan = planInForce(repository);
  const isUsed =
    plan.kind === "active" && plan.plan.phases.some(({ criteria }) => criteria.some((use) => use.name === name));
  return isUsed
    ? observePhases(read, now, expected)
    : completeSnapshot(read, { repository, items: [], scope: ITEMS }, now);
}
