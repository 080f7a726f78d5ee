// What is left of the hour's points; asking for it costs none: https://docs.github.com/en/rest/rate-limit/rate-limit
import { payerOf } from "../limits/payer.ts";
import type { LimitedResource } from "../model-limits.ts";
import type { Rest } from "./router.ts";

export function limitRoutes({ app, world, tokens }: Rest): void {
  app.get("/rate_limit", async (context) => {
    const caller = await tokens.caller(context.req.header("authorization"));
    const actor = caller.kind === "app" ? null : caller.actor;
    const view = (resource: LimitedResource) => {
      const { limit, used, remaining, resetAt } = world.meter.standing(payerOf(world, actor, resource), resource);
      return { limit, used, remaining, reset: Math.floor(resetAt.getTime() / 1000) };
    };
    const core = view("core");
    return context.json({ resources: { core, search: core, graphql: view("graphql") }, rate: core });
  });
}
