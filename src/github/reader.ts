// Reads one repository: one request for a decision, more only where a list is longer than a page.
import type { z } from "zod";
import { wholeComments, withComments } from "./comments.ts";
import { type CommitsBrought, commitsAlong, commitsBrought, takeBrought } from "./commits-along.ts";
import type { AppIdentity, ReadContext } from "./context.ts";
import type { PullCommits, Requirement } from "./entities.ts";
import { type FactContext, rememberedFacts, withFacts } from "./facts-along.ts";
import { readSomeFacts } from "./facts-reading.ts";
import {
  CLOSED_PULLS,
  COMMAND_CONVERSATION,
  itemsAloneDocument,
  itemsDocument,
  MORE_HEADS,
  MORE_MILESTONES,
  MORE_REPOSITORY_LABELS,
  moreOpenPullsDocument,
  openPullsDocument,
  recentPullsDocument,
  repositoryDocument,
} from "./graphql/documents.ts";
import { nextCursor } from "./graphql/paging.ts";
import { queryGraphql } from "./graphql/query.ts";
import {
  closedPullOf,
  commandCommentOf,
  itemOf,
  listedPullOf,
  milestoneOf,
  repositoryLabels,
  repositoryStateOf,
} from "./graphql/readings.ts";
import * as shapes from "./graphql/shapes.ts";
import { isOwn } from "./graphql/written.ts";
import { readLinkedIssues, readPullBodies, withAllClosed } from "./linked-issues.ts";
import { readLists } from "./lists.ts";
import type { ReadingKind } from "./memory.ts";
import { readCommitCheck, readMergeQueue } from "./merge-queue.ts";
import type { Conversation, Fact, Head, Item, ListedPull, PullsPage, RepositoryReading } from "./model.ts";
import { creatorOf, readDashboards, readOwn, wholeOwnIssue } from "./own-issues.ts";
import { fittingSize, withPageSizes } from "./page-size.ts";
import { readOwnerVersions, readPlanFiles } from "./plan-files.ts";
import type { ItemsAlso, Reader, RepositoryName } from "./port.ts";
import { type CommitsWanted, readPullCommits } from "./pull-commits.ts";
import { withAllLabels } from "./whole-labels.ts";

/** How GitHub is asked; `requirement` reads what a branch's rules ask of the app with that id. */
export type ReaderSources = Pick<FactContext, "graphql" | "rest" | "memory"> & {
  requirement(branch: string, appId: number): Promise<Requirement>;
  layersBelow: Reader["layersBelow"];
};

export function makeReader(sources: ReaderSources, identity: AppIdentity, { owner, name }: RepositoryName): Reader {
  const { rest, memory } = sources;
  const graphql = withPageSizes(sources.graphql, memory.sizes);
  const { appId } = identity;
  const { comments } = memory;
  const context: FactContext = { graphql, rest, memory, identity, where: { owner, name }, comments };
  const creator = creatorOf(identity);
  /** Facts are asked for after a reading, and come along with the next one of its kind. */
  let latest: ReadingKind = "repository";
  const along: CommitsBrought = new Map();
  return {
    facts: (queries, there) => rememberedFacts(context, latest, queries, there),
    repository: async () => {
      latest = "repository";
      const { answer, facts } = await withFacts(context, latest, shapes.repositoryAnswer, repositoryDocument, {
        ...context.where,
        creator,
      });
      return wholeRepository(context, answer, facts);
    },
    items: (numbers, also) => {
      latest = "items";
      return readItems(context, along, numbers, also);
    },
    mergeQueue: (base) => readMergeQueue(context, base),
    requirement: (branch) => sources.requirement(branch, appId),
    layersBelow: sources.layersBelow,
    check: (sha) => readCommitCheck(context, sha),
    itemsAlone: (numbers) => readItemsAlone(context, numbers),
    openPulls: async (expected) => {
      latest = "pulls";
      const variables = { ...context.where, creator, appId };
      const document = (more: string) => openPullsDocument(more, fittingSize(expected));
      const { answer, facts } = await withFacts(context, latest, shapes.pullsAnswer, document, variables);
      const page = await pullsIn(context, answer.repository.pulls);
      return { repository: await wholeRepository(context, answer, facts), ...page };
    },
    moreOpenPulls: (after, expected) => readMorePulls(context, appId, after, expected),
    dashboards: () => readDashboards(context),
    lists: (lists) => readLists(context, lists),
    planFiles: (pulls) => readPlanFiles(context.graphql, context.where, pulls),
    closedPulls: (after) => readClosedPulls(context, after),
    recentPulls: (count) => readRecentPulls(context, count),
    someFacts: (queries, most) => readSomeFacts(context, queries, most),
    linkedIssues: (numbers) => readLinkedIssues(context, numbers),
    pullBodies: (numbers) => readPullBodies(context, numbers),
    pullCommits: (pulls) => memory.commits.read(pulls, (wanted) => readCommits(context, along, wanted)),
    ownerVersions: (path) => readOwnerVersions(graphql, owner, path),
    conversation: (number, node) => readConversation(context, number, node),
  };
}

