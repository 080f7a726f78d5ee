// The plan by which a repository counts for the others of its delivery, whatever is wrong with its own file.
import type { RepositoryReading } from "../github/model.ts";
import { type Resolution, resolvePlan } from "../plan/resolve.ts";

export type ActivePlan = Extract<Resolution, { kind: "active" }>;

/** What is wrong with a member's own file makes its own checks invalid, and no others. Null where there is no plan, or an invalid one. */
export function planAsMember(
  plan: Resolution,
  { ownerConfig, name, milestones, roster, ownerVersions = [] }: RepositoryReading,
): ActivePlan | null {
  if (plan.kind === "active") return plan;
  if (plan.kind === "inactive" || plan.delivery === null || plan.source !== "repository") return null;
  const resolved = resolvePlan({ name, milestones, roster, ownerVersions, repository: null, owner: ownerConfig });
  return resolved.kind === "active" ? resolved : null;
}
