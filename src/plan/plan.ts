// The plan as the rest of the code reads it: everything filled in, patterns compiled.
import type { CriterionUse } from "./criteria.ts";
import type { MilestonePattern } from "./pattern.ts";
import type { PhaseFile, PlanFile } from "./schema.ts";

export type Phase = Omit<PhaseFile, "name" | "milestones" | "label" | "share" | "requires" | "criteria"> & {
  name: string;
  milestones: MilestonePattern[];
  label: string;
  share: number;
  requires: string[];
  criteria: CriterionUse[];
};

export type Plan = Omit<PlanFile, "phases"> & { phases: Phase[] };
