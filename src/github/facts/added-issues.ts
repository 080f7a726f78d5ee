// added-issues: issues that joined a milestone after a moment, dropped ones too, the latest touched first.
import { z } from "zod";
import type { Reference } from "../entities.ts";
import { PAGE_INFO } from "../graphql/paging.ts";
import { selectionFact } from "./definition.ts";
import { issueNode, JOINED, joinedOf, referenceOf } from "./issues.ts";
import { afterCursor, cursorAfter, ofMilestone, type PagedNodes, pagedNodes } from "./lists.ts";

/** `joinedAt` is absent in recorded cases of earlier versions. */
export type AddedIssue = Reference & { joinedAt?: Date };

type Question = { kind: "added-issues"; milestone: number; since: Date };

const touched = issueNode
  .omit({ closed: true, stateReason: true, labels: true })
  .extend({ updatedAt: z.coerce.date() });
const touchedIssues = z
  .object({ issues: pagedNodes(touched) })
  .nullable()
  .transform((found): PagedNodes<z.infer<typeof touched>> => ofMilestone(found?.issues));

const LATEST_TOUCHED = "orderBy: { field: UPDATED_AT, direction: DESC }";

/** What joined was touched by that, so a page that reaches back far enough ends the search. */
export const addedIssuesFact = selectionFact({
  kind: "added-issues",
  permission: "issues: read",
  cost: { nodes: 100, requests: 51 },
  select: ({ milestone }: Question, after) => `milestone(number: ${milestone}) {
    issues(first: 50${afterCursor(after)}, states: [OPEN, CLOSED], ${LATEST_TOUCHED}) {
      nodes { number title url createdAt updatedAt ${JOINED} } ${PAGE_INFO}
    }
  }`,
  page: touchedIssues,
  next: ({ since }, pages) => {
    const last = pages.at(-1);
    return last?.nodes.every(({ updatedAt }) => updatedAt > since) === true ? cursorAfter(last) : null;
  },
  value: ({ since }, pages): AddedIssue[] =>
    pages
      .flatMap(({ nodes }) => nodes)
      .filter((issue) => joinedOf(issue) > since)
      .map((issue) => ({ ...referenceOf(issue), joinedAt: joinedOf(issue) })),
});
