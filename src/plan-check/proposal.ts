// What plan would be in force if a proposed file were merged.
import type { PlanFile, RepositoryReading } from "../github/model.ts";
import { isOwnersHome, parseFile, type Resolution, resolvePlan } from "../plan/resolve.ts";
import { PLAN_FILE } from "../vocabulary.ts";

/** The plan that would be in force; `isOwners` where the file is the one in the owner's `.github` repository. */
export type Proposal = { plan: Resolution; path: string; isRemoved: boolean; isOwners: boolean };

/** `file` is null where the pull request takes the file away. */
export function proposalOf({ ownerConfig, ...sources }: RepositoryReading, file: PlanFile["file"]): Proposal {
  const isOwners = isOwnersHome(sources.name);
  // Whatever repositories the owner's file is for, what is wrong with it is said where it is proposed.
  const parsed = isOwners && file !== null ? parseFile("owner", file) : null;
  const plan = parsed?.kind === "invalid" ? parsed : resolvePlan({ ...sources, repository: file, owner: ownerConfig });
  return { plan, path: file?.path ?? PLAN_FILE, isRemoved: file === null, isOwners };
}

/** Whether all that can be said of it is what is wrong with it. */
export const isInvalidFile = ({ plan, isRemoved }: Proposal): boolean => plan.kind === "invalid" && !isRemoved;
