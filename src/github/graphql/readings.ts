// From GitHub's answers to the readings of the port.
import type { z } from "zod";
import { CHECK_NAME, MARKER_PREFIX, PLAN_CHECK_NAME } from "../../vocabulary.ts";
import type { BotIdentity, Identity } from "../context.ts";
import type {
  Actor,
  Blob,
  CheckRun,
  CommandComment,
  IssueHistory,
  IssueItem,
  Item,
  ItemLabel,
  ListedPull,
  Milestone,
  OwnIssue,
  OwnWork,
  PullItem,
  Reaction,
  RecordComment,
  RepositoryState,
  StateReason,
  Written,
} from "../entities.ts";
import { touchOf } from "../plan-file.ts";
import type * as shapes from "./shapes.ts";
import { ownIssue } from "./shapes.ts";

type Shape<Name extends keyof typeof shapes> = z.infer<(typeof shapes)[Name]>;

/** GraphQL leaves out the "[bot]" that REST appends, and that nobody else's login can have: https://docs.github.com/en/graphql/reference/objects#bot */
export const actorOf = (actor: Shape<"actor">): Actor | null =>
  actor === null
    ? null
    : {
        login: actor.login.replace(BOT, ""),
        isBot: actor.__typename === "Bot" || BOT.test(actor.login),
        ...(actor.databaseId != null && { id: actor.databaseId }),
      };

const BOT = /\[bot\]$/;

/** By the bot's id, which outlives a change of the app's name; by its login where one of the two ids is not known. */
export const isOwn = ({ self, bot }: BotIdentity, by: Actor | null): boolean =>
  by?.isBot === true && (bot === undefined || by.id === undefined ? by.login === self : by.id === bot);

export const isSelf = (who: BotIdentity, actor: Shape<"actor">): boolean => isOwn(who, actorOf(actor));

const namesOf = (labels: { nodes: { name: string }[] } | null): string[] =>
  (labels?.nodes ?? []).map(({ name }) => name);

const sameRepository = (a: { nameWithOwner: string }, b: { nameWithOwner: string }): boolean =>
  a.nameWithOwner.toLowerCase() === b.nameWithOwner.toLowerCase();

/** A folder or a submodule at the path answers an object without `oid`: no file. */
export const blobOf = (file: { oid?: string | undefined; text?: string | null | undefined } | null): Blob | null =>
  file?.oid === undefined ? null : { oid: file.oid, text: file.text ?? null };

export function milestoneOf({ open, closed, ...milestone }: Shape<"milestoneNode">): Milestone {
  const dropped = closed.nodes.filter(({ stateReason }) => isDropped(stateReason)).length;
  return {
    ...milestone,
    description: milestone.description ?? "",
    state: milestone.state === "OPEN" ? "open" : "closed",
    issues: {
      open: open.totalCount,
      done: closed.totalCount - dropped,
      dropped,
      unsure: Math.max(0, closed.totalCount - closed.nodes.length),
      firstOpen: open.nodes,
    },
  };
}

/** A duplicate is work that somebody else's issue stands for, so it is dropped like one that is not planned. */
export const isDropped = (reason: string | null) => reason === "NOT_PLANNED" || reason === "DUPLICATE";

export type HistoryNode = NonNullable<Shape<"ownIssue">["history"]>["nodes"][number];

/** `events` are all of the issue's, oldest first; null where the host has no timeline. */
export function historyIn(who: BotIdentity, events: readonly HistoryNode[] | null): IssueHistory | null {
  if (events === null) return null;
  return {
    isTransferred: events.some(({ __typename }) => __typename === "TransferredEvent"),
    labelled: events.flatMap(({ label, createdAt, actor = null }) =>
      label != null && createdAt !== undefined && isSelf(who, actor) ? [{ name: label.name, at: createdAt }] : [],
    ),
    deleted: events.flatMap(({ __typename, databaseId, createdAt, actor = null, deletedCommentAuthor = null }) =>
      __typename === "CommentDeletedEvent" && isSelf(who, deletedCommentAuthor) && !isSelf(who, actor) && createdAt
        ? [{ event: databaseId ?? 0, at: createdAt }]
        : [],
    ),
  };
}

/** `events` are all of the issue's, as `historyIn` takes them. */
export function ownIssueOf(
  who: BotIdentity,
  issue: Shape<"ownIssue">,
  comments: readonly Shape<"comment">[],
  events: readonly HistoryNode[] | null = issue.history?.nodes ?? null,
): OwnIssue {
  const { number, title, url, body, stateReason: reason, createdAt, closedAt } = issue;
  const history = historyIn(who, events);
  return {
    ...{ number, title, url, body, createdAt, closedAt },
    repository: numberOrNode(issue.repository),
    state: issue.closed ? "closed" : "open",
    stateReason:
      reason === "NOT_PLANNED" || reason === "DUPLICATE" ? "not_planned" : reason === "COMPLETED" ? "completed" : null,
    labels: labelsOf(who, issue.labels, labelEvents(events)),
    comments: recordComments(who, issue.number, comments, history === null ? null : history.isTransferred),
    history,
  };
}

