// Who may read and write: an app by its permissions, a person by their role in the repository.

import { isGranted } from "../grants.ts";
import type { WorldItem } from "../model.ts";
import type { Account, Role } from "../model-accounts.ts";
import { hasRole } from "../roles.ts";
import { failure } from "./failure.ts";
import type { ViewerScope } from "./scope.ts";

export type Need = {
  mutation: string;
  /** The app's; one of them is enough. */
  permissions: readonly string[];
  role: Role;
  /** May do it whatever their role. */
  author?: Account | null;
};

/** Issues and pull requests share labels, milestones, comments and reactions, and either permission lets an app write those of a pull request. */
export const permissionsFor = ({ kind }: WorldItem): string[] =>
  kind === "pull" ? ["issues", "pull_requests"] : ["issues"];

export function permit(
  { world, repository, actor }: ViewerScope,
  { mutation, permissions, role, author = null }: Need,
): void {
  const { account, installation } = actor;
  if (repository.archived) throw failure("FORBIDDEN", "Repository was archived so is read-only.");
  if (installation !== null) {
    const isWithin = installation.repositories.includes(repository);
    if (isWithin && permissions.some((permission) => isGranted(world, installation, permission, "write"))) return;
    throw notAccessible();
  }
  if (account === author || hasRole(repository, account, role)) return;
  throw failure("FORBIDDEN", `${account.login} does not have the correct permissions to execute \`${mutation}\``);
}

/** Write includes read; people read whatever is in a repository that they see. */
export function permitRead({ world, actor }: ViewerScope, ...permissions: readonly string[]): void {
  const { installation } = actor;
  if (installation === null || permissions.some((permission) => isGranted(world, installation, permission, "read")))
    return;
  throw notAccessible();
}

const notAccessible = () => failure("FORBIDDEN", "Resource not accessible by integration");
