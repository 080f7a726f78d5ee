// The comments that may be records: all of an item's, on as many pages as there are.
import type { z } from "zod";
import { type Context, nextOf } from "./context.ts";
import type { PullsQuery } from "./facts.ts";
import { COMMENTED_PULLS, commentsDocument, MORE_COMMENTS } from "./graphql/documents.ts";
import { query } from "./graphql/query.ts";
import { isSelf, lastClosingOf, recordsOf } from "./graphql/readings.ts";
import * as shapes from "./graphql/shapes.ts";
import type { Fact, ListedPull, RecordComment, Written } from "./model.ts";

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
  page: { node: Listed; item: Omit<ListedPull, keyof Written> }[],
): Promise<ListedPull[]> {
  const written = await writtenOn(
    context,
    page.map(({ node }) => node),
  );
  return page.map(({ item }) => ({ ...item, ...(written.get(item.number) ?? { comments: [], lastClosedAt: null }) }));
}

/** Of those that may hold records, by number. */
async function writtenOn(context: Context, pulls: readonly Commented[]): Promise<Map<number, Written>> {
  const commented = pulls.filter((pull) => mayHoldRecords(context.identity.self, pull));
  const written = new Map<number, Written>();
  for (let at = 0; at < commented.length; at += AT_ONCE) {
    const numbers = commented.slice(at, at + AT_ONCE).map(({ number }) => number);
    const answer = await query(context.graphql, shapes.commentsAnswer, commentsDocument(numbers), context.where);
    for (const number of numbers) {
      const found = answer.repository[`i${number}`];
      if (found == null) continue;
      const comments = await wholeComments(context, number, found.comments);
      written.set(number, { comments, lastClosedAt: lastClosingOf(found.closings) });
    }
  }
  return written;
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
  const written = await writtenOn(context, pulls);
  const value = [...new Map(pulls.map((pull) => [pull.number, pull])).values()]
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ number, title, url }) => {
      const own = written.get(number);
      return own === undefined ? [] : [{ number, title, url, comments: own.comments }];
    });
  return { query: asked, answer: { kind: "read", value } };
}
