// The verdict on each pull request of a snapshot, and what its check says.
import { overrideOf } from "../decisions/override.ts";
import { planChangeOf } from "../delivery/proposal.ts";
import type { ActiveSituation, PlannedSituation, Situation } from "../feature.ts";
import type { PullItem } from "../github/model.ts";
import { labelChangeOf } from "../labels/feature.ts";
import type { Phase } from "../plan/plan.ts";
import { overridden, verdictText } from "./check.ts";
import type { CheckText } from "./check-text.ts";
import { brokenPlanText, invalidPlanText, repairsPlanText, untouchedText } from "./plan-text.ts";
import { countingPhase, type Verdict, verdictOf } from "./verdict.ts";

/** A pull request, the phase that counts for it, and the verdict. */
export type PullVerdict = { pull: PullItem; phase: Phase | null; verdict: Verdict };

/** By the labels that it carries once they are right. */
export function judgePull(situation: ActiveSituation, pull: PullItem): PullVerdict {
  const { delivery, verdictStates, now } = situation;
  const labelled = { ...pull, labels: labelChangeOf(situation, pull).result, override: overrideOf(pull, now) };
  return {
    pull,
    phase: countingPhase(delivery.plan, labelled),
    verdict: verdictOf(delivery.plan, verdictStates, labelled),
  };
}

/** What the check of a pull request says. Of what concerns the plan's file an override comes first, as ever. */
export function pullText(situation: PlannedSituation, pull: PullItem): CheckText {
  const text = planText(situation, pull);
  if (text === null && situation.kind === "active") return verdictText(judgePull(situation, pull).verdict);
  const shut = text ?? invalidPlanOf(situation);
  const override = shut.conclusion === "success" ? null : overrideOf(pull, situation.now);
  return override === null ? shut : overridden(override, shut);
}

const invalidPlanOf = ({ snapshot: { plan } }: PlannedSituation): CheckText =>
  plan.kind === "invalid" ? invalidPlanText(plan.source, plan.problems) : untouchedText();

/** What the pull request would do to the plan, where that decides; null where it does not. */
export function planText({ snapshot }: Situation, pull: PullItem): CheckText | null {
  const change = planChangeOf(snapshot, pull);
  if (change === null) return null;
  return change === "repairs" ? repairsPlanText() : brokenPlanText();
}
