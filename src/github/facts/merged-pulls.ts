// merged-pulls: how many pull requests of a milestone were merged, and which of them too few people approve.
import { z } from "zod";
import type { Reference } from "../entities.ts";
import { PAGE_INFO } from "../graphql/paging.ts";
import { actor } from "../graphql/shapes.ts";
import { actorOf } from "../graphql/written.ts";
import { selectionFact } from "./definition.ts";
import { referenceNode, referenceOf } from "./issues.ts";
import { afterCursor, cursorAfter, OLDEST_FIRST, ofMilestone, type PagedNodes, pagedNodes } from "./lists.ts";

/** `approvals`: how many people have to approve each, at most 100. */
type Question = { kind: "merged-pulls"; milestone: number; approvals: number };
type Answer = { total: number; lacking: Reference[] };

const mergedPull = referenceNode.extend({
  author: actor,
  latestOpinionatedReviews: z.object({ nodes: z.array(z.object({ state: z.string(), author: actor })) }).nullable(),
});
type MergedPull = z.infer<typeof mergedPull>;

const mergedPulls = z
  .object({ pullRequests: pagedNodes(mergedPull) })
  .nullable()
  .transform((found): PagedNodes<MergedPull> => ofMilestone(found?.pullRequests));

/**
 * Each reviewer has one latest review there: that of comments alone, such as an answer in a thread, leaves an approval as it is.
 * https://docs.github.com/en/graphql/reference/objects#pullrequest
 */
const isApproval =
  ({ author: wrote }: MergedPull) =>
  ({ state, author }: { state: string; author: z.infer<typeof actor> }): boolean =>
    state === "APPROVED" &&
    author?.__typename === "User" &&
    actorOf(author)?.isBot === false &&
    author.login !== wrote?.login;

const approvalsOf = (pull: MergedPull): number =>
  (pull.latestOpinionatedReviews?.nodes ?? []).filter(isApproval(pull)).length;

/** Larger pages with lists in them fail as a whole. */
export const mergedPullsFact = selectionFact({
  kind: "merged-pulls",
  permission: "pull_requests: read",
  cost: { nodes: 2_525, requests: 26 },
  select: ({ milestone }: Question, after) => `milestone(number: ${milestone}) {
    pullRequests(first: 25${afterCursor(after)}, states: [MERGED], ${OLDEST_FIRST}) {
      nodes {
        number title url author { __typename login }
        latestOpinionatedReviews(first: 100) { nodes { state author { __typename login } } }
      }
      ${PAGE_INFO}
    }
  }`,
  page: mergedPulls,
  next: (_question, pages) => cursorAfter(pages.at(-1)),
  value: ({ approvals }, pages): Answer => {
    const pulls = pages.flatMap(({ nodes }) => nodes);
    return { total: pulls.length, lacking: pulls.filter((pull) => approvalsOf(pull) < approvals).map(referenceOf) };
  },
});
