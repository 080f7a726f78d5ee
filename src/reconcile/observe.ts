// Reads what a subject needs, in as few requests as it can.
import { isDashboard } from "../dashboard/decide.ts";
import { factsNeeded } from "../gate/contexts.ts";
import { guardNeeds } from "../gate/scope-guard.ts";
import type {
  FactQuery,
  Item,
  ItemList,
  ItemsReading,
  ListedPull,
  OwnIssue,
  PullItem,
  RepositoryReading,
} from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { needsLabelOrigin } from "../labels/labels.ts";
import { retiredLabels } from "../labels/phase-labels.ts";
import { phaseOf } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import { type Resolution, resolvePlan } from "../plan/resolve.ts";
import { reviewNeeds } from "../review/needs.ts";
import type { Subject } from "../subject.ts";
import { groupOf, groupsOf } from "./merge-groups.ts";
import type { Snapshot } from "./snapshot.ts";

export type State = Exclude<Subject, { kind: "command" }>;

export function observe(read: Reader, subject: State): Promise<Snapshot> {
  switch (subject.kind) {
    case "item":
      return observeItem(read, subject.number);
    case "commit":
      return observeCommit(read, subject.sha);
    case "phases":
      return observePhases(read);
    case "criterion":
      return observeCriterion(read, subject.name);
    case "group":
      return observeGroup(read, subject);
    case "deployment":
      return observeDeployment(read, subject);
    case "repository":
      return observeRepository(read);
    case "dashboard":
      return observeDashboard(read);
  }
}

/** The same items in the repository as it is now: what has changed on one of them has an event of its own. */
export async function lookAgain(read: Reader, before: Snapshot): Promise<Snapshot> {
  const again = await snapshot(read, await read.repository(), before.items, before.reviews);
  return { ...again, groups: before.groups, deployments: before.deployments };
}

export const planOf = ({ config, ownerConfig, milestones }: RepositoryReading): Resolution =>
  resolvePlan({ repository: config, owner: ownerConfig, milestones });

/** With all the facts that the plan's criteria need, and the reviews that are at work. */
async function snapshot(
  read: Reader,
  reading: RepositoryReading,
  items: Item[],
  reviews: boolean,
  plan = planOf(reading),
): Promise<Snapshot> {
  const repository = { ...reading, reviews: withRead(reading.reviews, items) };
  const needed = plan.kind === "active" ? factsOf(plan.plan, repository, reviews) : [];
  const facts = await read.facts(needed, repository.facts);
  const rest = { groups: [], deployments: [], dashboards: null, requirement: { kind: "unread" } as const };
  return { repository: { ...repository, facts }, plan, items, reviews, ...rest };
}

/** A verdict that turns while its pull request is queued is the group's, too. */
async function withGroups(read: Reader, before: Snapshot): Promise<Snapshot> {
  if (before.plan.kind === "inactive") return before;
  return { ...before, groups: await groupsOf(read, before.items) };
}

async function observeGroup(read: Reader, subject: Extract<State, { kind: "group" }>): Promise<Snapshot> {
  const before = await snapshot(read, await read.repository(), [], false);
  return before.plan.kind === "inactive" ? before : { ...before, groups: [await groupOf(read, subject)] };
}

async function observeDeployment(read: Reader, { run, environment }: Extract<State, { kind: "deployment" }>) {
  const before = await snapshot(read, await read.repository(), [], false);
  return { ...before, deployments: [{ run, environment }] };
}

const factsOf = (plan: Plan, repository: RepositoryReading, reviews: boolean): FactQuery[] => [
  ...factsNeeded(plan, repository),
  ...(reviews ? reviewNeeds(plan, repository, new Date()) : []),
];

/** A review that was read by number counts, too, where somebody took the label off by which reviews are found. */
function withRead(reviews: readonly OwnIssue[], items: readonly Item[]): OwnIssue[] {
  const read = items.flatMap((item) => (item.kind === "issue" && item.own !== null ? [item.own] : []));
  return [...reviews, ...read.filter(({ number }) => !reviews.some((review) => review.number === number))];
}

/** Pull requests with the same head share a check, so they are looked at together. */
async function observeItem(read: Reader, number: number): Promise<Snapshot> {
  const reading = await read.items([number]);
  const dashboard = reading.items.flatMap((item) => (item.kind === "issue" && item.own !== null ? [item.own] : []));
  if (dashboard.some(isDashboard)) return observeDashboard(read, dashboard);
  const head = reading.items.flatMap((item) =>
    item.kind === "pull" && item.state === "open" ? [item.headSha] : [],
  )[0];
  // Whatever of a review somebody changed, its label too, it is the app's own issue still.
  const review = reading.items.some((item) => item.kind === "issue" && item.own !== null);
  if (head === undefined) return snapshot(read, reading.repository, reading.items, review);
  return withGroups(read, await withSharers(read, reading, head));
}

async function observeCommit(read: Reader, sha: string): Promise<Snapshot> {
  return withSharers(read, await read.items([]), sha);
}

async function withSharers(read: Reader, reading: ItemsReading, sha: string): Promise<Snapshot> {
  const known = new Set(reading.items.map(({ number }) => number));
  const others = reading.openHeads.filter((head) => head.sha === sha && !known.has(head.number));
  if (others.length === 0) return snapshot(read, reading.repository, reading.items, false);
  // Read together, so that the verdicts that are compared belong to one moment.
  const all = await read.items([...known, ...others.map(({ number }) => number)]);
  return snapshot(read, all.repository, all.items, false);
}

