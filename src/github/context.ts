// What every read needs: how GitHub is asked, who asks, and where.
import type { RestClient } from "./client.ts";
import type { Graphql } from "./graphql/query.ts";

/** Who asks: the app's numeric id, and the login of its bot without "[bot]". */
export type AppIdentity = { appId: number; self: string };

export type ReadContext = {
  graphql: Graphql;
  rest: RestClient;
  identity: AppIdentity;
  where: { owner: string; name: string };
};
