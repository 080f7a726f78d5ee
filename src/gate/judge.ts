// The verdict on each pull request of a snapshot, and what its check says.
import { overrideOf } from "../decisions/override.ts";
import { issuesDisabled } from "../delivery/issues-disabled.ts";
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
export function pullText(situation: PlannedSituation, pull: PullItem): CheckText {
  if (situation.kind === "invalid") return invalidPlanText(situation.plan.source, situation.plan.problems);
  const { verdict } = judgePull(situation, pull);
  const text = verdictText(verdict);
  const { hasIssues, url } = situation.snapshot.repository;
  const isShut = verdict.kind === "blocked" || verdict.kind === "warning" || verdict.kind === "not-enforced";
  return hasIssues || !isShut ? text : { ...text, details: `${text.details}\n\n${issuesDisabled(url)}` };
}