/** `resolve` says which plan counts: the one in force, or one that is only proposed. */
export async function observePhases(read: Reader, resolve: typeof planOf = planOf): Promise<Snapshot> {
  const first = await read.openPulls(null);
  const plan = resolve(first.repository);
  const listed = [...first.items];
  for (let after = plan.kind === "inactive" ? null : first.next; after !== null; ) {
    const page = await read.openPulls(after);
    listed.push(...page.items);
    after = page.next;
  }
  const items = plan.kind === "active" ? await whole(read, plan.plan, first.repository, listed) : listed.map(plain);
  return withGroups(read, await snapshot(read, first.repository, items, true, plan));
}

/** One small read where no phase uses the criterion, which is nearly everywhere. */
async function observeCriterion(read: Reader, name: string): Promise<Snapshot> {
  const repository = await read.repository();
  const plan = planOf(repository);
  const isUsed =
    plan.kind === "active" && plan.plan.phases.some(({ criteria }) => criteria.some((use) => use.name === name));
  return isUsed ? observePhases(read) : snapshot(read, repository, [], false);
}

/** Who put a label on matters to few pull requests; those are read one by one, many in a request. */
async function whole(read: Reader, plan: Plan, repository: RepositoryReading, listed: ListedPull[]): Promise<Item[]> {
  const retired = retiredLabels(plan, repository.labels);
  const [close, far] = [listed.filter(needsOrigin), listed.filter((pull) => !needsOrigin(pull))];
  function needsOrigin(pull: ListedPull): boolean {
    return needsLabelOrigin(plan, pull, retired);
  }
  return [...far.map(plain), ...(await read.itemsAlone(close.map(({ number }) => number)))];
}

/** Only where the plan is indifferent to who put the labels on. */
const plain = ({ labels, closes, ...pull }: ListedPull): PullItem => ({
  ...pull,
  labels: labels.map((name) => ({ name, byApp: false })),
  closes: closes.map((issue) => ({ ...issue, labels: [] })),
});

async function observeRepository(read: Reader): Promise<Snapshot> {
  const phases = await observePhases(read);
  if (phases.plan.kind !== "active") return phases;
  const items = new Map(phases.items.map((item) => [item.number, item]));
  for (const list of listsOf(phases.plan.plan, phases.repository)) {
    for (const item of await wholeList(read, list)) if (!items.has(item.number)) items.set(item.number, item);
  }
  const lost = await lostReviews(read, phases.repository, [...items.values()]);
  for (const item of lost) items.set(item.number, item);
  const all = [...items.values()];
  return lost.length === 0 ? { ...phases, items: all } : snapshot(read, phases.repository, all, true);
}

/** Reviews that lost the label by which they are found: the app's own issues that still carry a phase's. */
async function lostReviews(
  read: Reader,
  { self, reviews }: RepositoryReading,
  items: readonly Item[],
): Promise<Item[]> {
  const own = items.filter(({ kind, author }) => kind === "issue" && author?.isBot === true && author.login === self);
  const lost = own.map(({ number }) => number).filter((number) => !reviews.some((review) => review.number === number));
  return lost.length === 0 ? [] : read.itemsAlone(lost);
}

/** The phases, with what the scope guard asks for on top. */
export async function observeDelivery(read: Reader): Promise<Snapshot> {
  const phases = await observePhases(read);
  if (phases.plan.kind !== "active") return phases;
  const { repository, plan } = phases;
  const asked = [...repository.facts.map(({ query }) => query), ...guardNeeds(plan.plan, repository)];
  return { ...phases, repository: { ...repository, facts: await read.facts(asked, repository.facts) } };
}

/** With what the dashboard says of the default branch, too. */
export async function withRequirement(read: Reader, before: Snapshot): Promise<Snapshot> {
  const { defaultBranch } = before.repository;
  if (before.plan.kind !== "active" || !before.plan.plan.dashboard || defaultBranch === null) return before;
  return { ...before, requirement: await read.requirement(defaultBranch) };
}

/** `known` is the dashboard where it may have lost the label by which it is found. */
export async function observeDashboard(read: Reader, known: readonly OwnIssue[] = []): Promise<Snapshot> {
  const delivery = await observeDelivery(read);
  if (delivery.plan.kind !== "active") return delivery;
  const found = (await read.dashboards()).filter(({ number }) => !known.some((issue) => issue.number === number));
  return { ...(await withRequirement(read, delivery)), dashboards: [...known, ...found] };
}

/** Everything in a phase's milestones, and everything that carries a phase's label, of this plan or of an earlier one. */
function listsOf(plan: Plan, { milestones, labels }: RepositoryReading): ItemList[] {
  const mapped = milestones.filter((milestone) => phaseOf(plan, milestone) !== null);
  const carried = [...plan.phases.map(({ label }) => label), ...retiredLabels(plan, labels)];
  const of = [...mapped.map(({ number }) => ({ milestone: number })), ...carried.map((label) => ({ label }))];
  return of.flatMap((source) => [{ kind: "issues", of: source } as const, { kind: "pulls", of: source } as const]);
}

async function wholeList(read: Reader, list: ItemList): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const page = await read.list(list, after);
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}
