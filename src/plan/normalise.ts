// From a checked file to a plan: defaults that depend on other values.

import type { MilestonePattern } from "./pattern.ts";
import type { PhaseFile } from "./phase-schema.ts";
import type { Plan } from "./plan.ts";
import type { WrittenPlan } from "./schema.ts";

/** `patterns` are those of each phase, compiled. */
export function normalise(
  { phases, ...file }: WrittenPlan & { phases: PhaseFile[] },
  patterns: readonly MilestonePattern[][],
): Plan {
  const given = phases.reduce((sum, { share }) => sum + (share ?? 0), 0);
  const absent = phases.filter(({ share }) => share === undefined).length;
  const even = absent === 0 ? 0 : Math.max(0, 100 - given) / absent;
  const normalised = phases.map((phase, index) => ({
    ...phase,
    name: phase.name ?? phase.id,
    milestones: patterns[index] ?? [],
    label: labelOf(phase),
    share: phase.share ?? even,
    requires: requiresOf(phase, phases[index - 1]),
  }));
  return { ...file, phases: normalised };
}

export const labelOf = ({ id, label }: Pick<PhaseFile, "id" | "label">): string => label ?? `phase: ${id}`;

/** `previous` is the phase before it in the list. */
export const requiresOf = ({ requires }: Pick<PhaseFile, "requires">, previous: { id: string } | undefined): string[] =>
  requires ?? (previous === undefined ? [] : [previous.id]);