const labelEvents = (events: readonly HistoryNode[] | null) =>
  (events ?? []).filter(({ __typename }) => __typename === "LabeledEvent");

/** A comment's address ends in its id. */
const idIn = (url: string): number => Number(/\d+$/.exec(url)?.[0] ?? 0);

/** Where records are kept: the app's own comments, what looks like them, and the commands that records point to. */
export const recordComments = (
  who: BotIdentity,
  item: number,
  comments: readonly Shape<"comment">[],
  isMoved: boolean | null = false,
): RecordComment[] =>
  comments
    .map((comment) => ({ ...recordOf(who, item, comment), isMoved }))
    .filter(({ own, body }) => own || body.includes(MARKER_PREFIX) || /\/phase/i.test(body));

/** An edit by somebody who is gone has no editor: it was not the app's, which is not gone. */
function recordOf(who: BotIdentity, item: number, comment: Shape<"comment">): Omit<RecordComment, "isMoved"> {
  const { databaseId, url, body, createdAt, lastEditedAt, author, editor, repository } = comment;
  return {
    ...{ url, body, createdAt },
    id: databaseId ?? idIn(url),
    place: { repository: numberOrNode(repository), item },
    own: isSelf(who, author),
    author: actorOf(author),
    editedByOthers: lastEditedAt !== null && !isSelf(who, editor),
  };
}

const numberOrNode = ({ databaseId, id }: { databaseId: number | null; id: string }): string =>
  databaseId === null ? id : String(databaseId);

export function repositoryStateOf(
  self: string,
  name: string,
  repository: Shape<"repository">,
  owner: { config: Parameters<typeof blobOf>[0] } | null,
  { own, reviews }: Pick<RepositoryState, "own" | "reviews">,
): RepositoryState {
  return {
    node: repository.id,
    id: numberOrNode(repository),
    self,
    url: repository.url,
    name,
    isArchived: repository.isArchived,
    defaultBranch: repository.defaultBranchRef?.name ?? null,
    config: blobOf(repository.config),
    ownerConfig: owner === null ? null : blobOf(owner.config),
    milestones: repository.milestones.nodes.map(milestoneOf),
    labels: (repository.labels?.nodes ?? []).map(({ name, description }) => ({ name, description: description ?? "" })),
    labelsComplete: repository.labels?.pageInfo.hasNextPage === false,
    own,
    reviews,
  };
}

export const ownWorkOf = ({ number, milestone, closed, stateReason }: OwnPlace): OwnWork => ({
  number,
  milestone: milestone?.number ?? null,
  state: closed ? (isDropped(stateReason) ? "dropped" : "done") : "open",
});

type OwnPlace = Pick<Shape<"ownList">["nodes"][number], "number" | "milestone" | "closed" | "stateReason">;

export const ownAmong = <Issue extends { author: Shape<"actor"> }>(
  who: BotIdentity,
  issues: readonly Issue[],
): Issue[] => issues.filter(({ author }) => isSelf(who, author));

/** The newest event counts. One older than those that were read: people's, as what is not known to be ours. */
function labelsOf(who: BotIdentity, labels: Shape<"labelled">["labels"], events: readonly LabelEvent[]): ItemLabel[] {
  return namesOf(labels).map((name) => {
    const { actor = null, createdAt } = events.findLast(({ label }) => label?.name === name) ?? {};
    return { name, byApp: isSelf(who, actor), ...(createdAt && { addedAt: createdAt }) };
  });
}

type LabelEvent = {
  createdAt?: Date | undefined;
  label?: { name: string } | null | undefined;
  actor?: Shape<"actor"> | undefined;
};

const labelsIn = (who: BotIdentity, { labels, timelineItems }: Shape<"labelled">): ItemLabel[] =>
  labelsOf(who, labels, timelineItems?.nodes ?? []);

function baseOf(who: BotIdentity, item: Omit<Shape<"item">, "timelineItems" | "closes" | "__typename" | "repository">) {
  return {
    number: item.number,
    title: item.title,
    url: item.url,
    state: item.closed ? "closed" : "open",
    author: actorOf(item.author),
    byApp: isSelf(who, item.author),
    milestone: item.milestone,
  } as const;
}

