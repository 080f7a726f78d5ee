// How far a phase is: its criteria evaluated, and whether it is passed.
import { met, unmet } from "../criteria/criterion.ts";
import { type CriterionState, evaluateCriterion } from "../criteria/index.ts";
import type { Milestone } from "../github/port.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { contextsOf, type Readings } from "./contexts.ts";

export type PhaseState = {
  phase: Phase;
  milestones: Milestone[];
  /** Null while it hasn't. */
  began: Date | null;
  ended: Date | null;
  /** The plan's criteria, then what `gate.until` asks for on top of them. */
  criteria: CriterionState[];
};

export const isPassed = ({ criteria }: Pick<PhaseState, "criteria">): boolean => !criteria.some(holdsBack);

/** `not-applicable` asks for nothing; `unknown` is never taken for met. */
export const holdsBack = ({ must, evaluation }: CriterionState): boolean =>
  must && (evaluation.state === "unmet" || evaluation.state === "unknown");

/** Every phase of the plan, in delivery order. */
export function phaseStates(plan: Pick<Plan, "phases" | "gate">, repository: Readings, now: Date): PhaseState[] {
  return [...contextsOf(plan, repository)].map(([phase, context]) => {
    const { milestones, began, ended } = context;
    const known = { ...context, facts: repository.facts };
    const criteria = phase.criteria.map((use) => evaluateCriterion(use, known, now));
    return { phase, milestones, began, ended, criteria: [...criteria, ...levels[plan.gate.until](milestones)] };
  });
}

const levels: Record<Plan["gate"]["until"], (milestones: Milestone[]) => CriterionState[]> = {
  criteria: () => [],
  milestone: (milestones) => [allClosed(milestones)],
  decision: (milestones) => [
    allClosed(milestones),
    { title: "The boundary review decided to continue", must: true, evaluation: unmet("no decision yet") },
  ],
};

function allClosed(milestones: Milestone[]): CriterionState {
  const open = milestones.filter(({ state }) => state === "open").map(({ title, url }) => ({ title, url }));
  const closed = milestones.length > 0 && open.length === 0;
  const reason = `${milestones.length - open.length} of ${milestones.length} closed`;
  return { title: "Every milestone is closed", must: true, evaluation: closed ? met(reason) : unmet(reason, open) };
}
