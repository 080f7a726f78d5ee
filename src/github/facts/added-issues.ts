// added-issues: issues of a milestone that are not dropped and were opened after a moment, the newest first.

import { PAGE_INFO } from "../graphql/paging.ts";
import { isDropped } from "../graphql/readings.ts";
import { selectionFact } from "./definition.ts";
import { LEAN_ISSUE_FIELDS, leanIssuesOfMilestone, referenceOf } from "./issues.ts";
import { afterCursor, cursorAfter, NEWEST_FIRST } from "./lists.ts";

type Question = { kind: "added-issues"; milestone: number; since: Date };

/** In order of creation, so a page that reaches back far enough ends the search. */
export const addedIssuesFact = selectionFact({
  kind: "added-issues",
  permission: "issues: read",
  cost: { nodes: 50, requests: 1 },
  select: ({ milestone }: Question, after) => `milestone(number: ${milestone}) {
    issues(first: 50${afterCursor(after)}, states: [OPEN, CLOSED], ${NEWEST_FIRST}) { nodes { ${LEAN_ISSUE_FIELDS} } ${PAGE_INFO} }
  }`,
  page: leanIssuesOfMilestone,
  next: ({ since }, pages) => {
    const last = pages.at(-1);
    return last?.nodes.every(({ createdAt }) => createdAt > since) === true ? cursorAfter(last) : null;
  },
  value: ({ since }, pages) =>
    pages
      .flatMap(({ nodes }) => nodes)
      .filter(({ createdAt, closed, stateReason }) => createdAt > since && !(closed && isDropped(stateReason)))
      .map(referenceOf),
});
