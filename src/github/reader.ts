// Reads one repository: one request for a decision, more only where a list is longer than a page.
import type { z } from "zod";
import { wholeComments, withComments } from "./comments.ts";
import type { Identity, ReadContext } from "./context.ts";
import type { Requirement } from "./entities.ts";
import { type FactContext, rememberedFacts, withFacts } from "./facts-along.ts";
import {
  CONVERSATION,
  DASHBOARDS,
  HEADS,
  itemsAloneDocument,
  itemsDocument,
  MORE_MILESTONES,
  MORE_REVIEWS,
  moreOpenPullsDocument,
  openPullsDocument,
  repositoryDocument,
} from "./graphql/documents.ts";
import { nextCursor } from "./graphql/paging.ts";
import { query } from "./graphql/query.ts";
import {
  commandCommentOf,
  isOwn,
  itemOf,
  listedPullOf,
  milestoneOf,
  ownIssueOf,
  ownReviews,
  repositoryStateOf,
} from "./graphql/readings.ts";
import * as shapes from "./graphql/shapes.ts";
import { readLists } from "./lists.ts";
import type { ReadingKind } from "./memory.ts";
import { readCommitCheck, readMergeQueue } from "./merge-queue.ts";
import type { Conversation, Fact, Head, Item, ListedPull, OwnIssue, RepositoryReading } from "./model.ts";
import { fittingSize } from "./page-size.ts";
import { readPlanFiles } from "./plan-files.ts";
import type { Reader, RepositoryName } from "./port.ts";

/** How GitHub is asked; `requirement` reads what a branch's rules ask of the app with that id. */
export type ReaderSources = Pick<FactContext, "graphql" | "rest" | "memory"> & {
  requirement(branch: string, appId: number): Promise<Requirement>;
};

export function reader(sources: ReaderSources, { appId, self }: Identity, { owner, name }: RepositoryName): Reader {
  const { graphql, rest, memory } = sources;
  const { sized } = memory;
  const context: FactContext = { graphql, rest, memory, identity: { appId, self }, where: { owner, name } };
  /** Facts are asked for after a reading, and come along with the next one of its kind. */
  let latest: ReadingKind = "repository";
  return {
    facts: (queries, there) => rememberedFacts(context, latest, queries, there),
    repository: async () => {
      latest = "repository";
      const { answer, facts } = await withFacts(
        context,
        latest,
        shapes.repositoryAnswer,
        repositoryDocument,
        context.where,
      );
      return wholeRepository(context, answer, facts);
    },
    items: (numbers) => {
      latest = "items";
      return readItems(context, numbers);
    },
    mergeQueue: (base) => readMergeQueue(context, base),
    requirement: (branch) => sources.requirement(branch, appId),
    check: (sha) => readCommitCheck(context, sha),
    itemsAlone: (numbers) => readItemsAlone(context, numbers),
    openPulls: async (expected) => {
      latest = "pulls";
      const variables = { ...context.where, appId };
      const { answer, facts } = await sized("OpenPulls", (size) =>
        withFacts(
          context,
          "pulls",
          shapes.pullsAnswer,
          (more) => openPullsDocument(more, fittingSize(expected, size)),
          variables,
        ),
      );
      const page = await pullsIn(context, answer.repository.pulls);
      return { repository: await wholeRepository(context, answer, facts), ...page };
    },
    moreOpenPulls: async (after, expected) => {
      const answer = await sized("OpenPulls", (size) =>
        query(graphql, shapes.morePullsAnswer, moreOpenPullsDocument(fittingSize(expected, size)), {
          ...context.where,
          appId,
          after,
        }),
      );
      return pullsIn(context, answer.repository.pulls);
    },
    dashboards: () => readDashboards(context),
    lists: (lists) => readLists(context, sized, lists),
    planFiles: (pulls) => readPlanFiles(context.graphql, context.where, pulls),
    conversation: (number, node) => readConversation(context, number, node),
  };
}

/** A page of open pull requests, with the records on those where there may be some. */
async function pullsIn(
  context: ReadContext,
  { nodes, pageInfo }: z.infer<typeof shapes.pullsAnswer>["repository"]["pulls"],
): Promise<{ items: ListedPull[]; next: string | null }> {
  const listed = nodes.map((node) => ({ node, item: listedPullOf(context.identity, node) }));
  return { items: await withComments(context, listed), next: nextCursor(pageInfo) };
}

async function readItems(context: FactContext, numbers: readonly number[]) {
  const { identity, where } = context;
  const variables = numbers.length === 0 ? where : { ...where, appId: identity.appId };
  const document = (facts: string) => itemsDocument(numbers, facts);
  const { answer, facts } = await withFacts(context, "items", shapes.itemsAnswer, document, variables);
  const items = await itemsIn(context, numbers, answer.repository);
  // An issue shares its head with nobody.
  const needsHeads = numbers.length === 0 || items.some(({ kind, state }) => kind === "pull" && state === "open");
  const openHeads = needsHeads ? await wholeHeads(context, answer.repository.heads) : [];
  return { repository: await wholeRepository(context, answer, facts), items, openHeads };
}

