// commented-pulls: pull requests, in whatever state, that were touched since a moment and on which the app may have commented, the oldest first.
import { z } from "zod";
import { writtenOn } from "../comments.ts";
import type { ReadContext } from "../context.ts";
import type { RecordComment, Reference } from "../entities.ts";
import { COMMENTERS } from "../graphql/fragments.ts";
import { nextCursor, PAGE_INFO, pageInfo } from "../graphql/paging.ts";
import { queryGraphql } from "../graphql/query.ts";
import { listedPull, seenNodes } from "../graphql/shapes.ts";
import { requestFact } from "./definition.ts";

type Question = { kind: "commented-pulls"; since: Date };

export type CommentedPull = Reference & { comments: RecordComment[] };

/** What was touched last first, with who commented. */
const DOCUMENT = `query CommentedPulls($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    touched: pullRequests(states: [OPEN, CLOSED, MERGED], first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number title url updatedAt ${COMMENTERS} }
      ${PAGE_INFO}
    }
  }
}`;

const touchedPull = listedPull.pick({ number: true, title: true, url: true, updatedAt: true, commenters: true });
type TouchedPull = z.infer<typeof touchedPull>;
const touchedAnswer = z.object({
  repository: z.object({ touched: seenNodes(touchedPull).extend({ pageInfo }) }),
});

/** Which comments to read is known only after a first read, so it never goes along with another. */
export const commentedPullsFact = requestFact({
  kind: "commented-pulls",
  along: false,
  read: async (context, { since }: Question) => {
    const pulls = await touchedSince(context, since);
    const written = await writtenOn(context, pulls);
    const value = pulls.flatMap(({ number, title, url }): CommentedPull[] => {
      const own = written.get(number);
      return own === undefined ? [] : [{ number, title, url, comments: own.comments }];
    });
    return { kind: "read", value };
  },
});

/** Whatever is written on a pull request touches it, so those that were not touched since then hold nothing newer. */
async function touchedSince({ graphql, where }: ReadContext, since: Date): Promise<TouchedPull[]> {
  const pulls = new Map<number, TouchedPull>();
  let after: string | null = null;
  do {
    const answer: z.infer<typeof touchedAnswer> = await queryGraphql(graphql, touchedAnswer, DOCUMENT, {
      ...where,
      after,
    });
    const page = answer.repository.touched;
    const recent = page.nodes.filter(({ updatedAt }) => updatedAt >= since);
    for (const pull of recent) pulls.set(pull.number, pull);
    after = recent.length < page.nodes.length ? null : nextCursor(page.pageInfo);
  } while (after !== null);
  return [...pulls.values()].toSorted((a, b) => a.number - b.number);
}
