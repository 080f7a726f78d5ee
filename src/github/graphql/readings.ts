// From GitHub's answers to the readings of the port.
import type { z } from "zod";
import { CHECK_NAME, MARKER_PREFIX, PLAN_CHECK_NAME } from "../../vocabulary.ts";
import type { AppIdentity } from "../context.ts";
import type {
  Actor,
  Blob,
  CheckRun,
  CommandComment,
  IssueItem,
  Item,
  ItemLabel,
  ListedItem,
  ListedPull,
  Milestone,
  OwnIssue,
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
    : { login: actor.login.replace(BOT, ""), isBot: actor.__typename === "Bot" || BOT.test(actor.login) };

const BOT = /\[bot\]$/;

export const isOwn = (self: string, by: Actor | null): boolean => by?.isBot === true && by.login === self;

export const isSelf = (self: string, actor: Shape<"actor">): boolean => isOwn(self, actorOf(actor));

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

export function ownIssueOf(self: string, issue: Shape<"ownIssue">, comments: RecordComment[]): OwnIssue {
  const { number, title, url, body, stateReason: reason, createdAt, closedAt } = issue;
  return {
    ...{ number, title, url, body, createdAt, closedAt },
    state: issue.closed ? "closed" : "open",
    stateReason:
      reason === "NOT_PLANNED" || reason === "DUPLICATE" ? "not_planned" : reason === "COMPLETED" ? "completed" : null,
    labels: labelsOf(self, issue),
    comments,
  };
}

/** A comment's address ends in its id. */
const idIn = (url: string): number => Number(/\d+$/.exec(url)?.[0] ?? 0);

/** Where records are kept: the app's own comments, and what looks like them. */
export const recordComments = (self: string, comments: readonly Shape<"comment">[]): RecordComment[] =>
  comments.map((comment) => recordOf(self, comment)).filter(({ own, body }) => own || body.includes(MARKER_PREFIX));

/** An edit by somebody who is gone has no editor: it was not the app's, which is not gone. */
function recordOf(self: string, comment: Shape<"comment">): RecordComment {
  const { databaseId, url, body, createdAt, lastEditedAt, author, editor } = comment;
  return {
    ...{ url, body, createdAt },
    id: databaseId ?? idIn(url),
    own: isSelf(self, author),
    author: actorOf(author),
    editedByOthers: lastEditedAt !== null && !isSelf(self, editor),
  };
}

/**
 * Own issues are found by label and then by author: GitHub's filter by creator finds nothing for an app's bot on some
 * hosts (https://github.com/renovatebot/renovate/issues/44730).
 */
export function repositoryStateOf(
  self: string,
  name: string,
  repository: Shape<"repository">,
  owner: { config: Parameters<typeof blobOf>[0] } | null,
  reviews: OwnIssue[],
): RepositoryState {
  return {
    node: repository.id,
    self,
    url: repository.url,
    name,
    isArchived: repository.isArchived,
    hasIssues: repository.hasIssuesEnabled !== false,
    defaultBranch: repository.defaultBranchRef?.name ?? null,
    config: blobOf(repository.config),
    ownerConfig: owner === null ? null : blobOf(owner.config),
    milestones: repository.milestones.nodes.map(milestoneOf),
    labels: (repository.labels?.nodes ?? []).map(({ name, description }) => ({ name, description: description ?? "" })),
    labelsComplete: repository.labels?.pageInfo.hasNextPage === false,
    reviews,
  };
}

export const ownReviews = (self: string, issues: readonly Shape<"ownIssue">[]): Shape<"ownIssue">[] =>
  issues.filter(({ author }) => isSelf(self, author));

/** The newest event counts. One older than those that were read: people's, as what is not known to be ours. */
function labelsOf(self: string, { labels, timelineItems }: Shape<"labelled">): ItemLabel[] {
  const events = timelineItems?.nodes ?? [];
  return namesOf(labels).map((name) => {
    const { actor = null, createdAt } = events.findLast(({ label }) => label?.name === name) ?? {};
    return { name, byApp: isSelf(self, actor), ...(createdAt && { addedAt: createdAt }) };
  });
}

function putOnBy(self: string, { timelineItems }: Shape<"labelled">): { name: string; at: Date }[] {
  const own = (timelineItems?.nodes ?? []).filter(({ actor = null }) => isSelf(self, actor));
  return own.flatMap(({ label, createdAt }) => (label && createdAt ? [{ name: label.name, at: createdAt }] : []));
}

type Based = Pick<Shape<"item">, "number" | "title" | "url" | "closed" | "author" | "milestone">;

function baseOf(item: Based) {
  return {
    number: item.number,
    title: item.title,
    url: item.url,
    state: item.closed ? "closed" : "open",
    author: actorOf(item.author),
    milestone: item.milestone,
  } as const;
}

const REASONS: Record<string, StateReason> = {
  COMPLETED: "completed",
  NOT_PLANNED: "not_planned",
  DUPLICATE: "duplicate",
  REOPENED: "reopened",
};

export function issueItemOf(self: string, item: Shape<"issueItem">): IssueItem {
  const own = isSelf(self, item.author) ? ownIssue.safeParse(item) : null;
  return {
    kind: "issue",
    ...baseOf(item),
    updatedAt: item.updatedAt,
    labels: labelsOf(self, item),
    putOn: putOnBy(self, item),
    stateReason: REASONS[item.stateReason ?? ""] ?? null,
    own: own?.success === true ? ownIssueOf(self, own.data, recordComments(self, own.data.comments.nodes)) : null,
  };
}

export function pullItemOf({ self, appId }: AppIdentity, item: Shape<"pullItem">): PullItem {
  const closes = (item.closes?.nodes ?? []).filter(({ repository }) => sameRepository(repository, item.repository));
  return {
    ...headedOf(appId, item),
    labels: labelsOf(self, item),
    putOn: putOnBy(self, item),
    closes: closes.map(({ number, milestone, ...issue }) => ({ number, milestone, labels: labelsOf(self, issue) })),
    comments: recordComments(self, item.comments?.nodes ?? []),
    lastClosedAt: lastClosingOf(item.closings),
  };
}

export const lastClosingOf = (closings: Shape<"closings">): Date | null => closings?.nodes.at(-1)?.createdAt ?? null;

export function listedPullOf({ appId }: AppIdentity, item: Shape<"listedPull">): Omit<ListedPull, keyof Written> {
  const closes = (item.closes?.nodes ?? []).filter(({ repository }) => sameRepository(repository, item.repository));
  return {
    ...headedOf(appId, item),
    labels: namesOf(item.labels),
    closes: closes.map(({ number, milestone }) => ({ number, milestone })),
    isWhole: isWholePull(item),
  };
}

function isWholePull({ labels, closes, commits }: Shape<"listedPull">): boolean {
  const suites = commits.nodes.map(({ commit }) => commit.checkSuites);
  return (
    labels?.pageInfo.hasNextPage !== true &&
    (closes?.totalCount ?? 0) <= (closes?.nodes.length ?? 0) &&
    suites.every((own) => (own?.totalCount ?? 0) <= 1)
  );
}

export function listedItemOf(item: Shape<"listedItem">): ListedItem {
  const { labels, headRefOid, baseRefName, updatedAt } = item;
  const isPull = headRefOid !== undefined && baseRefName !== undefined && updatedAt !== undefined;
  return {
    ...baseOf(item),
    labels: namesOf(labels),
    isWhole: labels?.pageInfo.hasNextPage !== true,
    head: isPull ? { headSha: headRefOid, base: baseRefName, updatedAt } : null,
  };
}

const headedOf = (appId: number, item: Shape<"listedPull"> | Shape<"pullItem">) =>
  ({
    kind: "pull",
    ...baseOf(item),
    headSha: item.headRefOid,
    base: item.baseRefName,
    check: headCheckOf(appId, item, CHECK_NAME),
    planCheck: headCheckOf(appId, item, PLAN_CHECK_NAME),
    touchesPlan: touchOf(item.planFiles),
    updatedAt: item.updatedAt,
    isQueued: item.mergeQueueEntry != null,
    isMerging: item.autoMergeRequest != null || item.mergeQueueEntry != null,
  }) as const;

export const itemOf = (identity: AppIdentity, item: Shape<"item">): Item =>
  item.__typename === "Issue" ? issueItemOf(identity.self, item) : pullItemOf(identity, item);

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
  const { id, node, title, summary, status, conclusion } = newest;
  return {
    id,
    node,
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
