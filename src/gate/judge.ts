// The verdict on each pull request of a snapshot, and what its check says.
import { overrideState } from "../decisions/override.ts";
import { issuesDisabled } from "../delivery/issues-disabled.ts";
import type { ActiveSituation, PlannedSituation } from "../feature.ts";
import type { PullItem } from "../github/model.ts";
import { labelChangeOf } from "../labels/feature.ts";
import type { Phase } from "../plan/plan.ts";
import { invalidPlanText, verdictText } from "./check.ts";
import type { CheckText } from "./check-text.ts";
import { endedByPush, keptOverPush } from "./pushed.ts";
import { countingPhase, type Verdict, verdictOf } from "./verdict.ts";

/** A pull request, the phase that counts for it, and the verdict. */
export type PullVerdict = { pull: PullItem; phase: Phase | null; verdict: Verdict };

/** By the labels that it carries once they are right. */
export function judgePull(situation: ActiveSituation, pull: PullItem): PullVerdict {
  const { delivery, states } = situation;
  const state = overrideIn(situation, pull);
  const labels = labelChangeOf(situation, pull).result;
  const labelled = { ...pull, labels, override: state.kind === "in-force" ? state.override : null };
  return {
    pull,
    phase: countingPhase(delivery.plan, labelled),
    verdict: verdictOf(delivery.plan, states, labelled),
  };
}

const overrideIn = ({ delivery: { plan }, now }: ActiveSituation, pull: PullItem) =>
  overrideState(pull, plan.gate.override.on_push, now);

/** What the check of a pull request says; an invalid plan says the same of each. */
export const pullText = (situation: PlannedSituation, pull: PullItem): CheckText =>
  situation.kind === "invalid"
    ? invalidPlanText(situation.plan.source, situation.plan.problems)
    : withRepository(situation, withOverride(situation, pull));

/** A check that waits says so where a repository can have no review. */
function withRepository({ snapshot }: ActiveSituation, text: CheckText): CheckText {
  const { hasIssues, url } = snapshot.repository;
  if (hasIssues || !WAITING.has(text.verdict)) return text;
  return { ...text, details: `${text.details}\n\n${issuesDisabled(url)}` };
}

const WAITING: ReadonlySet<CheckText["verdict"]> = new Set(["Blocked", "Warning", "Not enforced"]);

/** With what a push did to an override. */
function withOverride(situation: ActiveSituation, pull: PullItem): CheckText {
  const { verdict } = judgePull(situation, pull);
  const state = overrideIn(situation, pull);
  const text = verdictText(verdict);
  if (state.kind === "pushed") return endedByPush(text, state.override, pull);
  return verdict.kind === "overridden" ? keptOverPush(text, verdict.override, pull) : text;
}
