// What happens to an installation of the app: made, changed, suspended, removed.
import { tellInstallation } from "../events.ts";
import type { Installation, Repository, World } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import { install } from "../world.ts";

/** Who does it: an owner of the account. */
export type By = { world: World; account: Account };

const brief = ({ id, nodeId, name, owner, private: isPrivate }: Repository) => ({
  id,
  node_id: nodeId,
  name,
  full_name: `${owner.login}/${name}`,
  private: isPrivate,
});

export function installOn(by: By, account: Account, repositories: Repository[]): Installation {
  const installation = install(by.world, account);
  installation.repositories.push(...repositories);
  tellInstallation(by, installation, "installation", {
    action: "created",
    repositories: repositories.map(brief),
    requester: null,
  });
  return installation;
}

export function uninstall(by: By, installation: Installation): void {
  by.world.installations = by.world.installations.filter((each) => each !== installation);
  const repositories = installation.repositories.map(brief);
  tellInstallation(by, installation, "installation", { action: "deleted", repositories, requester: null });
}

export function addToInstallation(by: By, installation: Installation, repository: Repository): void {
  if (installation.repositories.includes(repository)) return;
  installation.repositories.push(repository);
  tellAdded(by, installation, repository);
}

export const tellAdded = (by: By, installation: Installation, repository: Repository): void =>
  tellRepositories(by, installation, "added", repository);

export function removeFromInstallation(by: By, installation: Installation, repository: Repository): void {
  if (!installation.repositories.includes(repository)) return;
  installation.repositories = installation.repositories.filter((each) => each !== repository);
  tellRepositories(by, installation, "removed", repository);
}

/** What leaves its owner leaves the installations there. */
export function removeFromAll(by: By, repository: Repository): void {
  for (const installation of by.world.installations) removeFromInstallation(by, installation, repository);
}

function tellRepositories(by: By, installation: Installation, action: "added" | "removed", repository: Repository) {
  tellInstallation(by, installation, "installation_repositories", {
    action,
    repository_selection: installation.selection,
    repositories_added: action === "added" ? [brief(repository)] : [],
    repositories_removed: action === "removed" ? [brief(repository)] : [],
    requester: null,
  });
}
