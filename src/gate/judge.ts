// The verdict on each pull request of a snapshot, and what its check says.
import { overrideOf } from "../decisions/override.ts";
import type { ActiveSituation, PlannedSituation } from "../feature.ts";
import type { PullItem } from "../github/model.ts";
import { labelChangeOf } from "../labels/feature.ts";
import type { Phase } from "../plan/plan.ts";
import { invalidPlanText, verdictText } from "./check.ts";
import type { CheckText } from "./check-text.ts";
import { countingPhase, type Verdict, verdictOf } from "./verdict.ts";

/** A pull request, the phase that counts for it, and the verdict. */
export type PullVerdict = { pull: PullItem; phase: Phase | null; verdict: Verdict };

/** By the labels that it carries once they are right. */
export function judgePull(situation: ActiveSituation, pull: PullItem): PullVerdict {
  const { delivery, states, now } = situation;
  const labelled = { ...pull, labels: labelChangeOf(situation, pull).result, override: overrideOf(pull, now) };
  return {
    pull,
    phase: countingPhase(delivery.plan, labelled),
    verdict: verdictOf(delivery.plan, states, labelled),
  };
}

/** What the check of a pull request says; an invalid plan says the same of each. */
export const pullText = (situation: PlannedSituation, pull: PullItem): CheckText =>
  situation.kind === "invalid"
    ? invalidPlanText(situation.plan.source, situation.plan.problems)
    : verdictText(judgePull(situation, pull).verdict);
