// New logins and slugs; ids stay. GitHub tells nobody, but what it tells later has the new name.
// https://docs.github.com/en/account-and-profile/concepts/username-changes
import type { World } from "../model.ts";
import type { Account, Role } from "../model-accounts.ts";
import { htmlUrl, invalidField } from "../world.ts";

/** Addresses of what it owns lead to the new ones; its old login is free for others to take. */
export function renameAccount(world: World, account: Account, login: string): void {
  const taken = [...world.users, ...world.organizations].some((each) => same(each.login, login) && each !== account);
  if (taken) throw invalidField("User", "login", "already_exists");
  const from = account.login;
  for (const repository of world.repositories) {
    rekey(repository.roles, from, login);
    rekey(repository.roleNames, from, login);
    if (repository.owner === account)
      repository.formerNames = [...repository.formerNames, { owner: from, name: repository.name }];
  }
  for (const team of world.teams) if (team.organization === from) team.organization = login;
  account.login = login;
  for (const repository of world.repositories) repository.url = htmlUrl(world, repository);
}

function rekey<Value extends Role | string>(map: Map<string, Value>, from: string, to: string): void {
  const value = map.get(from);
  map.delete(from);
  if (value !== undefined) map.set(to, value);
}

/** The app's address and its bot's login change with the name: https://docs.github.com/en/apps/maintaining-github-apps/modifying-a-github-app-registration */
export function renameApp({ app }: World, name: string, slug: string): void {
  app.name = name;
  app.slug = slug;
  app.bot.login = `${slug}[bot]`;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
