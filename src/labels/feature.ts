// The phase labels of the items in a snapshot: what to put on, what to take off, and which labels to make first.
import type { Change } from "../change.ts";
import { type ActiveSituation, type Feature, noFacts, noMoments, whenActive } from "../feature.ts";
import type { Item } from "../github/model.ts";
import { isSameName } from "../names.ts";
import { DROPPED_LABEL } from "../vocabulary.ts";
import { isContested } from "./label-war.ts";
import { type LabelChange, labelChange } from "./labels.ts";
import { newPhaseLabel, retiredLabels } from "./phase-labels.ts";

export const labelsFeature: Feature = {
  name: "labels",
  needs: noFacts,
  moments: noMoments,
  decide: whenActive((situation) => {
    const { items } = situation.snapshot;
    const wanted = items.map((item) => ({ item, change: writtenChange(situation, item) }));
    return [...missingLabels(situation, wanted), ...wanted.flatMap(labelWrites)];
  }),
};

/** What is written of it: the label of the phase that counts may be one that somebody keeps taking off. */
function writtenChange(situation: ActiveSituation, item: Item): LabelChange {
  const change = labelChangeOf(situation, item);
  const add = change.add.filter((label) => !isContested(item, label, situation.now));
  return { ...change, add, remove: [...change.remove, ...outdated(item)] };
}

/** An issue that is worked on again is dropped no more. */
const outdated = (item: Item): string[] =>
  item.kind === "issue" && item.state === "open" && item.stateReason === "reopened"
    ? item.labels.map(({ name }) => name).filter((name) => isSameName(name, DROPPED_LABEL))
    : [];

type Wanted = { item: Item; change: LabelChange };

/** What the app itself wrote (reviews, the dashboard) is in no phase; its labels belong to the feature that makes it. */
export function labelChangeOf({ snapshot, delivery }: ActiveSituation, item: Item): LabelChange {
  const { repository } = snapshot;
  if (item.kind === "issue" && item.byApp) return { add: [], remove: [], result: item.labels.map(({ name }) => name) };
  const closes = item.kind === "pull" ? item.closes : [];
  return labelChange(delivery.plan, { ...item, closes }, retiredLabels(delivery.plan, repository.labels));
}

function missingLabels({ snapshot, delivery: { plan } }: ActiveSituation, wanted: readonly Wanted[]): Change[] {
  const needed = plan.phases.filter(({ label }) => wanted.some(({ change }) => change.add.includes(label)));
  return needed
    .filter(({ label }) => !snapshot.repository.labels.some(({ name }) => isSameName(name, label)))
    .map((phase): Change => ({ kind: "create-label", ...newPhaseLabel(plan, phase) }));
}

const labelWrites = ({ item: { number }, change: { add, remove } }: Wanted): Change[] => [
  ...remove.map((label): Change => ({ kind: "remove-label", item: number, label })),
  ...(add.length > 0 ? [{ kind: "add-labels", item: number, labels: add } as const] : []),
];
