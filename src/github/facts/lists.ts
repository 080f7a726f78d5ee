// Pages of lists as facts select and read them.
import { z } from "zod";
import { nextCursor, pageInfo } from "../graphql/paging.ts";

/** A JSON string is a GraphQL string, too, but for halves of characters, which neither server takes. */
export const quotedText = (text: string): string => JSON.stringify(text.toWellFormed());

/** The argument behind `first`. */
export const afterCursor = (after: string | null): string => (after === null ? "" : `, after: ${quotedText(after)}`);

export const OLDEST_FIRST = "orderBy: { field: CREATED_AT, direction: ASC }";
export const NEWEST_FIRST = "orderBy: { field: CREATED_AT, direction: DESC }";

export const pagedNodes = <Node extends z.ZodType>(node: Node) => z.object({ nodes: z.array(node), pageInfo });

export type PagedNodes<Node> = { nodes: Node[]; pageInfo: z.infer<typeof pageInfo> };

/** A milestone that is gone meanwhile holds nothing. */
export const NO_NODES: PagedNodes<never> = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** Null after the last page. */
export const cursorAfter = (page: PagedNodes<unknown> | undefined): string | null =>
  page === undefined ? null : nextCursor(page.pageInfo);
