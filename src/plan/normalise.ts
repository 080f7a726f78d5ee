// From a checked file to a plan: defaults that depend on other values.
import { type CriterionUse, readCriterion } from "./criteria.ts";
import { compilePattern } from "./pattern.ts";
import type { Phase, Plan } from "./plan.ts";
import type { PhaseFile, PlanFile } from "./schema.ts";

/** Throws where a pattern or a criterion is wrong; `rules.ts` has said so before. */
export function normalise({ phases, ...file }: PlanFile & { phases: PhaseFile[] }): Plan {
  const given = phases.reduce((sum, { share }) => sum + (share ?? 0), 0);
  const absent = phases.filter(({ share }) => share === undefined).length;
  const even = absent === 0 ? 0 : (100 - given) / absent;
  return { ...file, phases: phases.map((phase, index) => phaseOf(phase, phases[index - 1], even)) };
}

function phaseOf(phase: PhaseFile, previous: PhaseFile | undefined, even: number): Phase {
  return {
    ...phase,
    name: phase.name ?? phase.id,
    milestones: phase.milestones.map(compilePattern),
    label: phase.label ?? `phase: ${phase.id}`,
    share: phase.share ?? even,
    requires: phase.requires ?? (previous === undefined ? [] : [previous.id]),
    criteria: phase.criteria.map(useOf),
  };
}

function useOf(written: PhaseFile["criteria"][number]): CriterionUse {
  const read = readCriterion(written);
  if ("use" in read) return read.use;
  throw new RangeError(read.issues[0]?.message ?? "not a criterion");
}
