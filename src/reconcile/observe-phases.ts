// Reads what depends on the phases: every open pull request, and the boundary reviews.
import type { Head, Item, ListedPull, PullItem, PullsPage, RepositoryReading } from "../github/model.ts";
import { needsLabelOrigin } from "../labels/labels.ts";
import { retiredLabels } from "../labels/phase-labels.ts";
import type { Plan } from "../plan/plan.ts";
import { openPullsAmong, type Scope, type Snapshot } from "../snapshot.ts";
import { completeSnapshot, withOwnerSources } from "./complete.ts";
import type { DeliveryReader } from "./delivery-source.ts";
import { readListed } from "./listed-items.ts";
import { withGroups } from "./merge-groups.ts";
import { planInForce } from "./needed-facts.ts";
import { withOrigins } from "./origins.ts";

/** `expected` is how many open pull requests there probably are; null where nothing is known. */
export async function observePhases(
  read: DeliveryReader,
  now: Date,
  expected: number | null,
  scope: Scope = { kind: "phases" },
): Promise<Snapshot> {
  const { repository, items } = await allOpenPulls(read, expected);
  const snapshot = await withGroups(read, await completeSnapshot(read, { repository, items, scope }, now));
  return withOrigins(read, snapshot, headsOf(items));
}

/** `items` are all open pull requests. */
const headsOf = (items: readonly Item[]): Head[] =>
  openPullsAmong(items).map(({ number, headSha, headRef = null, base }) => ({
    number,
    sha: headSha,
    ref: headRef,
    base,
  }));

async function allOpenPulls(read: DeliveryReader, expected: number | null) {
  const first = await read.openPulls(expected);
  const repository = await withOwnerSources(read, first.repository);
  const plan = planInForce(repository);
  const listed = plan.kind === "inactive" ? first.items : await allPages(read, first, expected);
  const items = plan.kind === "active" ? await whole(read, plan.plan, repository, listed) : listed.map(plainPull);
  return { repository, items };
}

async function allPages(read: DeliveryReader, first: PullsPage, expected: number | null): Promise<ListedPull[]> {
  const listed = [...first.items];
  for (let after = first.next; after !== null; ) {
    const left = expected === null ? null : expected - listed.length;
    const page = await read.moreOpenPulls(after, left);
    listed.push(...page.items);
    after = page.next;
  }
  return listed;
}

/** Who put a label on matters to few pull requests, and few have more than lists bring; those are read one by one, many in a request. */
async function whole(
  read: DeliveryReader,
  plan: Plan,
  { labels }: RepositoryReading,
  listed: readonly ListedPull[],
): Promise<Item[]> {
  const retired = retiredLabels(plan, labels);
  const needsMore = (pull: ListedPull): boolean =>
    !pull.isWhole || needsLabelOrigin(plan, { ...pull, wasSeen: pull.check !== null }, retired);
  const [close, far] = [listed.filter(needsMore), listed.filter((pull) => !needsMore(pull))];
  return [
    ...far.map(plainPull),
    ...(await readListed(
      read,
      close.map(({ number }) => number),
    )),
  ];
}

/** Only where the plan is indifferent to who put the labels on. */
export const plainPull = ({ labels, closes, isWhole: _isWhole, ...pull }: ListedPull): PullItem => ({
  ...pull,
  labels: labels.map((name) => ({ name, byApp: false })),
  closes: closes.map((issue) => ({ ...issue, labels: [] })),
});
