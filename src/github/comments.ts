// The comments that may be records: all of an item's, on as many pages as there are.
import type { z } from "zod";
import { type Context, nextOf } from "./context.ts";
import { commentsDocument, MORE_COMMENTS } from "./graphql/documents.ts";
import { query } from "./graphql/query.ts";
import { isSelf, recordsOf } from "./graphql/readings.ts";
import * as shapes from "./graphql/shapes.ts";
import type { ListedPull, RecordComment } from "./port.ts";

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

/** A page says who commented; only where that was the app, or can't be told, the comments are read. */
export async function withComments(
  context: Context,
  page: { node: Listed; item: Omit<ListedPull, "comments"> }[],
): Promise<ListedPull[]> {
  const written = page.filter(({ node }) => mayHoldRecords(context.identity.self, node));
  const comments = new Map<number, RecordComment[]>();
  for (let at = 0; at < written.length; at += AT_ONCE) {
    const numbers = written.slice(at, at + AT_ONCE).map(({ item }) => item.number);
    const answer = await query(context.graphql, shapes.commentsAnswer, commentsDocument(numbers), context.where);
    for (const number of numbers) {
      const first = answer.repository[`i${number}`]?.comments;
      if (first !== undefined) comments.set(number, await wholeComments(context, number, first));
    }
  }
  return page.map(({ item }) => ({ ...item, comments: comments.get(item.number) ?? [] }));
}

const mayHoldRecords = (self: string, { commenters: { nodes, pageInfo } }: Listed): boolean =>
  pageInfo.hasNextPage || nodes.some(({ author }) => isSelf(self, author));
