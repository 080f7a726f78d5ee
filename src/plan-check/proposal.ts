// What plan would be in force if a proposed file were merged.
import type { PlanFile, RepositoryReading } from "../github/model.ts";
import { type Resolution, resolvePlan } from "../plan/resolve.ts";

/** The plan that would be in force; `isOwners` where the file is the one in the owner's `.github` repository. */
export type Proposal = { plan: Resolution; isRemoved: boolean; isOwners: boolean };

/** `file` is null where the pull request takes the file away. */
export function proposalOf({ name, milestones, ownerConfig }: RepositoryReading, file: PlanFile["file"]): Proposal {
  const isOwners = name.toLowerCase() === ".github";
  // In the owner's `.github` repository the file is the owner's plan.
  const plan = resolvePlan({ repository: file, owner: isOwners ? file : ownerConfig, milestones });
  return { plan, isRemoved: file === null, isOwners };
}

/** Whether all that can be said of it is what is wrong with it. */
export const isInvalidFile = ({ plan, isRemoved }: Proposal): boolean => plan.kind === "invalid" && !isRemoved;
