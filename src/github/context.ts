// The context of every read: the clients, the app's identity, and the repository.
import type { RestClient } from "./client.ts";
import type { CommentsMemory } from "./comments-memory.ts";
import type { Graphql } from "./graphql/query.ts";

/** The app's numeric id, the login of its bot without "[bot]", and the bot's own id, which a renamed app keeps. */
export type AppIdentity = { appId: number; self: string; bot?: number };

/** By which the app knows what it wrote. */
export type BotIdentity = Pick<AppIdentity, "self" | "bot">;

export type ReadContext = {
  graphql: Graphql;
  rest: RestClient;
  identity: AppIdentity;
  where: { owner: string; name: string };
  comments: CommentsMemory;
};
