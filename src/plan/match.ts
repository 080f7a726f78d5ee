// Which milestone, label or word means which phase.
import type { Phase, Plan } from "./plan.ts";

type Phases = Pick<Plan, "phases">;
type Named = { number: number; title: string };

/** A milestone that matches several phases belongs to the first. */
export const phaseOf = ({ phases }: Phases, milestone: Named): Phase | null =>
  phases.find((phase) => phase.milestones.some((pattern) => pattern.matches(milestone))) ?? null;

export const milestonesOf = <Milestone extends Named>(
  plan: Phases,
  phase: Phase,
  milestones: readonly Milestone[],
): Milestone[] => milestones.filter((milestone) => phaseOf(plan, milestone) === phase);

/** The phases that these labels mean, by their own label or an alias, whatever the case. */
export function phasesOfLabels({ phases }: Phases, labels: readonly string[]): Phase[] {
  const names = new Set(labels.map((label) => label.toLowerCase()));
  return phases.filter(({ label, aliases }) => [label, ...aliases].some((name) => names.has(name.toLowerCase())));
}

/** The one that is delivered last. */
export const latest = ({ phases }: Phases, among: readonly Phase[]): Phase | null =>
  phases.findLast((phase) => among.includes(phase)) ?? null;
