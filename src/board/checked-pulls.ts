// Every open pull request with what its check says and what it waits for. Pure.
import type { OpenItem } from "../criteria/criterion.ts";
import { holdsBack, isPassed, type PhaseState } from "../delivery/phase-state.ts";
import type { PlannedSituation } from "../feature.ts";
import { headChecks, headContent } from "../gate/head-checks.ts";
import { judgePull, type PullVerdict } from "../gate/judge.ts";
import type { CheckContent, PullItem } from "../github/model.ts";
import type { Phase } from "../plan/plan.ts";

/** A criterion that holds a pull request back. */
export type WaitsFor = {
  phase: Phase;
  criterion: string;
  state: "unmet" | "unknown";
  reason: string;
  open: OpenItem[];
  more: number;
};

/** `phase` is null where none counts for it; `check` is what GitHub shows. */
export type CheckedPull = {
  pull: PullItem;
  phase: Phase | null;
  check: CheckContent;
  /** The phases that it needs, passed or not. */
  required: readonly PhaseState[];
  waitsFor: WaitsFor[];
};

/** The check is judged as the gate sees the delivery; what it waits for is as whoever reads this sees it. */
export function checkedPulls(gate: PlannedSituation, seen: PlannedSituation): CheckedPull[] {
  const checked = headChecks(gate).flatMap((head) => head.pulls.map((pull) => ({ pull, check: headContent(head) })));
  return checked
    .toSorted((a, b) => b.pull.number - a.pull.number)
    .map(({ pull, check }) => {
      const judged = seen.kind === "active" ? judgePull(seen, pull) : null;
      const required = judged === null ? [] : requiredOf(judged);
      return { pull, check, phase: judged?.phase ?? null, required, waitsFor: required.flatMap(waitsFor) };
    });
}

function requiredOf({ verdict }: PullVerdict): readonly PhaseState[] {
  const beneath = verdict.kind === "overridden" ? verdict.beneath : verdict;
  return "required" in beneath ? beneath.required : [];
}

function waitsFor(state: PhaseState): WaitsFor[] {
  if (isPassed(state)) return [];
  const { phase, decision, criteria } = state;
  if (decision !== null) return [decidedAgainst(phase, decision)];
  return criteria.filter(holdsBack).map(({ title, evaluation }) => ({
    phase,
    criterion: title,
    state: evaluation.state === "unknown" ? "unknown" : "unmet",
    ...{ reason: evaluation.reason, open: evaluation.open, more: evaluation.more },
  }));
}

const decidedAgainst = (phase: Phase, { outcome, url }: NonNullable<PhaseState["decision"]>): WaitsFor => ({
  ...{ phase, criterion: "The boundary review decided to continue", state: "unmet", more: 0 },
  reason: `it decided to ${outcome}`,
  open: [{ title: "The decision", url }],
});
