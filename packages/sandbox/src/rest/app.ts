// /app and /installation: the app itself, its installations, and the deliveries of its webhook.
import type { Deliveries, Delivery } from "../deliveries.ts";
import { GitHubError } from "../model.ts";
import { appView, installationView } from "../views/account.ts";
import { repositoryView } from "../views/repository.ts";
import { notFound } from "../world.ts";
import { asApp, installationOrNotFound, listed, numberParam, paged, READ, type Rest, whereOf } from "./router.ts";

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
    const { token, expiresAt } = tokens.grant(installationOrNotFound(world, numberParam(context, "id")));
    const { permissions } = world.app;
    return context.json(
      { token, expires_at: expiresAt.toISOString(), permissions, repository_selection: "selected" },
      201,
    );
  });
  app.get("/repos/:owner/:repo/installation", async (context) => {
    await asApp(rest, context);
    const found = world.installations.find(({ repositories }) =>
      repositories.some(
        ({ owner, name }) => owner.login === context.req.param("owner") && name === context.req.param("repo"),
      ),
    );
    if (found === undefined) throw notFound();
    return context.json(installationView(world, found));
  });
  app.get("/installation/repositories", async (context) => {
    const caller = await tokens.caller(context.req.header("authorization"));
    const installation = caller.kind === "actor" ? caller.actor.installation : null;
    if (installation === null) throw new GitHubError(403, "You must authenticate with an installation access token");
    return listed(context, "repositories", installation.repositories, (each) => repositoryView(world, each));
  });
  app.get("/repos/:owner/:repo", async (context) => {
    const { repository } = await whereOf(rest, context, READ("metadata"));
    return context.json({ ...repositoryView(world, repository), network_count: 0, subscribers_count: 0 });
  });
}

const STATUS = (delivery: Delivery): string =>
  delivery.statusCode === 0 ? "failed to connect to host" : delivery.statusCode < 300 ? "OK" : "Invalid HTTP Response";

const deliveryView = (delivery: Delivery) => ({
  id: delivery.id,
  guid: delivery.guid,
  delivered_at: delivery.deliveredAt.toISOString(),
  redelivery: delivery.redelivery,
  duration: delivery.durationSeconds,
  status: STATUS(delivery),
  status_code: delivery.statusCode,
  event: delivery.event,
  action: delivery.action,
  installation_id: delivery.installationId,
  repository_id: delivery.repositoryId,
  throttled_at: null,
});

/** Newest first; `cursor` is the id of the last one on the page before. */
export function deliveryRoutes(rest: Rest, deliveries: Deliveries): void {
  const { app } = rest;
  const find = (id: number): Delivery => {
    const found = deliveries.log.find((each) => each.id === id);
    if (found === undefined) throw notFound();
    return found;
  };
  app.get("/app/hook/deliveries", async (context) => {
    await asApp(rest, context);
    const size = Math.min(100, Number(context.req.query("per_page") ?? 30));
    const cursor = Number(context.req.query("cursor") ?? Number.POSITIVE_INFINITY);
    const older = deliveries.log.filter(({ id, underWay }) => id < cursor && !underWay).toReversed();
    const page = older.slice(0, size);
    if (older.length > size) {
      const url = new URL(context.req.url);
      url.searchParams.set("cursor", String(page.at(-1)?.id));
      context.header("link", `<${url}>; rel="next"`);
    }
    return context.json(page.map(deliveryView));
  });
  app.get("/app/hook/deliveries/:id", async (context) => {
    await asApp(rest, context);
    const delivery = find(numberParam(context, "id"));
    return context.json({
      ...deliveryView(delivery),
      url: "",
      request: { headers: {}, payload: delivery.payload },
      response: { headers: {}, payload: "" },
    });
  });
  app.post("/app/hook/deliveries/:id/attempts", async (context) => {
    await asApp(rest, context);
    deliveries.redeliver(find(numberParam(context, "id")));
    return context.json({}, 202);
  });
}
