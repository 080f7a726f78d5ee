// Who asks, what they may see, and the repository that a view belongs to.
import type { Where } from "../events.ts";
import type { Repository } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import { roleOf } from "../roles.ts";

export type ViewerScope = Where;

export type Viewer = Pick<Where, "world" | "actor">;

/** An installation sees the repositories that it was given, and the public ones; a person those where they have a role, be it everybody's. */
export function isVisible({ actor: { account, installation } }: Viewer, repository: Repository): boolean {
  if (installation === null) return roleOf(repository, account) !== null;
  return !repository.private || installation.repositories.includes(repository);
}

export const isViewer = ({ actor }: Viewer, account: Account | null): boolean => account === actor.account;
