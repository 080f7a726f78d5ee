// From a snapshot to the writes that make GitHub as it should be. Pure: the same snapshot gives the same changes.

import type { Change } from "../change.ts";
import { decideDashboard } from "../dashboard/decide.ts";
import { viewOf } from "../dashboard/gather.ts";
import { dashboardBody } from "../dashboard/render.ts";
import type { DashboardView } from "../dashboard/view.ts";
import { endedByClosing, overrideOf } from "../decisions/override.ts";
import { type PhaseState, phaseStates } from "../delivery/phase-state.ts";
import { checkOf, invalidPlan } from "../gate/check.ts";
import { answerDeployment, type UsedPlan } from "../gate/deployment.ts";
import { groupCheck, unknownGroup } from "../gate/merge-queue.ts";
import { strictest } from "../gate/strictest.ts";
import { countingPhase, type Verdict, verdictOf } from "../gate/verdict.ts";
import type { CheckContent, CheckRun, Item, PullItem } from "../github/model.ts";
import { type LabelChange, labelChange, sameLabel } from "../labels/labels.ts";
import { newPhaseLabel, retiredLabels } from "../labels/phase-labels.ts";
import type { Plan } from "../plan/plan.ts";
import { decideReviews } from "../review/decide.ts";
import type { Snapshot } from "./snapshot.ts";

export function decide(snapshot: Snapshot, now: Date): Change[] {
  const { plan, repository } = snapshot;
  // An archived repository is read-only: https://docs.github.com/en/repositories/archiving-a-github-repository
  // Without a plan nothing is written, so a plan that was deleted opens no environment either.
  if (repository.isArchived || plan.kind === "inactive") return [];
  if (plan.kind === "invalid") {
    const invalid = () => invalidPlan(plan.source, plan.problems);
    return [
      ...checks(snapshot, invalid),
      ...groupChecks(snapshot, invalid),
      ...answers(snapshot.deployments, plan, []),
    ];
  }
  const { states, labels, contentOf } = judge(snapshot, plan.plan, now);
  return [
    ...endedByClosing(pullsOf(snapshot.items), repository.self, now),
    ...labelWrites(snapshot, plan.plan, labels),
    ...groupChecks(snapshot, contentOf),
    ...checks(snapshot, contentOf),
    ...answers(snapshot.deployments, plan, states),
    ...(snapshot.reviews ? decideReviews({ plan: plan.plan, reading: repository, now }, states) : []),
    ...dashboard(snapshot, plan.plan, now),
  ];
}

const pullsOf = (items: readonly Item[]): PullItem[] => items.filter((item) => item.kind === "pull");

const openPulls = (items: readonly Item[]): PullItem[] => pullsOf(items).filter(({ state }) => state === "open");

function judge(snapshot: Snapshot, plan: Plan, now: Date) {
  const states = phaseStates(plan, snapshot.repository, now);
  const labels = new Map(
    snapshot.items.filter((item) => !isOwn(snapshot, item)).map((item) => [item, labelsOf(snapshot, plan, item)]),
  );
  const contentOf = (pull: PullItem) =>
    checkOf(verdictFor(plan, states, pull, labels.get(pull) ?? labelsOf(snapshot, plan, pull), now));
  return { states, labels, contentOf };
}

/** What the dashboard shows; the snapshot holds every open pull request. */
export function dashboardView(snapshot: Snapshot, plan: Plan, now: Date): DashboardView {
  const { states, labels, contentOf } = judge(snapshot, plan, now);
  const judged = openPulls(snapshot.items).map((pull) => ({
    pull,
    phase: countingPhase(plan, { ...pull, labels: labels.get(pull)?.result ?? [] }),
    content: contentOf(pull),
  }));
  return viewOf(plan, states, snapshot, judged, now);
}

function dashboard(snapshot: Snapshot, plan: Plan, now: Date): Change[] {
  if (snapshot.dashboards === null) return [];
  const body = plan.dashboard ? dashboardBody(dashboardView(snapshot, plan, now)) : null;
  return decideDashboard(body, snapshot.dashboards, snapshot.repository);
}