const REASONS: Record<string, StateReason> = {
  COMPLETED: "completed",
  NOT_PLANNED: "not_planned",
  DUPLICATE: "duplicate",
};

export function issueItemOf(who: BotIdentity, item: Shape<"issueItem">): IssueItem {
  const own = isSelf(who, item.author) ? ownIssue.safeParse(item) : null;
  return {
    kind: "issue",
    ...baseOf(who, item),
    labels: labelsIn(who, item),
    stateReason: REASONS[item.stateReason ?? ""] ?? null,
    own: own?.success === true ? ownIssueOf(who, own.data, own.data.comments.nodes) : null,
  };
}

export function pullItemOf(who: Identity, item: Shape<"pullItem">): PullItem {
  const closes = (item.closes?.nodes ?? []).filter(({ repository }) => sameRepository(repository, item.repository));
  return {
    ...headedOf(who, item),
    labels: labelsIn(who, item),
    closes: closes.map(({ number, milestone, ...issue }) => ({ number, milestone, labels: labelsIn(who, issue) })),
    comments: recordComments(who, item.number, item.comments?.nodes ?? []),
    lastClosedAt: lastClosingOf(item.closings),
  };
}

export const lastClosingOf = (closings: Shape<"closings">): Date | null => closings?.nodes.at(-1)?.createdAt ?? null;

export function listedPullOf(who: Identity, item: Shape<"listedPull">): Omit<ListedPull, keyof Written> {
  const closes = (item.closes?.nodes ?? []).filter(({ repository }) => sameRepository(repository, item.repository));
  return {
    ...headedOf(who, item),
    labels: namesOf(item.labels),
    closes: closes.map(({ number, milestone }) => ({ number, milestone })),
  };
}

const headedOf = (who: Identity, item: Shape<"listedPull"> | Shape<"pullItem">) =>
  ({
    kind: "pull",
    ...baseOf(who, item),
    headSha: item.headRefOid,
    base: item.baseRefName,
    check: headCheckOf(who.appId, item, CHECK_NAME),
    planCheck: headCheckOf(who.appId, item, PLAN_CHECK_NAME),
    touchesPlan: touchOf(item.planFiles),
    updatedAt: item.updatedAt,
    isQueued: item.mergeQueueEntry !== null,
    isMerging: item.autoMergeRequest !== null || item.mergeQueueEntry !== null,
  }) as const;

export const itemOf = (identity: Identity, item: Shape<"item">): Item =>
  item.__typename === "Issue" ? issueItemOf(identity, item) : pullItemOf(identity, item);

const headCheckOf = (
  appId: number,
  { commits, headRefOid }: Pick<Shape<"pullItem">, "commits" | "headRefOid">,
  name: string,
): CheckRun | null =>
  ownCheck(appId, commits.nodes.find(({ commit }) => commit.oid === headRefOid)?.commit ?? null, name);

/** The newest of the app's own of that name, whether or not the host has left out other apps' suites as it was asked to. */
export function ownCheck(appId: number, commit: Shape<"checked"> | null, name: string): CheckRun | null {
  const own = (commit?.checkSuites?.nodes ?? []).filter(({ app }) => (app?.databaseId ?? appId) === appId);
  const runs = own.flatMap(({ checkRuns, planChecks }) => [...(checkRuns?.nodes ?? []), ...(planChecks?.nodes ?? [])]);
  const newest = runs
    .filter((run) => run.name === name)
    .map((run) => ({ ...run, node: run.id, id: run.databaseId }))
    .toSorted((a, b) => (b.id ?? 0) - (a.id ?? 0))[0];
  if (newest === undefined) return null;
  const { id, node, title, summary, status, conclusion, startedAt } = newest;
  return {
    id,
    node,
    ...(startedAt != null && { madeAt: startedAt }),
    title: title ?? "",
    summary: summary ?? "",
    conclusion: status === "COMPLETED" ? (conclusion?.toLowerCase() ?? null) : null,
  };
}

const REACTIONS: Record<string, Reaction> = { EYES: "eyes", ROCKET: "rocket", CONFUSED: "confused" };

/** Null for what is no comment. */
export function commandCommentOf(spoken: Shape<"spoken"> | null): CommandComment | null {
  const id = spoken?.databaseId ?? idIn(spoken?.url ?? "");
  if (spoken?.createdAt === undefined || id === 0) return null;
  const own = (spoken.reactionGroups ?? []).filter(({ viewerHasReacted }) => viewerHasReacted);
  return {
    id,
    body: spoken.body ?? "",
    author: actorOf(spoken.author ?? null),
    createdAt: spoken.createdAt,
    edited: spoken.lastEditedAt != null,
    reactions: own.flatMap(({ content }) => REACTIONS[content] ?? []),
  };
}
