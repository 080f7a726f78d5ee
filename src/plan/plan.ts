// The plan as the rest of the code reads it: everything filled in, patterns compiled.
import type { MilestonePattern } from "./pattern.ts";
import type { PhaseFile } from "./phase-schema.ts";
import type { WrittenPlan } from "./schema.ts";

export type Phase = Omit<PhaseFile, "name" | "milestones" | "label" | "share" | "requires"> & {
  name: string;
  milestones: MilestonePattern[];
  label: string;
  /** Percent of the planned work. */
  share: number;
  /** Ids of the phases that must be passed first. */
  requires: string[];
};

export type Plan = Omit<WrittenPlan, "phases"> & { phases: Phase[] };

/** What the plan names a role or a team for. */
export type RoleKey = keyof Plan["commands"]["roles"];
