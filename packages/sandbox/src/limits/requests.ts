// Takes the points of each request, and refuses what comes after the last.
import type { Context, MiddlewareHandler, Next } from "hono";
import type { Tokens } from "../auth.ts";
import type { World } from "../model.ts";
import type { LimitedResource, Payer, SecondaryLimits, Standing } from "../model-limits.ts";
import { limitHeaders } from "./meter.ts";
import { payerOf } from "./payer.ts";
import { type Bursts, makeBursts } from "./secondary.ts";

/** Handlers of GraphQL say what a document cost. */
export type Metered = { Variables: { points?: number } };

type Asking = { world: World; resource: LimitedResource; payer: Payer };

/** For /api/v3 and /api/graphql. Who isn't known takes no points: their request is refused anyway. */
export function metered(world: World, tokens: Tokens): MiddlewareHandler<Metered> {
  const bursts = makeBursts(world.now);
  return async (context, next) => {
    const resource = context.req.path === "/api/graphql" ? "graphql" : "core";
    const caller = await tokens.caller(context.req.header("authorization")).catch(() => null);
    if (caller === null || context.req.path.endsWith("/rate_limit")) return next();
    const payer = payerOf(world, caller.kind === "app" ? null : caller.actor, resource);
    const asking = { world, resource, payer } as const;
    const { secondary } = world.limits;
    if (secondary === null) return withinHour(asking, context, next);
    return withinBurst(bursts, secondary, asking, context, next);
  };
}

async function withinBurst(
  bursts: Bursts,
  limits: SecondaryLimits,
  asking: Asking,
  context: Context<Metered>,
  next: Next,
): Promise<Response | undefined> {
  const { resource, payer } = asking;
  const wait = bursts.begin(payer.key, limits, { resource, ...(await kindOf(context, resource)) });
  if (wait !== null) return tooFast(context, limits, resource, wait);
  try {
    return await withinHour(asking, context, next);
  } finally {
    bursts.end(payer.key);
  }
}

/** GitHub says only that requests which create content count; here it is everything that POST makes. */
async function kindOf(context: Context, resource: LimitedResource): Promise<{ isWrite: boolean; isContent: boolean }> {
  if (resource === "core") {
    const { method } = context.req;
    return { isWrite: method !== "GET", isContent: method === "POST" && !context.req.path.endsWith("/access_tokens") };
  }
  const { query } = Object(await context.req.json().catch(() => null));
  const isWrite = /^\s*mutation\b/.test(String(query));
  return { isWrite, isContent: isWrite };
}

async function withinHour(asking: Asking, context: Context<Metered>, next: Next): Promise<Response | undefined> {
  const { world, resource, payer } = asking;
  if (world.limits.isEnforced && standingOf(asking).remaining === 0) return usedUp(context, asking);
  if (resource === "core") world.meter.spend(payer, resource, 1);
  await next();
  // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
  const isFree = context.res.status === 304;
  if (resource === "core" && isFree) world.meter.spend(payer, resource, -1);
  if (resource === "core") context.set("points", isFree ? 0 : 1);
  for (const [name, value] of Object.entries(limitHeaders(standingOf(asking)))) context.res.headers.set(name, value);
  return undefined;
}

const standingOf = ({ world, payer, resource }: Asking): Standing => world.meter.standing(payer, resource);

/** 403 in REST; in GraphQL 200 with an error: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit */
function usedUp(context: Context, asking: Asking): Response {
  const message = `API rate limit exceeded for ${asking.payer.name}.`;
  const headers = limitHeaders(standingOf(asking));
  if (asking.resource === "graphql") return context.json({ errors: [{ type: "RATE_LIMITED", message }] }, 200, headers);
  return context.json({ message, documentation_url: LIMITS_URL, status: "403" }, 403, headers);
}

const LIMITS_URL = "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api";
const TOO_FAST =
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";

function tooFast(context: Context, { status }: SecondaryLimits, resource: LimitedResource, wait: number): Response {
  const headers = { "retry-after": String(wait) };
  if (status === 200 && resource === "graphql")
    return context.json({ errors: [{ type: "RATE_LIMITED", message: TOO_FAST }] }, 200, headers);
  const refusal = status === 200 ? 403 : status;
  return context.json(
    { message: TOO_FAST, documentation_url: `${LIMITS_URL}#about-secondary-rate-limits` },
    refusal,
    headers,
  );
}
