// Whose points a request takes, and how many they have in an hour.
import type { Installation, World, WorldActor } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import type { LimitedResource, Payer } from "../model-limits.ts";

const BASE = 5_000;
const MOST = 12_500;
const EACH = 50;
const FREE = 20;

/** 50 more for each repository and each user above 20: https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/rate-limits-for-github-apps */
export function installationPoints(world: World, { account, repositories }: Installation): number {
  const above = (count: number): number => EACH * Math.max(0, count - FREE);
  return Math.min(MOST, BASE + above(repositories.length) + above(usersOf(world, account)));
}

/** People with a role in one of the account's repositories, or in one of its teams. */
function usersOf(world: World, account: Account): number {
  const own = world.repositories.filter(({ owner }) => owner === account);
  const teams = world.teams.filter(({ organization }) => organization === account.login);
  const members = teams.flatMap((team) => team.members.map(({ login }) => login));
  return new Set([...own.flatMap(({ roles }) => [...roles.keys()]), ...members]).size;
}

/** `actor` is null for the app itself, which has a budget beside those of its installations. */
export function payerOf(world: World, actor: WorldActor | null, resource: LimitedResource): Payer {
  const set = world.limits.points[resource];
  if (actor === null) return { key: "app", name: `app ID ${world.app.id}`, limit: set ?? BASE };
  const { account, installation } = actor;
  if (installation === null) return { key: `user ${account.id}`, name: `user ID ${account.id}`, limit: set ?? BASE };
  const { id } = installation;
  const name = `installation ID ${id}`;
  return { key: `installation ${id}`, name, limit: set ?? installationPoints(world, installation) };
}
