// milestone-issues: a milestone's issues that carry all of some labels, in any case; without labels every issue.

import { PAGE_INFO } from "../graphql/paging.ts";
import { selectionFact } from "./definition.ts";
import { carryingAll, firstLabel, ISSUE_FIELDS, issuesOfMilestone, JOINED } from "./issues.ts";
import { afterCursor, cursorAfter, OLDEST_FIRST } from "./lists.ts";

type Question = { kind: "milestone-issues"; milestone: number; labels: string[] };

export const milestoneIssuesFact = selectionFact({
  kind: "milestone-issues",
  permission: "issues: read",
  cost: { nodes: 10_200, requests: 201 },
  select: ({ milestone, labels }: Question, after) => `milestone(number: ${milestone}) {
    issues(first: 100${afterCursor(after)}${firstLabel(labels)}, states: [OPEN, CLOSED], ${OLDEST_FIRST}) { nodes { ${ISSUE_FIELDS} ${labels.length === 0 ? JOINED : ""} } ${PAGE_INFO} }
  }`,
  page: issuesOfMilestone,
  next: (_question, pages) => cursorAfter(pages.at(-1)),
  value: ({ labels }, pages) => carryingAll(pages, labels),
});
