// The comments that may be records: all of an item's, on as many pages as there are; of a pull request only the newest, where the older ones were read before.
import type { z } from "zod";
import type { ReadContext } from "./context.ts";
import type { ListedPull, RecordComment, Written } from "./entities.ts";
import { requirePresent } from "./found.ts";
import { commentsDocument, EARLIER_COMMENTS, MORE_COMMENTS, RECORDS_BY_ID } from "./graphql/documents.ts";
import { nextCursor } from "./graphql/paging.ts";
import { queryGraphql } from "./graphql/query.ts";
import { lastClosingOf } from "./graphql/readings.ts";
import * as shapes from "./graphql/shapes.ts";
import { commentIdOf, isRecord, isSelf, recordComments } from "./graphql/written.ts";

type Comments = z.infer<typeof shapes.comments>;
type LatestComments = z.infer<typeof shapes.latestComments>;
type Comment = Comments["nodes"][number];

/** How many items' comments one request asks for. */
const AT_ONCE = 20;

/** Of an issue, as GitHub answers: the first page, and what is behind it. */
export async function allComments(
  { graphql, where }: Pick<ReadContext, "graphql" | "where">,
  number: number,
  first: Comments,
): Promise<Comment[]> {
  const nodes = [...first.nodes];
  for (let after = nextCursor(first.pageInfo); after !== null; ) {
    const answer = await queryGraphql(graphql, shapes.commentsAnswer, MORE_COMMENTS, { ...where, number, after });
    const page = requirePresent(answer.repository["item"], `comments of #${number}`).comments;
    nodes.push(...page.nodes);
    after = nextCursor(page.pageInfo);
  }
  return nodes;
}

/** Of a pull request, which nobody can transfer: the newest, and what is before them. */
export async function wholeComments(
  context: ReadContext,
  number: number,
  { nodes: latest, pageInfo }: LatestComments,
): Promise<RecordComment[]> {
  const { identity, comments: memory } = context;
  if (!pageInfo.hasPreviousPage) return recordComments(identity, number, latest);
  const known = memory.recall(number, identity.self);
  const nodes = [...latest];
  let at = pageInfo;
  const isKnownBefore = () => known !== null && nodes.some((each) => commentIdOf(each) <= known.through);
  while (at.hasPreviousPage && !isKnownBefore()) {
    const before = requirePresent(at.startCursor, `earlier comments of #${number}`);
    const page = await earlierComments(context, number, before);
    nodes.unshift(...page.nodes);
    at = page.pageInfo;
  }
  const older = at.hasPreviousPage ? await recordsById(context, known?.records ?? []) : [];
  const all = [...older.filter(({ id }) => nodes.every((each) => each.id !== id)), ...nodes];
  rememberComments(context, number, all);
  return recordComments(identity, number, all);
}

async function earlierComments({ graphql, where }: ReadContext, number: number, before: string) {
  const variables = { ...where, number, before };
  const { pull } = (await queryGraphql(graphql, shapes.earlierCommentsAnswer, EARLIER_COMMENTS, variables)).repository;
  return requirePresent(pull, `comments of #${number}`).comments;
}

const IDS_AT_ONCE = 100;

/** As they are now; one that was deleted is not there. */
async function recordsById({ graphql }: ReadContext, ids: readonly string[]): Promise<Comment[]> {
  const found: Comment[] = [];
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const variables = { ids: ids.slice(at, at + IDS_AT_ONCE) };
    const { nodes } = await queryGraphql(graphql, shapes.recordsById, RECORDS_BY_ID, variables);
    found.push(...nodes.flatMap((node) => node ?? []));
  }
  return found;
}

function rememberComments({ identity, comments: memory }: ReadContext, number: number, all: readonly Comment[]): void {
  const settled = memory.settledBefore();
  const through = all.findLast(({ createdAt }) => createdAt < settled);
  if (through === undefined) return;
  const read = all.filter((each) => commentIdOf(each) <= commentIdOf(through));
  memory.remember(number, {
    self: identity.self,
    through: commentIdOf(through),
    records: read.filter((each) => isRecord(identity, each)).map(({ id }) => id),
    hasOwn: read.some(({ author }) => isSelf(identity, author)),
  });
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
  const commented = pulls.filter((pull) => mayHoldRecords(context, pull));
  const written = new Map<number, Written>();
  for (let at = 0; at < commented.length; at += AT_ONCE) {
    const numbers = commented.slice(at, at + AT_ONCE).map(({ number }) => number);
    const answer = await queryGraphql(
      context.graphql,
      shapes.latestCommentsAnswer,
      commentsDocument(numbers),
      context.where,
    );
    for (const number of numbers) {
      const found = requirePresent(answer.repository[`i${number}`], `#${number}`);
      const comments = await wholeComments(context, number, found.comments);
      written.set(number, { comments, lastClosedAt: lastClosingOf(found.closings) });
    }
  }
  return written;
}

function mayHoldRecords(
  { identity, comments: memory }: ReadContext,
  { number, commenters: { nodes, pageInfo } }: Commented,
): boolean {
  if (nodes.some(({ author }) => isSelf(identity, author))) return true;
  if (!pageInfo.hasPreviousPage) return false;
  const known = memory.recall(number, identity.self);
  return (
    known === null ||
    known.hasOwn ||
    !nodes.some(({ databaseId }) => (databaseId ?? Number.POSITIVE_INFINITY) <= known.through)
  );
}
