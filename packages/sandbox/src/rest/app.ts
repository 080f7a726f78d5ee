// /app and /installation: the app itself and its installations.
import { permissionsOf } from "../grants.ts";
import { readerOf } from "../lag/replica.ts";
import { GitHubError } from "../model.ts";
import { appView, installationView } from "../views/account.ts";
import { repositoryView } from "../views/repository.ts";
import { findRepository, formerRepository, installationOf, notFound } from "../world.ts";
import { repositoryMoved } from "./redirects.ts";
import {
  asApp,
  installationOrNotFound,
  listed,
  numberParam,
  paged,
  param,
  READ,
  type Rest,
  whereOf,
} from "./router.ts";

export function appRoutes(rest: Rest): void {
  const { app, world, tokens } = rest;
  app.get("/app", async (context) => {
    await asApp(rest, context);
    return context.json({ ...appView(world, world.app), installations_count: world.installations.length });
  });
  app.get("/apps/:slug", async (context) => {
    await tokens.caller(context.req.header("authorization"));
    if (context.req.param("slug") !== world.app.slug) throw notFound();
    return context.json(appView(world, world.app));
  });
  app.get("/app/installations", async (context) => {
    await asApp(rest, context);
    return paged(context, world.installations, (each) => installationView(world, each));
  });
  app.get("/app/installations/:id", async (context) => {
    await asApp(rest, context);
    return context.json(installationView(world, installationOrNotFound(world, numberParam(context, "id"))));
  });
  app.post("/app/installations/:id/access_tokens", async (context) => {
    await asApp(rest, context);
    const installation = installationOrNotFound(world, numberParam(context, "id"));
    const { token, expiresAt } = tokens.grant(installation);
    const permissions = permissionsOf(world, installation);
    const repository_selection = installation.selection;
    return context.json({ token, expires_at: expiresAt.toISOString(), permissions, repository_selection }, 201);
  });
  app.get("/repos/:owner/:repo/installation", async (context) => {
    await asApp(rest, context);
    const [owner, name] = [param(context, "owner"), param(context, "repo")];
    const repository = findRepository(world, owner, name);
    const former = repository === undefined ? formerRepository(world, owner, name) : undefined;
    if (former !== undefined) throw repositoryMoved(context, former);
    const found = repository === undefined ? undefined : installationOf(world, repository);
    if (found === undefined) throw notFound();
    return context.json(installationView(world, found));
  });
  app.get("/installation/repositories", async (context) => {
    const caller = await tokens.caller(context.req.header("authorization"));
    const reader = caller.kind === "actor" ? readerOf({ world, actor: caller.actor }) : null;
    const installation = reader?.actor.installation ?? null;
    if (reader === null || installation === null)
      throw new GitHubError(403, "You must authenticate with an installation access token");
    const { selection, repositories } = installation;
    return listed(context, "repositories", repositories, (each) => repositoryView(reader.world, each), {
      repository_selection: selection,
    });
  });
  app.get("/repos/:owner/:repo", async (context) => {
    const { repository } = await whereOf(rest, context, READ("metadata"));
    return context.json({ ...repositoryView(world, repository), network_count: 0, subscribers_count: 0 });
  });
}
