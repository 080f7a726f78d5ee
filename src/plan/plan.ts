// The plan as the rest of the code reads it: everything filled in, patterns compiled.
import type { PhaseFile } from "./phase-schema.ts";
import type { PlanFile } from "./schema.ts";

export type Phase = Omit<PhaseFile, "name" | "label" | "share" | "requires"> & {
  name: string;
  label: string;
  /** Percent of the planned work. */
  share: number;
  /** Ids of the phases that must be passed first. */
  requires: string[];
};

export type Plan = Omit<PlanFile, "phases"> & { phases: Phase[] };
