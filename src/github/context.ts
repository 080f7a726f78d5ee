// The context of every read: the clients, the app's identity, and the repository.
import type { RestClient } from "./client.ts";
import type { Graphql } from "./graphql/query.ts";

/** The app's numeric id, and the login of its bot without "[bot]". */
export type AppIdentity = { appId: number; self: string };

export type ReadContext = {
  graphql: Graphql;
  rest: RestClient;
  identity: AppIdentity;
  where: { owner: string; name: string };
};