async function wholeItem(context: ReadContext, shape: z.infer<typeof shapes.item>): Promise<Item> {
  const item = itemOf(context.identity, shape);
  if (shape.comments?.pageInfo.hasNextPage !== true) return item;
  if (item.kind === "pull") return { ...item, comments: await wholeComments(context, item.number, shape.comments) };
  if (item.own === null) return item;
  return { ...item, own: { ...item.own, comments: await wholeComments(context, item.number, shape.comments) } };
}

/** As many as GitHub answers to in a few seconds; it stops after ten. */
const ITEMS_AT_ONCE = 50;

async function readItemsAlone(context: ReadContext, numbers: readonly number[]): Promise<Item[]> {
  const { graphql, identity, where } = context;
  const variables = { ...where, appId: identity.appId };
  const items: Item[] = [];
  for (let at = 0; at < numbers.length; at += ITEMS_AT_ONCE) {
    const some = numbers.slice(at, at + ITEMS_AT_ONCE);
    const answer = await query(graphql, shapes.itemsAloneAnswer, itemsAloneDocument(some), variables);
    items.push(...(await itemsIn(context, some, answer.repository)));
  }
  return items;
}

async function itemsIn(context: ReadContext, numbers: readonly number[], answer: Record<string, unknown>) {
  const found = numbers.map((number) => answer[`i${number}`]).filter((item) => item !== null);
  const items: Item[] = [];
  for (const item of found) items.push(await wholeItem(context, shapes.item.parse(item)));
  return items;
}

async function wholeHeads({ graphql, where }: ReadContext, first: z.infer<typeof shapes.heads>): Promise<Head[]> {
  const nodes = [...first.nodes];
  for (let after = nextCursor(first.pageInfo); after !== null; ) {
    const { heads } = (await query(graphql, shapes.headsAnswer, HEADS, { ...where, after })).repository;
    nodes.push(...heads.nodes);
    after = nextCursor(heads.pageInfo);
  }
  return nodes.map(({ number, headRefOid }) => ({ number, sha: headRefOid }));
}

type RepositoryAnswer = {
  repository: z.infer<typeof shapes.repository>;
  owner: z.infer<typeof shapes.itemsAnswer>["owner"];
};

async function wholeRepository(
  context: ReadContext,
  answer: RepositoryAnswer,
  facts: Fact[],
): Promise<RepositoryReading> {
  const { graphql, identity, where } = context;
  const reviews = await wholeReviews(context, answer.repository.reviews);
  const reading = { ...repositoryStateOf(identity.self, where.name, answer.repository, answer.owner, reviews), facts };
  for (let after = nextCursor(answer.repository.milestones.pageInfo); after !== null; ) {
    const { milestones } = (await query(graphql, shapes.milestonesAnswer, MORE_MILESTONES, { ...where, after }))
      .repository;
    reading.milestones.push(...milestones.nodes.map(milestoneOf));
    after = nextCursor(milestones.pageInfo);
  }
  return reading;
}

/** Every review that the app wrote, with every comment: an old decision counts as much as a new one. */
async function wholeReviews(context: ReadContext, first: z.infer<typeof shapes.reviews>): Promise<OwnIssue[]> {
  const { graphql, identity, where } = context;
  const nodes = [...first.nodes];
  for (let after = nextCursor(first.pageInfo); after !== null; ) {
    const { reviews } = (await query(graphql, shapes.reviewsAnswer, MORE_REVIEWS, { ...where, after })).repository;
    nodes.push(...reviews.nodes);
    after = nextCursor(reviews.pageInfo);
  }
  const whole: OwnIssue[] = [];
  for (const issue of ownReviews(identity.self, nodes))
    whole.push(ownIssueOf(identity.self, issue, await wholeComments(context, issue.number, issue.comments)));
  return whole;
}

/** People may use the label, too. */
async function readDashboards({ graphql, identity: { self }, where }: ReadContext): Promise<OwnIssue[]> {
  const found: OwnIssue[] = [];
  let after: string | null = null;
  do {
    const answer: z.infer<typeof shapes.dashboardsAnswer> = await query(graphql, shapes.dashboardsAnswer, DASHBOARDS, {
      ...where,
      after,
    });
    const { dashboards, pinnedIssues } = answer.repository;
    const pinned = pinnedIssues?.nodes.map(({ issue }) => issue) ?? [];
    found.push(...ownReviews(self, [...dashboards.nodes, ...pinned]).map((issue) => ownIssueOf(self, issue, [])));
    after = nextCursor(dashboards.pageInfo);
  } while (after !== null);
  return [...new Map(found.map((issue) => [issue.number, issue])).values()];
}

async function readConversation({ graphql, identity, where }: ReadContext, number: number, node: string) {
  const answer = await query(graphql, shapes.conversationAnswer, CONVERSATION, { ...where, number, node });
  const comments = (answer.repository.item?.comments?.nodes ?? []).flatMap((spoken) => commandCommentOf(spoken) ?? []);
  return {
    comment: commandCommentOf(answer.node),
    others: comments.filter(({ author }) => !isOwn(identity.self, author)),
    replies: comments.filter(({ author }) => isOwn(identity.self, author)).map(({ body }) => body),
  } satisfies Conversation;
}
