// What every read needs: the client, who asks, and where.
import type { Graphql } from "./graphql/query.ts";

/** Who asks: the app's numeric id, and the login of its bot without "[bot]". */
export type Identity = { appId: number; self: string };

export type Context = { graphql: Graphql; identity: Identity; where: { owner: string; name: string } };

export type Page = { hasNextPage: boolean; endCursor: string | null };

/** Where the next page begins; null after the last. */
export const nextOf = ({ hasNextPage, endCursor }: Page): string | null => (hasNextPage ? endCursor : null);
