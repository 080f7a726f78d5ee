// The comments that may be records: all of an item's, on as many pages as there are.
import type { z } from "zod";
import type { BotIdentity, ReadContext } from "./context.ts";
import type { ListedPull, RecordComment, Written } from "./entities.ts";
import { requirePresent } from "./found.ts";
import { commentsDocument, MORE_COMMENTS } from "./graphql/documents.ts";
import { nextCursor } from "./graphql/paging.ts";
import { queryGraphql } from "./graphql/query.ts";
import { lastClosingOf } from "./graphql/readings.ts";
import * as shapes from "./graphql/shapes.ts";
import { isSelf, recordComments } from "./graphql/written.ts";

type Comments = z.infer<typeof shapes.comments>;

/** How many items' comments one request asks for. */
const AT_ONCE = 20;

/** Of a pull request, which nobody can transfer: the first page, and what is behind it. */
export const wholeComments = async (context: ReadContext, number: number, first: Comments): Promise<RecordComment[]> =>
  recordComments(context.identity, number, await allComments(context, number, first));

/** As GitHub answers: the first page, and what is behind it. */
export async function allComments(
  { graphql, where }: Pick<ReadContext, "graphql" | "where">,
  number: number,
  first: Comments,
): Promise<Comments["nodes"]> {
  const nodes = [...first.nodes];
  for (let after = nextCursor(first.pageInfo); after !== null; ) {
    const answer = await queryGraphql(graphql, shapes.commentsAnswer, MORE_COMMENTS, { ...where, number, after });
    const page = requirePresent(answer.repository["item"], `comments of #${number}`).comments;
    nodes.push(...page.nodes);
    after = nextCursor(page.pageInfo);
  }
  return nodes;
}

type Listed = z.infer<typeof shapes.listedPull>;
type Commented = Pick<Listed, "number" | "commenters">;

/** A page says who commented; only where that was the app, or can't be told, the comments are read. */
export async function withComments(
  context: ReadContext,
  page: { node: Listed; item: Omit<ListedPull, keyof Written> }[],
): Promise<ListedPull[]> {
  const written = await writtenOn(
    context,
    page.map(({ node }) => node),
  );
  return page.map(({ item }) => ({ ...item, ...(written.get(item.number) ?? { comments: [], lastClosedAt: null }) }));
}

/** Of those that may hold records, by number. */
export async function writtenOn(context: ReadContext, pulls: readonly Commented[]): Promise<Map<number, Written>> {
  const commented = pulls.filter((pull) => mayHoldRecords(context.identity, pull));
  const written = new Map<number, Written>();
  for (let at = 0; at < commented.length; at += AT_ONCE) {
    const numbers = commented.slice(at, at + AT_ONCE).map(({ number }) => number);
    const answer = await queryGraphql(context.graphql, shapes.commentsAnswer, commentsDocument(numbers), context.where);
    for (const number of numbers) {
      const found = requirePresent(answer.repository[`i${number}`], `#${number}`);
      const comments = await wholeComments(context, number, found.comments);
      written.set(number, { comments, lastClosedAt: lastClosingOf(found.closings) });
    }
  }
  return written;
}

const mayHoldRecords = (who: BotIdentity, { commenters: { nodes, pageInfo } }: Commented): boolean =>
  pageInfo.hasNextPage || nodes.some(({ author }) => isSelf(who, author));