async function readMorePulls(
  context: FactContext,
  appId: number,
  after: string,
  expected: number | null,
): Promise<Omit<PullsPage, "repository">> {
  const document = moreOpenPullsDocument(fittingSize(expected));
  const variables = { ...context.where, appId, after };
  const answer = await queryGraphql(context.graphql, shapes.morePullsAnswer, document, variables);
  return pullsIn(context, answer.repository.pulls);
}

/** A page of open pull requests, with the records on those where there may be some. */
async function pullsIn(
  context: ReadContext,
  { nodes, pageInfo }: z.infer<typeof shapes.pullsAnswer>["repository"]["pulls"],
): Promise<{ items: ListedPull[]; next: string | null }> {
  const listed = nodes.map((node) => ({ node, item: listedPullOf(context.identity, node) }));
  return { items: await withComments(context, listed), next: nextCursor(pageInfo) };
}

async function readClosedPulls({ graphql, identity, where }: ReadContext, after: string | null) {
  const variables = { ...where, appId: identity.appId, after };
  const { closed } = (await queryGraphql(graphql, shapes.closedPullsAnswer, CLOSED_PULLS, variables)).repository;
  return { pulls: closed.nodes.map((node) => closedPullOf(identity, node)), next: nextCursor(closed.pageInfo) };
}

async function readRecentPulls(context: ReadContext, count: number): Promise<{ items: ListedPull[]; total: number }> {
  const variables = { ...context.where, appId: context.identity.appId };
  const { repository } = await queryGraphql(
    context.graphql,
    shapes.recentPullsAnswer,
    recentPullsDocument(count),
    variables,
  );
  const { items } = await pullsIn(context, { ...repository.pulls, pageInfo: { hasNextPage: false, endCursor: null } });
  return { items, total: repository.pulls.totalCount };
}

async function readCommits(context: ReadContext, along: CommitsBrought, wanted: readonly CommitsWanted[]) {
  const found = new Map<number, PullCommits | null>(takeBrought(along, wanted));
  const missing = wanted.filter(({ number }) => !found.has(number));
  return new Map([...found, ...(await readPullCommits(context, missing))]);
}

async function readItems(
  context: FactContext,
  along: CommitsBrought,
  numbers: readonly number[],
  { heads: named, openHeads: needsHeads = false }: ItemsAlso = {},
) {
  const { identity, where } = context;
  const asked = { ...where, creator: creatorOf(identity) };
  const variables = numbers.length === 0 ? asked : { ...asked, appId: identity.appId };
  const unread = numbers.filter((number) => !along.has(number));
  const moving = named === undefined ? [] : context.memory.commits.along(unread, named);
  const commits = (number: number) => (moving.includes(number) ? commitsAlong(moving.length) : "");
  const document = (facts: string) => itemsDocument(numbers, facts, commits);
  const { answer, facts } = await withFacts(context, "items", shapes.itemsAnswer, document, variables);
  for (const number of moving) {
    const brought = commitsBrought(number, answer.repository[`i${number}`]);
    if (brought !== null) along.set(number, brought);
  }
  const items = await itemsIn(context, numbers, answer.repository);
  // An issue shares its head with nobody.
  const hasHead = numbers.length === 0 || items.some(({ kind, state }) => kind === "pull" && state === "open");
  const openHeads = needsHeads || hasHead ? await wholeHeads(context, answer.repository.heads) : [];
  return { repository: await wholeRepository(context, answer, facts), items, openHeads };
}

