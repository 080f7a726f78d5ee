// open-issues: open issues of the repository that carry all of some labels, in any case: some of them, and how many there are.
import { z } from "zod";
import type { Reference } from "../entities.ts";
import { PAGE_INFO } from "../graphql/paging.ts";
import { selectionFact } from "./definition.ts";
import { carryingAll, firstLabel, ISSUE_FIELDS, issueNode, referenceOf } from "./issues.ts";
import { afterCursor, cursorAfter, OLDEST_FIRST, pagedNodes } from "./lists.ts";

type Question = { kind: "open-issues"; labels: string[] };
/** `total` is null when there are more than were read. */
type Answer = { first: Reference[]; total: number | null };

/** As many as people look at; that there are more is enough to know. */
const SOME = 10;

export const openIssuesFact = selectionFact({
  kind: "open-issues",
  permission: "issues: read",
  cost: { nodes: 10_100, requests: 101 },
  select: ({ labels }: Question, after) =>
    `issues(first: 100${afterCursor(after)}${firstLabel(labels)}, states: [OPEN], ${OLDEST_FIRST}) { totalCount nodes { ${ISSUE_FIELDS} } ${PAGE_INFO} }`,
  page: pagedNodes(issueNode).extend({ totalCount: z.number() }),
  next: ({ labels }, pages) => (carryingAll(pages, labels).length >= SOME ? null : cursorAfter(pages.at(-1))),
  value: ({ labels }, pages): Answer => {
    const found = carryingAll(pages, labels).filter(({ state }) => state === "open");
    const whole = cursorAfter(pages.at(-1)) === null;
    const total = whole ? found.length : labels.length === 1 ? (pages[0]?.totalCount ?? null) : null;
    return { first: found.slice(0, SOME).map(referenceOf), total };
  },
});
