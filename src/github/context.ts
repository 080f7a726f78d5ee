// What every read needs: how GitHub is asked, who asks, and where.
import type { RestClient } from "./client.ts";
import type { Graphql } from "./graphql/query.ts";

/** Who asks: the app's numeric id, the login of its bot without "[bot]", and the bot's own id, which a renamed app keeps. */
export type Identity = { appId: number; self: string; bot?: number };

/** By which the app knows what it wrote. */
export type BotIdentity = Pick<Identity, "self" | "bot">;

export type ReadContext = {
  graphql: Graphql;
  rest: RestClient;
  identity: Identity;
  where: { owner: string; name: string };
};
