// Teams, and who belongs to one; whoever is in a child team does, too: https://docs.github.com/en/rest/teams/members

import type { Context } from "hono";
import { isGranted } from "../grants.ts";
import { GitHubError, type World, type WorldActor } from "../model.ts";
import type { Account, Team } from "../model-accounts.ts";
import { teamView } from "../views/account.ts";
import { notFound } from "../world.ts";
import { param, type Rest } from "./router.ts";

export function teamRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/orgs/:org/teams/:slug", async (context) => {
    const { account, installation } = await asMembersReader(rest, context);
    const team = teamIn(world, context);
    // Apps see secret teams: https://docs.github.com/en/organizations/organizing-members-into-teams/about-teams#team-visibility
    const isSeen = team?.secret !== true || installation !== null || membersOf(world, team).includes(account);
    const organization = world.organizations.find(({ login }) => same(login, team?.organization ?? ""));
    if (team === undefined || organization === undefined || !isSeen) throw notFound();
    return context.json(teamView(world, organization, team, membersOf(world, team).length));
  });
  app.get("/orgs/:org/teams/:slug/memberships/:user", async (context) => {
    await asMembersReader(rest, context);
    const login = param(context, "user");
    const team = teamIn(world, context);
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

/** An app reads the teams of the organization on which it is installed. */
async function asMembersReader({ world, tokens }: Rest, context: Context): Promise<WorldActor> {
  const caller = await tokens.caller(context.req.header("authorization"));
  const refusal = new GitHubError(403, "Resource not accessible by integration");
  if (caller.kind === "app") throw refusal;
  const { installation } = caller.actor;
  if (installation === null) return caller.actor;
  const isTheirs = same(installation.account.login, param(context, "org"));
  if (!isTheirs || !isGranted(world, installation, "members", "read")) throw refusal;
  return caller.actor;
}

const teamIn = ({ teams }: World, context: Context): Team | undefined =>
  teams.find(
    ({ organization, slug }) => same(organization, param(context, "org")) && same(slug, param(context, "slug")),
  );

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function membersOf(world: World, team: Team): Account[] {
  const children = world.teams.filter(
    ({ organization, parent }) => organization === team.organization && parent === team.slug,
  );
  return [...team.members, ...children.flatMap((child) => membersOf(world, child))];
}
