// dropped-issues: how many of a milestone's issues were dropped, exactly.
import { z } from "zod";
import { PAGE_INFO } from "../graphql/paging.ts";
import { isDropped } from "../graphql/written.ts";
import { selectionFact } from "./definition.ts";
import { afterCursor, cursorAfter, OLDEST_FIRST, ofMilestone, type PagedNodes, pagedNodes } from "./lists.ts";

type Question = { kind: "dropped-issues"; milestone: number };
type ClosedIssue = { stateReason: string | null };

const closedIssues = z
  .object({ issues: pagedNodes(z.object({ stateReason: z.string().nullable() })) })
  .nullable()
  .transform((found): PagedNodes<ClosedIssue> => ofMilestone(found?.issues));

export const droppedIssuesFact = selectionFact({
  kind: "dropped-issues",
  permission: "issues: read",
  cost: { nodes: 100, requests: 1 },
  select: ({ milestone }: Question, after) => `milestone(number: ${milestone}) {
    issues(first: 100${afterCursor(after)}, states: [CLOSED], ${OLDEST_FIRST}) { nodes { stateReason } ${PAGE_INFO} }
  }`,
  page: closedIssues,
  next: (_question, pages) => cursorAfter(pages.at(-1)),
  value: (_question, pages) =>
    pages.flatMap(({ nodes }) => nodes).filter(({ stateReason }) => isDropped(stateReason)).length,
});
