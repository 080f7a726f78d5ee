// Pages of lists as facts select and read them.
import { z } from "zod";
import { requirePresent } from "../found.ts";
import { nextCursor, pageInfo } from "../graphql/paging.ts";

/** A JSON string is a GraphQL string, too, but for halves of characters, which neither server takes. */
export const quotedText = (text: string): string => JSON.stringify(text.toWellFormed());

/** The argument behind `first`. */
export const afterCursor = (after: string | null): string => (after === null ? "" : `, after: ${quotedText(after)}`);

export const OLDEST_FIRST = "orderBy: { field: CREATED_AT, direction: ASC }";
export const NEWEST_FIRST = "orderBy: { field: CREATED_AT, direction: DESC }";

export const pagedNodes = <Node extends z.ZodType>(node: Node) => z.object({ nodes: z.array(node), pageInfo });

export type PagedNodes<Node> = { nodes: Node[]; pageInfo: z.infer<typeof pageInfo> };

/** Facts are asked for milestones that a reading has named. Throws `BrokenAnswer` where GitHub does not find one: what it holds is not known. */
export const ofMilestone = <List>(list: List | undefined): List => requirePresent(list, "a milestone");

/** Null after the last page. */
export const cursorAfter = (page: PagedNodes<unknown> | undefined): string | null =>
  page === undefined ? null : nextCursor(page.pageInfo);
