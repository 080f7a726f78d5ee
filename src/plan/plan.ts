// The plan as the rest of the code reads it: everything filled in, patterns compiled.
import type { NamedRepository } from "./delivery-rules.ts";
import type { MilestonePattern } from "./pattern.ts";
import type { PhaseFile } from "./phase-schema.ts";
import type { WrittenDelivery, WrittenPlan } from "./schema.ts";
import type { RepositoryEntry, Selection } from "./selection.ts";

export type Phase = Omit<PhaseFile, "name" | "milestones" | "label" | "share" | "requires"> & {
  name: string;
  milestones: MilestonePattern[];
  label: string;
  /** Percent of the planned work. */
  share: number;
  /** Ids of the phases that must be passed first. */
  requires: string[];
};

/** A delivery of the owner's file; its home is named as it is written. */
export type PlannedDelivery = Pick<WrittenDelivery, "id" | "optional" | "titles"> & {
  name: string;
  home: NamedRepository;
  repositories: readonly RepositoryEntry[];
  /** Whether `repositories` names one, whatever other deliveries do. */
  selects: Selection;
  plan: Plan;
};

export type Plan = Omit<WrittenPlan, "phases" | "deliveries"> & {
  phases: Phase[];
  /** Only in the owner's file. */
  deliveries: PlannedDelivery[];
};

/** What the plan names a role or a team for. */
export type RoleKey = keyof Plan["commands"]["roles"];
