// How a boundary review is known again: a marker in its body, or its title where somebody took the marker out.
import type { OwnIssue } from "../github/port.ts";
import type { Phase, Plan } from "../plan/plan.ts";

export type Review = { issue: OwnIssue; phase: Phase; round: number };

export const REVIEW_LABEL = "boundary review";

const MARKER = /<!-- milegate:review phase=([a-z0-9-]+) round=(\d{1,6}) -->/;

export const marker = (phase: Phase, round: number): string =>
  `<!-- milegate:review phase=${phase.id} round=${round} -->`;

/** "Boundary review: MVP → Enhancement", and "→ done" for the last phase. */
export function titleOf({ phases }: Pick<Plan, "phases">, phase: Phase): string {
  return `Boundary review: ${phase.name} → ${phases[phases.indexOf(phase) + 1]?.name ?? "done"}`;
}

/** Only issues that the app wrote may be given. Without its marker a review is taken for its phase's first round. */
export function reviewOf(plan: Pick<Plan, "phases">, issue: OwnIssue): Review | null {
  const [, id, round] = MARKER.exec(issue.body) ?? [];
  const phase = plan.phases.find((each) => (id === undefined ? titleOf(plan, each) === issue.title : each.id === id));
  return phase === undefined ? null : { issue, phase, round: Number(round ?? 1) };
}
