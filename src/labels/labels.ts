// Which phase labels an item should carry; SPEC: the milestone wins, and what people labelled without one stays.
import { type PlannedItem, phaseSource } from "../delivery/phase-source.ts";
import { isSameName } from "../names.ts";
import { latest, phasesOfLabels } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";

type Phased = PlannedItem & { labels: readonly { name: string; byApp: boolean }[] };

export type Labelled = Phased & {
  state: "open" | "closed";
  /** The issues that a pull request closes; none for an issue. */
  closes: readonly Phased[];
};

/** Labels to put on and to take off; `result` is what the item carries afterwards. */
export type LabelChange = { add: string[]; remove: string[]; result: string[] };

/**
 * `retired` are phase labels of an earlier plan, which the app may still have to take back.
 * Aliases are never added nor removed.
 */
export function labelChange(plan: Pick<Plan, "phases">, item: Labelled, retired: readonly string[] = []): LabelChange {
  const owned = [...plan.phases.map(({ label }) => label), ...retired];
  const carried = item.labels.filter(({ name }) => owned.some((label) => isSameName(label, name)));
  const mapped = phaseSource.phaseOf(plan, item);
  const wanted = (mapped ?? linkedPhase(plan, item))?.label;
  // With a mapped milestone nothing else may stay; without one only what the app itself put there goes.
  const remove = carried
    .filter(({ name, byApp }) => (mapped !== null && !isRetired(retired, name)) || byApp)
    .filter(({ name }) => wanted === undefined || !isSameName(name, wanted))
    .map(({ name }) => name);
  const missing = wanted !== undefined && !carried.some(({ name }) => isSameName(name, wanted));
  // A closed pull request is history: what it closes gives it no label any more.
  const add = missing && (mapped !== null || item.state === "open") ? [wanted] : [];
  const kept = item.labels.map(({ name }) => name).filter((name) => !remove.includes(name));
  return { add, remove, result: [...kept, ...add] };
}

/** `wasSeen`: the app has been there before, so a label that is missing was taken off. */
type Listed = PlannedItem & { labels: readonly string[]; closes: readonly PlannedItem[]; wasSeen: boolean };

/** Whether its labels depend on who put them on, or on the labels of what it closes: what lists don't bring. */
export function needsLabelOrigin(plan: Pick<Plan, "phases">, pull: Listed, retired: readonly string[]): boolean {
  const { labels, closes } = pull;
  const carries = (owned: readonly string[]) => labels.some((name) => owned.some((label) => isSameName(label, name)));
  if (carries(retired)) return true;
  const mapped = phaseSource.phaseOf(plan, pull);
  // How often it was put on decides whether it is put on again.
  if (mapped !== null) return pull.wasSeen && !carries([mapped.label]);
  if (carries(plan.phases.map(({ label }) => label))) return true;
  const isUnplanned = phaseSource.isIn(pull, null);
  return isUnplanned && closes.some((issue) => phaseSource.phaseOf(plan, issue) === null);
}

const isRetired = (retired: readonly string[], name: string) => retired.some((label) => isSameName(label, name));

/** A pull request without a milestone takes the latest phase of the issues it closes, unless people gave it one. */
function linkedPhase(plan: Pick<Plan, "phases">, item: Labelled): Phase | null {
  if (!phaseSource.isIn(item, null)) return null;
  if (phasesByPeople(plan, item).length > 0) return null;
  return latest(
    plan,
    item.closes.flatMap((issue) => phasesOfIssue(plan, issue)),
  );
}

function phasesOfIssue(plan: Pick<Plan, "phases">, issue: Phased): Phase[] {
  const own = phaseSource.phaseOf(plan, issue);
  return own === null ? phasesByPeople(plan, issue) : [own];
}

/** A label that the app put there follows from something else, which may have changed. */
const phasesByPeople = (plan: Pick<Plan, "phases">, { labels }: Phased): Phase[] =>
  phasesOfLabels(
    plan,
    labels.filter(({ byApp }) => !byApp).map(({ name }) => name),
  );
