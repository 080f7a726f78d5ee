// Pages of GraphQL's connections: https://docs.github.com/en/graphql/guides/using-pagination-in-the-graphql-api
import { z } from "zod";
import { requirePresent } from "../found.ts";

export const PAGE_INFO = "pageInfo { hasNextPage endCursor }";

export const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

export type PageInfo = z.infer<typeof pageInfo>;

/** Where the next page begins; null after the last. Throws `BrokenAnswer` where there is one, and GitHub does not say where. */
export const nextCursor = ({ hasNextPage, endCursor }: PageInfo): string | null =>
  hasNextPage ? requirePresent(endCursor, "a further page") : null;