/** What the app itself wrote (reviews, the dashboard) is in no phase; its labels are looked after where it is made. */
const isOwn = ({ repository }: Snapshot, item: Item): boolean =>
  item.kind === "issue" && item.author?.isBot === true && item.author.login === repository.self;

function labelsOf({ repository }: Snapshot, plan: Plan, item: Item): LabelChange {
  const closes = item.kind === "pull" ? item.closes : [];
  return labelChange(plan, { ...item, closes }, retiredLabels(plan, repository.labels));
}

function verdictFor(plan: Plan, states: PhaseState[], pull: PullItem, labels: LabelChange, now: Date): Verdict {
  const override = overrideOf(pull, now);
  return verdictOf(plan, states, { ...pull, labels: labels.result, override });
}

function labelWrites({ repository }: Snapshot, plan: Plan, wanted: ReadonlyMap<Item, LabelChange>): Change[] {
  const needed = plan.phases.filter(({ label }) => [...wanted.values()].some(({ add }) => add.includes(label)));
  const missing = needed.filter(({ label }) => !repository.labels.some(({ name }) => sameLabel(name, label)));
  return [
    ...missing.map((phase): Change => ({ kind: "create-label", ...newPhaseLabel(plan, phase) })),
    ...[...wanted].flatMap(([{ number }, { add, remove }]): Change[] => [
      ...remove.map((label): Change => ({ kind: "remove-label", item: number, label })),
      ...(add.length > 0 ? [{ kind: "add-labels", item: number, labels: add } as const] : []),
    ]),
  ];
}

/** One check for each head commit; where several pull requests share one, the strictest verdict stands for all. */
function checks({ items, repository }: Snapshot, contentOf: (pull: PullItem) => CheckContent): Change[] {
  const pulls = openPulls(items).toSorted(byUrgency);
  return [...Map.groupBy(pulls, ({ headSha }) => headSha)].flatMap(([headSha, sharers]): Change[] => {
    const content = strictest(sharers.map((pull) => ({ pull, content: contentOf(pull) })));
    const check = sharers.find(({ check }) => check !== null)?.check ?? null;
    return setCheck(repository.node, { headSha, check, pulls: sharers.map(({ number }) => number), content });
  });
}

/** On the head that the merge queue would merge; it lets through only what every pull request in it may. */
function groupChecks({ groups, repository }: Snapshot, contentOf: (pull: PullItem) => CheckContent): Change[] {
  return groups.flatMap(({ headSha, check, holds }) => {
    const pulls = holds.kind === "pulls" ? holds.pulls : [];
    const judged = pulls.map((pull) => ({ pull, content: contentOf(pull) }));
    const content = holds.kind === "unknown" ? unknownGroup(holds.reason) : groupCheck(judged);
    return setCheck(repository.node, { headSha, check, pulls: pulls.map(({ number }) => number), content });
  });
}

type Wanted = { headSha: string; check: CheckRun | null; pulls: number[]; content: CheckContent };

function setCheck(repository: string, { headSha, check, pulls, content }: Wanted): Change[] {
  if (check !== null && isSame(check, content)) return [];
  const existing = check === null ? null : { id: check.id, node: check.node };
  return [{ kind: "set-check", repository, headSha, existing, pulls, content }];
}

const answers = (deployments: Snapshot["deployments"], plan: UsedPlan, states: PhaseState[]): Change[] =>
  deployments.map(({ run, environment }) => ({
    kind: "answer-deployment",
    ...{ run, environment },
    ...answerDeployment(plan, states, environment),
  }));

/** What waits to be merged first, then what was touched last. */
const byUrgency = (a: PullItem, b: PullItem): number =>
  Number(b.isMerging) - Number(a.isMerging) || b.updatedAt.getTime() - a.updatedAt.getTime() || b.number - a.number;

/** GitHub may hand text back with other line ends. */
const normal = (text: string): string => text.replaceAll("\r\n", "\n").trim();

type Shown = Pick<NonNullable<PullItem["check"]>, "conclusion" | "title" | "summary">;

/** Ours always have a summary: without one, it was not told. */
export const isSame = (there: Shown, wanted: Shown): boolean =>
  there.conclusion === wanted.conclusion &&
  normal(there.title) === normal(wanted.title) &&
  (there.summary === "" || normal(there.summary) === normal(wanted.summary));
