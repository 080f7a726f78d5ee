// What its admins do to a repository as a whole: https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository
import { tell, type Where } from "../events.ts";
import type { Repository } from "../model.ts";
import { findRepository, htmlUrl, invalidField } from "../world.ts";

/** Its old name leads to the new one, until another repository takes it: https://docs.github.com/en/repositories/creating-and-managing-repositories/renaming-a-repository */
export function renameRepository(where: Where, name: string): void {
  const { world, repository } = where;
  const from = repository.name;
  if (findRepository(world, repository.owner.login, name) !== undefined)
    throw invalidField("Repository", "name", "already_exists");
  repository.formerNames.push({ owner: repository.owner.login, name: from });
  repository.name = name;
  repository.url = htmlUrl(world, repository);
  touch(where, "renamed", { changes: { repository: { name: { from } } } });
}

export type Visibility = "public" | "internal" | "private";

/** GitHub tells only of what becomes public, or no longer is. */
export function setVisibility(where: Where, visibility: Visibility): void {
  const { repository } = where;
  const wasPrivate = repository.private;
  repository.private = visibility !== "public";
  repository.internal = visibility === "internal";
  if (repository.private !== wasPrivate) touch(where, repository.private ? "privatized" : "publicized");
}

/** Archived, it is read only: https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories */
export function setArchived(where: Where, archived: boolean): void {
  if (where.repository.archived === archived) return;
  where.repository.archived = archived;
  touch(where, archived ? "archived" : "unarchived");
}

function touch(where: Where, action: string, more: object = {}): void {
  const { repository }: { repository: Repository } = where;
  repository.updatedAt = where.world.now();
  tell(where, "repository", action, more);
}
