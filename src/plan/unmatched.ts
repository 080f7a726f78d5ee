// Patterns of a plan that match no milestone: a title that is written wrong, or that is yet to come.
import { BUILTIN_PHASES } from "./builtin.ts";
import type { Phase, Plan } from "./plan.ts";

const BUILTIN = new Set<string | number>(BUILTIN_PHASES.flatMap(({ milestones }) => milestones));

/** The built-in patterns stand for many titles, and nobody wrote them: that one of them matches nothing says nothing. */
export const unmatchedPatterns = (
  { phases }: Pick<Plan, "phases">,
  milestones: readonly { number: number; title: string }[],
): { phase: Phase; source: string | number }[] =>
  phases.flatMap((phase) =>
    phase.milestones
      .filter(({ source }) => !BUILTIN.has(source))
      .filter((pattern) => !milestones.some((milestone) => pattern.matches(milestone)))
      .map(({ source }) => ({ phase, source })),
  );
