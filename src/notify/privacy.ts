// Nothing of a private repository goes where a public repository's plan leads, unless the owner's file says so.
import type { ActivePlan } from "../delivery/as-member.ts";
import type { RepositoryReading } from "../github/model.ts";
import { parseOwners } from "../plan/owners-file.ts";
import { isOwnersHome } from "../plan/resolve.ts";

/** Whether everybody may read it; who does not say is taken for what protects more, which differs by who asks. */
const isPublic = ({ visibility }: { visibility?: string | undefined }, unknown: boolean): boolean =>
  visibility === undefined || visibility === "unknown" ? unknown : visibility === "public";

/** Whether a channel that the plan names is one that a public repository's plan names. */
export const namesPublicly = (repository: Pick<RepositoryReading, "visibility">): boolean => isPublic(repository, true);

/** Whether the plan is that of a public repository, too: one of the delivery is, or the one that holds the owner's file. */
const isSharedPlan = ({ delivery, source }: ActivePlan, { ownerVisibility }: RepositoryReading): boolean =>
  (delivery?.members ?? []).some((member) => isPublic(member, true)) ||
  (source === "owner" && ownerVisibility === "public");

/** Only the owner's file counts: who writes in one repository does not say it of that. */
function ownerAllows({ plan, source }: ActivePlan, repository: RepositoryReading): boolean {
  if (source === "owner" && plan.communicate.private) return true;
  const owners = isOwnersHome(repository.name) ? repository.config : repository.ownerConfig;
  const parsed = owners === null ? null : parseOwners(owners.text);
  return parsed?.kind === "valid" && parsed.plan.communicate.private;
}

/** `unless-public`: not in channels that a public repository's plan names. */
export type FactAudience = "everywhere" | "unless-public" | "nowhere";

/** Where facts of a repository may be told, of the channels that its plan names. */
export function audienceOf(plan: ActivePlan, repository: RepositoryReading): FactAudience {
  if (isPublic(repository, false) || ownerAllows(plan, repository)) return "everywhere";
  return isSharedPlan(plan, repository) ? "nowhere" : "unless-public";
}