async function wholeItem(context: ReadContext, shape: z.infer<typeof shapes.item>): Promise<Item> {
  const labelled = await withAllLabels(context, shape);
  const read = itemOf(context.identity, labelled);
  if (labelled.__typename === "Issue" || read.kind === "issue") {
    if (read.kind !== "issue" || read.own === null) return read;
    return { ...read, own: await wholeOwnIssue(context, shapes.ownIssue.parse(labelled)) };
  }
  const item = await withAllClosed(context, read, labelled);
  if (labelled.comments?.pageInfo.hasPreviousPage !== true) return item;
  return { ...item, comments: await wholeComments(context, item.number, labelled.comments) };
}

/** As many as GitHub answers to in a few seconds; it stops after ten. */
const ITEMS_AT_ONCE = 50;

async function readItemsAlone(context: ReadContext, numbers: readonly number[]): Promise<Item[]> {
  const { graphql, identity, where } = context;
  const variables = { ...where, appId: identity.appId };
  const items: Item[] = [];
  for (let at = 0; at < numbers.length; at += ITEMS_AT_ONCE) {
    const some = numbers.slice(at, at + ITEMS_AT_ONCE);
    const answer = await queryGraphql(graphql, shapes.itemsAloneAnswer, itemsAloneDocument(some), variables);
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
    const { heads } = (await queryGraphql(graphql, shapes.headsAnswer, MORE_HEADS, { ...where, after })).repository;
    nodes.push(...heads.nodes);
    after = nextCursor(heads.pageInfo);
  }
  return nodes.map(({ number, headRefOid, headRefName, baseRefName, isCrossRepository }) => ({
    ...{ number, sha: headRefOid, base: baseRefName },
    ref: isCrossRepository ? null : headRefName,
  }));
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
  const own = await readOwn(context, answer.repository);
  const state = repositoryStateOf(identity.self, where.name, answer.repository, answer.owner, own);
  const reading: RepositoryReading = { ...state, facts };
  for (let { labels } = answer.repository; labels?.pageInfo.hasNextPage === true; ) {
    const after = nextCursor(labels.pageInfo);
    labels = (await queryGraphql(graphql, shapes.labelsAnswer, MORE_REPOSITORY_LABELS, { ...where, after })).repository
      .labels;
    reading.labels.push(...repositoryLabels(labels));
  }
  for (let after = nextCursor(answer.repository.milestones.pageInfo); after !== null; ) {
    const { milestones } = (await queryGraphql(graphql, shapes.milestonesAnswer, MORE_MILESTONES, { ...where, after }))
      .repository;
    reading.milestones.push(...milestones.nodes.map(milestoneOf));
    after = nextCursor(milestones.pageInfo);
  }
  return reading;
}

async function readConversation({ graphql, identity, where }: ReadContext, number: number, node: string) {
  const answer = await queryGraphql(graphql, shapes.conversationAnswer, COMMAND_CONVERSATION, {
    ...where,
    number,
    node,
  });
  const comments = (answer.repository.item?.comments?.nodes ?? []).flatMap((spoken) => commandCommentOf(spoken) ?? []);
  return {
    comment: commandCommentOf(answer.node),
    others: comments.filter(({ author }) => !isOwn(identity, author)),
    replies: comments.filter(({ author }) => isOwn(identity, author)).map(({ body }) => body),
  } satisfies Conversation;
}
