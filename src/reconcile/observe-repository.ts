// Reads everything that has to do with phases, closed issues and pull requests, too.
import type { Item, ItemList, RepositoryReading } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { retiredLabels } from "../labels/phase-labels.ts";
import { phaseOf } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import type { Scope, Snapshot } from "../snapshot.ts";
import { completeSnapshot } from "./complete.ts";
import { observePhases } from "./observe-phases.ts";

/** `scope` asks for more facts along with it. */
export async function observeRepository(
  read: Reader,
  now: Date,
  scope: Scope = { kind: "repository" },
): Promise<Snapshot> {
  const phases = await observePhases(read, now, scope);
  if (phases.plan.kind !== "active") return phases;
  const { repository, plan, groups } = phases;
  const items = new Map(phases.items.map((item) => [item.number, item]));
  for (const list of listsOf(plan.plan, repository))
    for (const item of await wholeList(read, list)) if (!items.has(item.number)) items.set(item.number, item);
  const lost = await lostReviews(read, repository, [...items.values()]);
  for (const item of lost) items.set(item.number, item);
  const all = [...items.values()];
  if (lost.length === 0) return { ...phases, items: all };
  return { ...(await completeSnapshot(read, { repository, items: all, scope }, now)), groups };
}

/** Reviews that lost the label by which they are found: the app's own issues that still carry a phase's. */
async function lostReviews(read: Reader, { reviews }: RepositoryReading, items: readonly Item[]): Promise<Item[]> {
  const own = items.filter(({ kind, byApp }) => kind === "issue" && byApp);
  const lost = own.map(({ number }) => number).filter((number) => !reviews.some((review) => review.number === number));
  return lost.length === 0 ? [] : read.itemsAlone(lost);
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
