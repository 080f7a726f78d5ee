// Who belongs to a team; whoever is in a child team does, too: https://docs.github.com/en/rest/teams/members

import { isGranted } from "../grants.ts";
import { GitHubError, type World } from "../model.ts";
import type { Account, Team } from "../model-accounts.ts";
import { notFound } from "../world.ts";
import { param, type Rest } from "./router.ts";

export function teamRoutes(rest: Rest): void {
  const { app, world, tokens } = rest;
  app.get("/orgs/:org/teams/:slug/memberships/:user", async (context) => {
    const caller = await tokens.caller(context.req.header("authorization"));
    if (caller.kind === "app") throw new GitHubError(403, "Resource not accessible by integration");
    const [org, slug, login] = [param(context, "org"), param(context, "slug"), param(context, "user")];
    const { installation } = caller.actor;
    if (
      installation !== null &&
      !(same(installation.account.login, org) && isGranted(world, installation, "members", "read"))
    )
      throw new GitHubError(403, "Resource not accessible by integration");
    const team = world.teams.find((each) => same(each.organization, org) && same(each.slug, slug));
    const there = (people: readonly Account[]) => people.find((each) => same(each.login, login));
    const member = there(team === undefined ? [] : membersOf(world, team));
    const user = member ?? there(team?.invited ?? []);
    if (team === undefined || user === undefined) throw notFound();
    return context.json({
      url: `${world.url}/api/v3/orgs/${team.organization}/teams/${team.slug}/memberships/${user.login}`,
      role: "member",
      state: member === undefined ? "pending" : "active",
    });
  });
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function membersOf(world: World, team: Team): Account[] {
  const children = world.teams.filter(
    ({ organization, parent }) => organization === team.organization && parent === team.slug,
  );
  return [...team.members, ...children.flatMap((child) => membersOf(world, child))];
}
