// Reads what depends on the phases: every open pull request, and the boundary reviews.
import type { Item, ListedPull, PullItem, PullsPage, RepositoryReading } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { needsLabelOrigin } from "../labels/labels.ts";
import { retiredLabels } from "../labels/phase-labels.ts";
import type { Plan } from "../plan/plan.ts";
import type { Resolution } from "../plan/resolve.ts";
import type { Scope, Snapshot } from "../snapshot.ts";
import { completeSnapshot, planInForce } from "./complete.ts";
import { withGroups } from "./merge-groups.ts";

/** `expected` is how many open pull requests there probably are; null where nothing is known. */
export async function observePhases(
  read: Reader,
  now: Date,
  expected: number | null,
  scope: Scope = { kind: "phases" },
): Promise<Snapshot> {
  const { repository, items } = await openPullsUnder(read, planInForce, expected);
  return withGroups(read, await completeSnapshot(read, { repository, items, scope }, now));
}

/** Every open pull request under a plan that is only proposed, with the facts of the plan in force, too. */
export async function observeProposal(
  read: Reader,
  now: Date,
  resolve: (repository: RepositoryReading) => Resolution,
): Promise<Snapshot> {
  const { repository, items } = await openPullsUnder(read, resolve, null);
  const plans = { plan: resolve(repository), also: planInForce(repository) };
  return completeSnapshot(read, { repository, items, scope: { kind: "items" }, ...plans }, now);
}

async function openPullsUnder(
  read: Reader,
  resolve: (repository: RepositoryReading) => Resolution,
  expected: number | null,
) {
  const first = await read.openPulls(expected);
  const plan = resolve(first.repository);
  const listed = plan.kind === "inactive" ? first.items : await allPages(read, first, expected);
  const items = plan.kind === "active" ? await whole(read, plan.plan, first.repository, listed) : listed.map(plain);
  return { repository: first.repository, items };
}

async function allPages(read: Reader, first: PullsPage, expected: number | null): Promise<ListedPull[]> {
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
  read: Reader,
  plan: Plan,
  { labels }: RepositoryReading,
  listed: readonly ListedPull[],
): Promise<Item[]> {
  const retired = retiredLabels(plan, labels);
  const needsMore = (pull: ListedPull): boolean => !pull.isWhole || needsLabelOrigin(plan, pull, retired);
  const [close, far] = [listed.filter(needsMore), listed.filter((pull) => !needsMore(pull))];
  return [...far.map(plain), ...(await read.itemsAlone(close.map(({ number }) => number)))];
}

/** Only where the plan is indifferent to who put the labels on. */
const plain = ({ labels, closes, isWhole: _isWhole, ...pull }: ListedPull): PullItem => ({
  ...pull,
  labels: labels.map((name) => ({ name, byApp: false })),
  closes: closes.map((issue) => ({ ...issue, labels: [] })),
});
