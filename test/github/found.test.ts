// What GitHub named and does not find a moment later: the job is tried again, and nothing that decides is passed over.
import { expect, test } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { allComments, wholeComments } from "../../src/github/comments.ts";
import { makeCommentsMemory } from "../../src/github/comments-memory.ts";
import type { ReadContext } from "../../src/github/context.ts";
import { BrokenAnswer } from "../../src/github/errors.ts";
import { nextCursor } from "../../src/github/graphql/paging.ts";
import { readPullBodies, withAllClosed } from "../../src/github/linked-issues.ts";
import { readMergeQueue } from "../../src/github/merge-queue.ts";
import { readOwn, wholeOwnIssue } from "../../src/github/own-issues.ts";
import { withAllLabels } from "../../src/github/whole-labels.ts";
import { pull } from "../builders.ts";

const LAST = { hasNextPage: false, endCursor: null };
const FURTHER = { hasNextPage: true, endCursor: "c1" };
const BOT = { __typename: "Bot", login: "milegate" };

const comments = makeCommentsMemory(() => new Date());
const EARLIER = { hasPreviousPage: true, startCursor: "c1" };

/** A GitHub that finds nothing any more: each alias and field is null. */
function contextOf(repository: Record<string, unknown> = {}): ReadContext {
  const graphql = async (document: string) => {
    const aliases = [...document.matchAll(/\b([ip]\d+|item|pull): /g)].map(([, alias]) => [alias, null]);
    return { repository: { ...Object.fromEntries(aliases), ...repository } };
  };
  const identity = { appId: 1, self: "milegate" };
  return { graphql, rest: new Octokit().rest, identity, where: { owner: "octo", name: "shop" }, comments };
}

const review = {
  ...{ number: 3, title: "Boundary review", url: "", body: "", closed: true, stateReason: null, author: BOT },
  ...{ createdAt: new Date(0), closedAt: null, milestone: null, repository: { databaseId: 1, id: "R" } },
  ...{ labels: { nodes: [] }, comments: { nodes: [], pageInfo: LAST } },
};
const listed = { number: 3, title: "x", closed: true, stateReason: null, author: BOT, milestone: null };
const linked = { number: 9, milestone: null, repository: { nameWithOwner: "octo/shop" }, labels: null };
const history = { nodes: [], pageInfo: EARLIER };

test.each<[string, () => unknown]>([
  ["the second page of an item's comments", () => allComments(contextOf(), 3, { nodes: [], pageInfo: FURTHER })],
  ["earlier comments of a pull request", () => wholeComments(contextOf(), 3, { nodes: [], pageInfo: EARLIER })],
  ["the earlier history of a review", () => wholeOwnIssue(contextOf(), { ...review, history })],
  [
    "a review that is listed by its author",
    () => readOwn(contextOf(), { reviews: { nodes: [], pageInfo: LAST }, own: { nodes: [listed], pageInfo: LAST } }),
  ],
  [
    "an item's further labels",
    () => withAllLabels(contextOf(), { number: 3, labels: { nodes: [], pageInfo: FURTHER }, timelineItems: null }),
  ],
  [
    "an issue that a pull request closes",
    () =>
      withAllClosed(contextOf(), pull(7, { closes: [{ number: 9, milestone: null, labels: [] }] }), {
        closes: { nodes: [{ ...linked, labels: { nodes: [], pageInfo: FURTHER } }], totalCount: 1 },
      }),
  ],
  [
    "the issues that a pull request closes",
    () => withAllClosed(contextOf(), pull(7), { closes: { nodes: [], totalCount: 30 } }),
  ],
  ["a pull request's text", () => readPullBodies(contextOf(), [7])],
  [
    "the pull request of an entry in the merge queue",
    () =>
      readMergeQueue(
        contextOf({
          mergeQueue: { entries: { nodes: [{ position: 1, headCommit: null, pullRequest: null }], pageInfo: LAST } },
        }),
        "main",
      ),
  ],
  ["where the next page begins", async () => nextCursor({ hasNextPage: true, endCursor: null })],
])("%s", async (_what, read) => {
  await expect(read()).rejects.toThrow(BrokenAnswer);
});
