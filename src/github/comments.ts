// The comments that may be records: all of an item's, on as many pages as there are.
import type { z } from "zod";
import { type Context, nextOf } from "./context.ts";
import type { PullsQuery } from "./facts.ts";
import { COMMENTED_PULLS, commentsDocument, MORE_COMMENTS } from "./graphql/documents.ts";
import { query } from "./graphql/query.ts";
import { isSelf, recordsOf } from "./graphql/readings.ts";
import * as shapes from "./graphql/shapes.ts";
import type { Fact, ListedPull, RecordComment } from "./port.ts";

type Comments = z.infer<typeof shapes.comments>;

/** How many items' comments one request asks for. */
const AT_ONCE = 20;

/** The first page, and what is behind it. */
export async function wholeComments(context: Context, number: number, first: Comments): Promise<RecordComment[]> {
  const { graphql, where, identity } = context;
  const nodes = [...first.nodes];
  for (let after = nextOf(first.pageInfo); after !== null; ) {
    const answer = await query(graphql, shapes.commentsAnswer, MORE_COMMENTS, { ...where, number, after });
    const page = answer.repository["item"]?.comments;
    nodes.push(...(page?.nodes ?? []));
    after = page === undefined ? null : nextOf(page.pageInfo);
  }
  return recordsOf(identity.self, nodes);
}

type Listed = z.infer<typeof shapes.listedPull>;
type Commented = Pick<Listed, "number" | "commenters">;

/** A page says who commented; only where that was the app, or can't be told, the comments are read. */
export async function withComments(
  context: Context,
  page: { node: Listed; item: Omit<ListedPull, "comments"> }[],
): Promise<ListedPull[]> {
  const comments = await commentsOn(
    context,
    page.map(({ node }) => node),
  );
  return page.map(({ item }) => ({ ...item, comments: comments.get(item.number) ?? [] }));
}

/** Of those that may hold records, by number. */
async function commentsOn(context: Context, pulls: readonly Commented[]): Promise<Map<number, RecordComment[]>> {
  const written = pulls.filter((pull) => mayHoldRecords(context.identity.self, pull));
  const comments = new Map<number, RecordComment[]>();
  for (let at = 0; at < written.length; at += AT_ONCE) {
    const numbers = written.slice(at, at + AT_ONCE).map(({ number }) => number);
    const answer = await query(context.graphql, shapes.commentsAnswer, commentsDocument(numbers), context.where);
    for (const number of numbers) {
      const first = answer.repository[`i${number}`]?.comments;
      if (first !== undefined) comments.set(number, await wholeComments(context, number, first));
    }
  }
  return comments;
}

const mayHoldRecords = (self: string, { commenters: { nodes, pageInfo } }: Commented): boolean =>
  pageInfo.hasNextPage || nodes.some(({ author }) => isSelf(self, author));

/** Whatever is written on a pull request touches it, so those that were not touched since then hold nothing newer. */
export async function readCommentedPulls(context: Context, asked: PullsQuery): Promise<Fact> {
  const pulls: z.infer<typeof shapes.touchedPull>[] = [];
  let after: string | null = null;
  do {
    const { graphql, where } = context;
    const page: z.infer<typeof shapes.touchedPulls> = (
      await query(graphql, shapes.commentedPullsAnswer, COMMENTED_PULLS, { ...where, after })
    ).repository.touched;
    const recent = page.nodes.filter(({ updatedAt }) => updatedAt >= asked.since);
    pulls.push(...recent);
    after = recent.length < page.nodes.length ? null : nextOf(page.pageInfo);
  } while (after !== null);
  const comments = await commentsOn(context, pulls);
  const value = [...new Map(pulls.map((pull) => [pull.number, pull])).values()]
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ number, title, url }) => {
      const own = comments.get(number);
      return own === undefined ? [] : [{ number, title, url, comments: own }];
    });
  return { query: asked, answer: { kind: "read", value } };
}
