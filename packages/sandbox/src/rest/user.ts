// /user: who has the token, and what they and the app may both see; /applications: the end of a token.
import type { Context } from "hono";
import { z } from "zod";
import { readerOf } from "../lag/replica.ts";
import { GitHubError, type Repository, type WorldActor } from "../model.ts";
import { CLIENT_SECRET } from "../oauth.ts";
import { hasRole } from "../roles.ts";
import { accountView, installationView } from "../views/account.ts";
import { repositoryView } from "../views/repository.ts";
import { notFound } from "../world.ts";
import { body, installationOrNotFound, listed, numberParam, paged, type Rest } from "./router.ts";

export function userRoutes(rest: Rest): void {
  const { app, world, tokens } = rest;
  app.get("/user", async (context) => context.json(userView(rest, await asPerson(rest, context))));
  app.get("/user/repos", async (context) => {
    const actor = await asPerson(rest, context);
    const reader = readerOf({ world, actor });
    const own = reader.world.repositories.filter((each) => isTheirs(each, actor));
    return paged(context, own, (each) => listedView(reader.world, each, actor));
  });
  app.get("/user/installations", async (context) => {
    const actor = await asUserOfApp(rest, context);
    const seen = world.installations.filter(({ repositories }) =>
      repositories.some((each) => hasRole(each, actor.account, "read")),
    );
    return listed(context, "installations", seen, (each) => installationView(world, each));
  });
  app.get("/user/installations/:id/repositories", async (context) => {
    const actor = await asUserOfApp(rest, context);
    const { repositories } = installationOrNotFound(world, numberParam(context, "id"));
    const seen = repositories.filter((each) => hasRole(each, actor.account, "read"));
    if (seen.length === 0) throw notFound();
    return listed(context, "repositories", seen, (each) => listedView(world, each, actor));
  });
  app.delete("/applications/:client/token", async (context) => {
    const basic = Buffer.from(`${world.app.clientId}:${CLIENT_SECRET}`).toString("base64");
    if (context.req.header("authorization")?.toLowerCase() !== `basic ${basic}`.toLowerCase()) throw notFound();
    const { access_token } = await body(context, z.object({ access_token: z.string() }));
    if (!tokens.revoke(access_token)) throw notFound();
    return context.body(null, 204);
  });
}

async function asPerson({ tokens }: Rest, context: Context): Promise<WorldActor> {
  const caller = await tokens.caller(context.req.header("authorization"));
  if (caller.kind === "app" || caller.actor.installation !== null)
    throw new GitHubError(403, "Resource not accessible by integration");
  return caller.actor;
}

/** A person's other tokens are of no app. */
async function asUserOfApp(rest: Rest, context: Context): Promise<WorldActor> {
  const actor = await asPerson(rest, context);
  const token = context.req.header("authorization")?.split(" ")[1] ?? "";
  if (!token.startsWith("ghu_"))
    throw new GitHubError(
      403,
      "You must authenticate with an access token authorized to a GitHub App in order to list installations",
    );
  return actor;
}

/** Owned, worked on, or of an organization of theirs: not everything that is public. */
const isTheirs = (repository: Repository, { account }: WorldActor): boolean =>
  repository.owner === account ||
  repository.roles.has(account.login) ||
  (repository.owner.members.has(account) && hasRole(repository, account, "read"));

const listedView = (world: Rest["world"], repository: Repository, { account }: WorldActor) => ({
  ...repositoryView(world, repository),
  permissions: {
    admin: hasRole(repository, account, "admin"),
    maintain: hasRole(repository, account, "maintain"),
    push: hasRole(repository, account, "write"),
    triage: hasRole(repository, account, "triage"),
    pull: hasRole(repository, account, "read"),
  },
});

/** As GitHub shows somebody to others with the same token: without what is private. */
const userView = ({ world }: Rest, { account }: WorldActor) => ({
  ...accountView(world, account),
  ...{ name: null, company: null, blog: null, location: null, email: null, hireable: null, bio: null },
  ...{ public_repos: 0, public_gists: 0, followers: 0, following: 0 },
  created_at: world.now().toISOString(),
  updated_at: world.now().toISOString(),
});
