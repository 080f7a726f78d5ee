// The sandbox as a server: GitHub's REST and GraphQL over HTTP, and webhooks to whoever is connected.
import { generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
import { type ServerType, serve } from "@hono/node-server";
import { Hono } from "hono";
import { makeTokens, type Tokens } from "./auth.ts";
import { type Deliveries, makeDeliveries, type Target } from "./deliveries.ts";
import { observed, type Traffic } from "./faults.ts";
import { chargedGraphql, type GraphqlRequest } from "./graphql/execute.ts";
import { type Metered, metered } from "./limits/requests.ts";
import { makeRegistrar } from "./manifest.ts";
import { GitHubError, type World } from "./model.ts";
import { CLIENT_SECRET, oauthRoutes } from "./oauth.ts";
import type { Running } from "./page/visit.ts";
import { alertRoutes } from "./rest/alerts.ts";
import { appRoutes } from "./rest/app.ts";
import { checkRoutes } from "./rest/checks.ts";
import { deliveryRoutes } from "./rest/deliveries.ts";
import { commentRoutes, issueRoutes } from "./rest/issues.ts";
import { labelRoutes } from "./rest/labels.ts";
import { limitRoutes } from "./rest/limits.ts";
import { manifestRoutes } from "./rest/manifest.ts";
import { milestoneRoutes } from "./rest/milestones.ts";
import { propertyRoutes } from "./rest/properties.ts";
import { contentRoutes, permissionRoutes, pullRoutes } from "./rest/pulls.ts";
import { conditional, refusedAnswer } from "./rest/router.ts";
import { ruleRoutes } from "./rest/rules.ts";
import { stackRoutes } from "./rest/stacks.ts";
import { subIssueRoutes } from "./rest/sub-issues.ts";
import { teamRoutes } from "./rest/teams.ts";
import { userRoutes } from "./rest/user.ts";
import { protectionRoutes, workflowRoutes } from "./rest/workflows.ts";
import { makeWorld, type WorldSettings } from "./world.ts";

export type Sandbox = {
  /** Without a path; REST is under /api/v3, GraphQL at /api/graphql. */
  url: string;
  world: World;
  /** What the app needs to be configured with. */
  app: { id: number; privateKey: string; webhookSecret: string; clientId: string; clientSecret: string };
  tokens: Tokens;
  deliveries: Deliveries;
  traffic: Traffic;
  /** From now on webhooks go there; null: nowhere. */
  connect(webhookUrl: string | null): void;
  close(): Promise<void>;
};

export type SandboxSettings = Partial<Pick<WorldSettings, "registration" | "clock">> & {
  /** Makes what is at "/": the web page, where there is one. */
  site?: (running: Running) => Hono;
  port?: number;
  webhookSecret?: string;
};

let made: KeyPairKeyObjectResult | undefined;

/** One for all sandboxes of a process: making one takes a tenth of a second. */
const keyPair = (): KeyPairKeyObjectResult => (made ??= generateKeyPairSync("rsa", { modulusLength: 2048 }));

export async function startSandbox({
  port = 0,
  webhookSecret = "sandbox-secret",
  site,
  ...settings
}: SandboxSettings = {}): Promise<Sandbox> {
  const { privateKey, publicKey } = keyPair();
  let target: Target | null = null;
  const world = makeWorld({ ...settings, url: "", emit: (event) => deliveries.send(event) });
  const deliveries = makeDeliveries(() => target, world.nextId(), world.nextId, world.now);
  const traffic: Traffic = {
    faults: [],
    asked: [],
    latencyMs: 0,
    keepsAnswers: false,
    points: { core: 0, graphql: 0 },
  };
  const tokens = makeTokens(world, publicKey);
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const connect = (to: string | null): void => {
    target = to === null ? null : { url: to, secret: webhookSecret };
  };
  const registrar = makeRegistrar(world, { privateKey: pem, webhookSecret }, connect);
  const running = { world, deliveries, traffic, registrar };
  const api = apiOf(running, tokens);
  if (site !== undefined) api.route("/", site(running));
  const server = await listen(api, port);
  const address = server.address();
  world.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : port}`;
  return {
    url: world.url,
    world,
    app: {
      id: world.app.id,
      privateKey: pem,
      webhookSecret,
      ...{ clientId: world.app.clientId, clientSecret: CLIENT_SECRET },
    },
    tokens,
    deliveries,
    traffic,
    connect,
    close: () => close(server),
  };
}

function apiOf({ world, deliveries, traffic, registrar }: Running, tokens: Tokens): Hono<Metered> {
  const rest = { world, tokens, app: new Hono() };
  rest.app.use(conditional);
  for (const routes of [
    appRoutes,
    labelRoutes,
    issueRoutes,
    commentRoutes,
    milestoneRoutes,
    checkRoutes,
    pullRoutes,
    contentRoutes,
    permissionRoutes,
    teamRoutes,
    workflowRoutes,
    protectionRoutes,
    ruleRoutes,
    alertRoutes,
    limitRoutes,
    propertyRoutes,
    stackRoutes,
    subIssueRoutes,
    userRoutes,
  ])
    routes(rest);
  deliveryRoutes(rest, deliveries);
  manifestRoutes(rest, registrar);
  const app = new Hono<Metered>();
  app.use("/api/*", async (context, next) => {
    await next();
    context.res.headers.set("date", world.now().toUTCString());
  });
  app.use("/api/*", observed(traffic));
  app.use("/api/*", metered(world, tokens));
  app.route("/api/v3", rest.app);
  app.route("/", oauthRoutes(world, tokens));
  app.post("/api/graphql", async (context) => {
    const caller = await tokens.caller(context.req.header("authorization"));
    if (caller.kind === "app") throw new GitHubError(403, "Resource not accessible by integration");
    const { answer, points } = await chargedGraphql(world, caller.actor, await context.req.json<GraphqlRequest>());
    context.set("points", points);
    return context.json(answer);
  });
  app.all("/api/*", (context) => refusedAnswer(context, new GitHubError(404, "Not Found")));
  app.notFound((context) => refusedAnswer(context, new GitHubError(404, "Not Found")));
  app.onError((error, context) => refusedAnswer(context, error));
  rest.app.onError((error, context) => refusedAnswer(context, error));
  return app;
}

/** Rejects where the port is taken. */
function listen(app: Pick<Hono, "fetch">, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () => resolve(server));
    server.once("error", reject);
  });
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
