// Reads everything that has to do with phases, closed issues and pull requests, too.
import { phaseSource } from "../delivery/phase-source.ts";
import type { Item, ItemList, ListedItem, PullItem, RepositoryReading } from "../github/model.ts";
import { needsLabelOrigin } from "../labels/labels.ts";
import { retiredLabels } from "../labels/phase-labels.ts";
import { isSameName } from "../names.ts";
import type { Plan } from "../plan/plan.ts";
import type { Scope, Snapshot } from "../snapshot.ts";
import { completeSnapshot } from "./complete.ts";
import type { DeliveryReader } from "./delivery-source.ts";
import { readListed } from "./listed-items.ts";
import { observePhases } from "./observe-phases.ts";

/** `scope` asks for more facts along with it. */
export async function observeRepository(
  read: DeliveryReader,
  now: Date,
  expected: number | null,
  scope: Scope = { kind: "repository" },
): Promise<Snapshot> {
  const phases = await observePhases(read, now, expected, scope);
  if (phases.plan.kind !== "active") return phases;
  const { repository, plan, groups } = phases;
  const items = new Map(phases.items.map((item) => [item.number, item]));
  for (const item of await phasedItems(read, plan.plan, repository))
    if (!items.has(item.number)) items.set(item.number, item);
  const lost = await lostReviews(read, repository, [...items.values()]);
  for (const item of lost) items.set(item.number, item);
  const all = [...items.values()];
  if (lost.length === 0) return { ...phases, items: all };
  return { ...(await completeSnapshot(read, { repository, items: all, scope }, now)), groups };
}

/** Reviews that lost the label by which they are found: the app's own issues that still carry a phase's. */
async function lostReviews(
  read: DeliveryReader,
  { reviews }: RepositoryReading,
  items: readonly Item[],
): Promise<Item[]> {
  const own = items.filter(({ kind, byApp }) => kind === "issue" && byApp);
  const lost = own.map(({ number }) => number).filter((number) => !reviews.some((review) => review.number === number));
  return lost.length === 0 ? [] : read.itemsAlone(lost);
}

/** Everything in a phase's milestones, and everything that carries a phase's label, of this plan or of an earlier one. */
function listsOf(plan: Plan, { milestones, labels }: RepositoryReading): ItemList[] {
  const carried = [...plan.phases.map(({ label }) => label), ...retiredLabels(plan, labels)];
  const of = [...phaseSource.lists(plan, milestones), ...carried.map((label) => ({ label }))];
  return of.flatMap((source) => [{ kind: "issues", of: source } as const, { kind: "pulls", of: source } as const]);
}

/** As lists bring them; those whose labels depend on who put them on, one by one. Open pull requests are read with the phases. */
async function phasedItems(read: DeliveryReader, plan: Plan, repository: RepositoryReading): Promise<Item[]> {
  const retired = retiredLabels(plan, repository.labels);
  const listed = await read.lists(listsOf(plan, repository));
  const others = listed.filter(({ head, state }) => head === null || state === "closed");
  const wasSeen = plan.phases.some(({ label }) => repository.labels.some(({ name }) => isSameName(name, label)));
  const needsMore = (item: ListedItem): boolean =>
    !item.isWhole || needsLabelOrigin(plan, { ...item, closes: [], wasSeen }, retired);
  const close = others.filter(needsMore).map(({ number }) => number);
  return [...others.filter((item) => !needsMore(item)).map(plainItem), ...(await readListed(read, close))];
}

/** Only where the plan is indifferent to who put the labels on. */
function plainItem({ labels, head, isWhole: _isWhole, ...item }: ListedItem): Item {
  const base = { ...item, labels: labels.map((name) => ({ name, byApp: false })) };
  if (head === null) return { ...base, kind: "issue", own: null, stateReason: null };
  return { ...base, ...head, kind: "pull", ...UNREAD };
}

/** What matters to open pull requests only. */
const UNREAD = {
  closes: [],
  comments: [],
  lastClosedAt: null,
  check: null,
  planCheck: null,
  touchesPlan: "unread",
  isMerging: false,
  isQueued: false,
} satisfies Partial<PullItem>;
