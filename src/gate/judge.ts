// The verdict on each pull request of a snapshot, and what its check says.
import { overrideState } from "../decisions/override.ts";
import { issuesDisabled } from "../delivery/issues-disabled.ts";
import { planChangeOf } from "../delivery/proposal.ts";
import type { ActiveSituation, PlannedSituation, Situation } from "../feature.ts";
import type { PullItem } from "../github/model.ts";
import { labelChangeOf } from "../labels/feature.ts";
import type { Phase } from "../plan/plan.ts";
import { overridden, verdictText } from "./check.ts";
import type { CheckText } from "./check-text.ts";
import type { Guide } from "./guide.ts";
import { gateStep } from "./next-step.ts";
import { brokenPlanText, invalidPlanText, repairsAmongOthers, repairsPlanText, untouchedText } from "./plan-text.ts";
import { endedByPush, keptOverPush } from "./pushed.ts";
import { countingPhase, type Verdict, verdictOf } from "./verdict.ts";

/** A pull request, the phase that counts for it, and the verdict. */
export type PullVerdict = { pull: PullItem; phase: Phase | null; verdict: Verdict };

/** By the labels that it carries once they are right. */
export function judgePull(situation: ActiveSituation, pull: PullItem): PullVerdict {
  const { delivery, verdictStates } = situation;
  const state = overrideIn(situation, pull);
  const labels = labelChangeOf(situation, pull).result;
  const labelled = { ...pull, labels, override: state.kind === "in-force" ? state.override : null };
  return {
    pull,
    phase: countingPhase(delivery.plan, labelled),
    verdict: verdictOf(delivery.plan, verdictStates, labelled),
  };
}

const overrideIn = (situation: PlannedSituation, pull: PullItem) =>
  overrideState(
    pull,
    situation.kind === "active" ? situation.delivery.plan.gate.override.on_push : "end",
    situation.now,
  );

/** What the check of a pull request says. Of what concerns the plan's file an override comes first, as ever. */
export function pullText(situation: PlannedSituation, pull: PullItem, guide: Guide): CheckText {
  const text = planText(situation, pull);
  if (text === null && situation.kind === "active")
    return withRepository(situation, withOverride(situation, pull, guide));
  const shut = text ?? invalidPlanOf(situation, pull, guide);
  const state = overrideIn(situation, pull);
  if (shut.conclusion === "success" || state.kind !== "in-force") return shut;
  return { ...overridden(state.override, shut), next: null, url: state.override.url };
}

function invalidPlanOf({ snapshot }: PlannedSituation, pull: PullItem, guide: Guide): CheckText {
  const { plan } = snapshot;
  if (plan.kind !== "invalid") return untouchedText(pull);
  const text = invalidPlanText(plan, pull, guide);
  return planChangeOf(snapshot, pull) === "repairs-among-others" ? repairsAmongOthers(text, pull) : text;
}

/** A check that waits says so where a repository can have no review. */
function withRepository({ snapshot }: ActiveSituation, text: CheckText): CheckText {
  const { hasIssues, url } = snapshot.repository;
  if (hasIssues || !WAITING.has(text.verdict)) return text;
  return { ...text, details: `${text.details}\n\n${issuesDisabled(url)}` };
}

const WAITING: ReadonlySet<CheckText["verdict"]> = new Set(["Blocked", "Warning", "Not enforced"]);

/** With what a push did to an override. */
function withOverride(situation: ActiveSituation, pull: PullItem, guide: Guide): CheckText {
  const { verdict } = judgePull(situation, pull);
  const state = overrideIn(situation, pull);
  const text = { ...verdictText(verdict), ...gateStep(verdict, pull, guide) };
  if (state.kind === "pushed") return endedByPush(text, state.override, pull);
  return verdict.kind === "overridden" ? keptOverPush(text, verdict.override, pull) : text;
}

/** What the pull request would do to the plan, where that decides; null where it does not. */
export function planText({ snapshot }: Situation, pull: PullItem): CheckText | null {
  const change = planChangeOf(snapshot, pull);
  if (change === "repairs") return repairsPlanText(pull);
  return change === "breaks" ? brokenPlanText(pull) : null;
}
