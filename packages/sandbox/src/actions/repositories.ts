// What its admins do to a repository as a whole: https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository
import { tell, type Where } from "../events.ts";
import type { Repository } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import { accountView, organizationView } from "../views/account.ts";
import {
  addRepository,
  findRepository,
  htmlUrl,
  installationsOnAll,
  invalidField,
  type NewRepository,
} from "../world.ts";
import { addToInstallation, type By, removeFromAll, tellAdded } from "./installations.ts";

/** Apps that are installed on all repositories of the owner hear of it, in two events. */
export function createRepository(by: By, fields: NewRepository): Repository {
  checkName(by, fields.owner, fields.name);
  const repository = addRepository(by.world, fields);
  tell(
    { world: by.world, repository, actor: { account: by.account, installation: null } },
    "repository",
    "created",
    {},
  );
  for (const installation of installationsOnAll(by.world, fields.owner)) tellAdded(by, installation, repository);
  return repository;
}

/** It leaves its installations, too. */
export function deleteRepository(where: Where): void {
  const { world, repository, actor } = where;
  touch(where, "deleted");
  removeFromAll({ world, account: actor.account }, repository);
  world.repositories = world.repositories.filter((each) => each !== repository);
}

/**
 * Its old address leads on. Its properties were the old owner's. The app hears of it as `transferred` only where it is installed on all
 * repositories of the new owner.
 */
export function transferRepository(where: Where, to: Account): void {
  const { world, repository, actor } = where;
  const { owner: from, name } = repository;
  checkName(where, to, name);
  const by = { world, account: actor.account };
  removeFromAll(by, repository);
  repository.formerNames = [...repository.formerNames, { owner: from.login, name }];
  Object.assign(repository, { owner: to, propertyValues: new Map() });
  repository.url = htmlUrl(world, repository);
  for (const installation of installationsOnAll(world, to)) addToInstallation(by, installation, repository);
  const before =
    from.type === "Organization" ? { organization: organizationView(world, from) } : { user: accountView(world, from) };
  touch(where, "transferred", { changes: { owner: { from: before } } });
}

/** Its old name leads to the new one, until another repository takes it: https://docs.github.com/en/repositories/creating-and-managing-repositories/renaming-a-repository */
export function renameRepository(where: Where, name: string): void {
  const { world, repository } = where;
  const from = repository.name;
  checkName(where, repository.owner, name);
  repository.formerNames = [...repository.formerNames, { owner: repository.owner.login, name: from }];
  repository.name = name;
  repository.url = htmlUrl(world, repository);
  touch(where, "renamed", { changes: { repository: { name: { from } } } });
}

function checkName({ world }: Pick<Where, "world">, owner: Account, name: string): void {
  if (findRepository(world, owner.login, name) !== undefined)
    throw invalidField("Repository", "name", "already_exists");
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
  where.repository.updatedAt = where.world.now();
  tell(where, "repository", action, more);
}
