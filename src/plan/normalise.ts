// From a checked file to a plan: defaults that depend on other values.

import type { PhaseFile } from "./phase-schema.ts";
import type { Phase, Plan } from "./plan.ts";
import type { PlanFile } from "./schema.ts";

export function normalise({ phases, ...file }: PlanFile & { phases: PhaseFile[] }): Plan {
  const given = phases.reduce((sum, { share }) => sum + (share ?? 0), 0);
  const absent = phases.filter(({ share }) => share === undefined).length;
  const even = absent === 0 ? 0 : Math.max(0, 100 - given) / absent;
  return { ...file, phases: phases.map((phase, index) => normalisePhase(phase, phases[index - 1], even)) };
}

const normalisePhase = (phase: PhaseFile, previous: PhaseFile | undefined, even: number): Phase => ({
  ...phase,
  name: phase.name ?? phase.id,
  label: labelOf(phase),
  share: phase.share ?? even,
  requires: requiresOf(phase, previous),
});

export const labelOf = ({ id, label }: Pick<PhaseFile, "id" | "label">): string => label ?? `phase: ${id}`;

/** `previous` is the phase before it in the list. */
export const requiresOf = ({ requires }: Pick<PhaseFile, "requires">, previous: { id: string } | undefined): string[] =>
  requires ?? (previous === undefined ? [] : [previous.id]);
