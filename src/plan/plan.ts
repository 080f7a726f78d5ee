// The plan as the rest of the code reads it: everything filled in, patterns compiled.
import type { NamedRepository } from "./delivery-rules.ts";
import type { MilestonePattern } from "./pattern.ts";
import type { PhaseFile } from "./phase-schema.ts";
import type { WrittenDelivery, WrittenPlan } from "./schema.ts";
import type { RepositoryEntry, Selection } from "./selection.ts";
import type { SignOffFile } from "./sign-off-schema.ts";

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

/** A party that must agree at a boundary. */
export type SignOff = Omit<SignOffFile, "name"> & { name: string };

export type Plan = Omit<WrittenPlan, "phases" | "review" | "deliveries"> & {
  phases: Phase[];
  review: Omit<WrittenPlan["review"], "sign_offs"> & { sign_offs: SignOff[] };
  /** Only in the owner's file. */
  deliveries: PlannedDelivery[];
};

/** What the plan names a role or a team for. */
export type RoleKey = keyof Plan["commands"]["roles"];
