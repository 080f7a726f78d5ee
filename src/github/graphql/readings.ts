// From GitHub's answers to the readings of the port.
import type { z } from "zod";
import { weekOf } from "../../values/weeks.ts";
import { CHECK_NAME, PLAN_CHECK_NAME } from "../../vocabulary.ts";
import type { AppIdentity, BotIdentity } from "../context.ts";
import {
  type CheckRun,
  type ClosedPull,
  type CommandComment,
  type IssueItem,
  type Item,
  type LinkedIssue,
  type ListedItem,
  type ListedPull,
  type Milestone,
  type PullItem,
  type Reaction,
  type RepositoryState,
  type RepositoryVisibility,
  type StateReason,
  VISIBILITIES,
  type WeeklyClosings,
  type Written,
} from "../entities.ts";
import { touchOf } from "../plan-file.ts";
import { ownIssueOf } from "./own-readings.ts";
import { hasBoth, type PlanConfigs, planBlobOf } from "./plan-blobs.ts";
import type * as shapes from "./shapes.ts";
import { ownIssue } from "./shapes.ts";
import { actorOf, idIn, isDropped, isSelf, labelsIn, namesOf, numberOrNode, recordComments } from "./written.ts";

type Shape<Name extends keyof typeof shapes> = z.infer<(typeof shapes)[Name]>;

const sameRepository = (a: { nameWithOwner: string }, b: { nameWithOwner: string }): boolean =>
  a.nameWithOwner.toLowerCase() === b.nameWithOwner.toLowerCase();

export function milestoneOf({ open, closed, ...milestone }: Shape<"milestoneNode">): Milestone {
  const dropped = closed.nodes.filter(({ stateReason }) => isDropped(stateReason)).length;
  const closings = closingsOf(closed);
  return {
    ...milestone,
    ...(closings !== null && { closings }),
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

/** The latest touched are read: what was closed after the last of them was touched is among them. */
function closingsOf({ nodes, totalCount }: Shape<"milestoneNode">["closed"]): WeeklyClosings | null {
  const closed = nodes.flatMap(({ closedAt }) => closedAt ?? []);
  if (closed.length < nodes.length) return null;
  const weeks = Map.groupBy(closed, weekOf);
  return {
    since: nodes.length < totalCount ? (nodes.at(-1)?.updatedAt ?? null) : null,
    weeks: [...weeks].map(([week, all]): [number, number] => [week, all.length]).toSorted(([a], [b]) => a - b),
  };
}

/** What GitHub may call otherwise one day is as if it had not said. */
const visibilityOf = (told: string | null | undefined): RepositoryVisibility | undefined =>
  VISIBILITIES.find((each) => each === told?.toLowerCase());

/** The owner's `.github` repository. */
type OwnersHome = PlanConfigs & { visibility?: string | null | undefined };

export function repositoryStateOf(
  self: string,
  name: string,
  repository: Shape<"repository">,
  owner: OwnersHome | null,
  { own, reviews }: Pick<RepositoryState, "own" | "reviews">,
): RepositoryState {
  const [visibility, ownerVisibility] = [repository, owner].map((each) => visibilityOf(each?.visibility));
  const head = repository.defaultBranchRef?.target?.oid;
  return {
    node: repository.id,
    id: numberOrNode(repository),
    self,
    url: repository.url,
    name,
    isArchived: repository.isArchived,
    ...(visibility !== undefined && { visibility }),
    hasIssues: repository.hasIssuesEnabled !== false,
    defaultBranch: repository.defaultBranchRef?.name ?? null,
    ...(head !== undefined && { head }),
    config: planBlobOf(repository),
    hasSpareConfig: hasBoth(repository),
    ownerConfig: owner === null ? null : planBlobOf(owner),
    ...(ownerVisibility !== undefined && { ownerVisibility }),
    milestones: repository.milestones.nodes.map(milestoneOf),
    labels: repositoryLabels(repository.labels),
    own,
    reviews,
  };
}

export const repositoryLabels = (labels: Shape<"repository">["labels"]): RepositoryState["labels"] =>
  (labels?.nodes ?? []).map(({ name, description }) => ({ name, description: description ?? "" }));

export const ownAmong = <Issue extends { author: Shape<"actor"> }>(
  who: BotIdentity,
  issues: readonly Issue[],
): Issue[] => issues.filter(({ author }) => isSelf(who, author));

function putOnBy(who: BotIdentity, { timelineItems }: Shape<"labelled">): { name: string; at: Date }[] {
  const own = (timelineItems?.nodes ?? []).filter(({ actor = null }) => isSelf(who, actor));
  return own.flatMap(({ label, createdAt }) => (label && createdAt ? [{ name: label.name, at: createdAt }] : []));
}

type Based = Pick<Shape<"item">, "number" | "title" | "url" | "closed" | "author" | "milestone">;

function baseOf(who: BotIdentity, item: Based) {
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
  REOPENED: "reopened",
};

export function issueItemOf(who: BotIdentity, item: Shape<"issueItem">): IssueItem {
  const own = isSelf(who, item.author) ? ownIssue.safeParse(item) : null;
  return {
    kind: "issue",
    ...baseOf(who, item),
    updatedAt: item.updatedAt,
    labels: labelsIn(who, item),
    putOn: putOnBy(who, item),
    stateReason: REASONS[item.stateReason ?? ""] ?? null,
    own: own?.success === true ? ownIssueOf(who, own.data, own.data.comments.nodes) : null,
  };
}

export function pullItemOf(who: AppIdentity, item: Shape<"pullItem">): PullItem {
  const closes = (item.closes?.nodes ?? []).filter(({ repository }) => sameRepository(repository, item.repository));
  return {
    ...headedOf(who, item),
    labels: labelsIn(who, item),
    putOn: putOnBy(who, item),
    closes: closes.map((issue) => linkedIssueOf(who, issue)),
    comments: recordComments(who, item.number, item.comments?.nodes ?? []),
    lastClosedAt: lastClosingOf(item.closings),
    ...(item.mergedAt != null && { merge: { at: item.mergedAt, by: actorOf(item.mergedBy ?? null) } }),
  };
}

export const linkedIssueOf = (
  who: BotIdentity,
  { number, milestone, ...issue }: Shape<"linkedIssue">,
): LinkedIssue => ({
  number,
  milestone,
  labels: labelsIn(who, issue),
});

export const lastClosingOf = (closings: Shape<"closings">): Date | null => closings?.nodes.at(-1)?.createdAt ?? null;

export function listedPullOf(who: AppIdentity, item: Shape<"listedPull">): Omit<ListedPull, keyof Written> {
  const closes = (item.closes?.nodes ?? []).filter(({ repository }) => sameRepository(repository, item.repository));
  return {
    ...headedOf(who, item),
    labels: namesOf(item.labels),
    closes: closes.map(({ number, milestone }) => ({ number, milestone })),
    isWhole: isWholePull(item),
  };
}

export const closedPullOf = (who: AppIdentity, item: Shape<"closedPull">): ClosedPull => ({
  ...{ number: item.number, title: item.title, headSha: item.headRefOid, state: "closed", updatedAt: item.updatedAt },
  ...{ lastClosedAt: item.closedAt, check: headCheckOf(who.appId, item, CHECK_NAME) },
  ...(item.mergedAt !== null && { merge: { at: item.mergedAt, by: actorOf(item.mergedBy) } }),
});

function isWholePull({ labels, closes, commits }: Shape<"listedPull">): boolean {
  const suites = commits.nodes.map(({ commit }) => commit.checkSuites);
  return (
    labels?.pageInfo.hasNextPage !== true &&
    (closes?.totalCount ?? 0) <= (closes?.nodes.length ?? 0) &&
    suites.every((own) => (own?.totalCount ?? 0) <= 1)
  );
}

export function listedItemOf(who: BotIdentity, item: Shape<"listedItem">): ListedItem {
  const { labels, headRefOid, baseRefName, updatedAt } = item;
  const isPull = headRefOid !== undefined && baseRefName !== undefined && updatedAt !== undefined;
  return {
    ...baseOf(who, item),
    labels: namesOf(labels),
    isWhole: labels?.pageInfo.hasNextPage !== true,
    head: isPull ? { headSha: headRefOid, base: baseRefName, updatedAt } : null,
  };
}

const headedOf = (who: AppIdentity, item: Shape<"listedPull"> | Shape<"pullItem">) =>
  ({
    kind: "pull",
    ...baseOf(who, item),
    headSha: item.headRefOid,
    headRef: item.isCrossRepository === true ? null : (item.headRefName ?? null),
    commitCount: item.commits.totalCount ?? 0,
    base: item.baseRefName,
    check: headCheckOf(who.appId, item, CHECK_NAME),
    planCheck: headCheckOf(who.appId, item, PLAN_CHECK_NAME),
    touchesPlan: touchOf(item.planFiles),
    updatedAt: item.updatedAt,
    isQueued: item.mergeQueueEntry != null,
    isMerging: item.autoMergeRequest != null || item.mergeQueueEntry != null,
  }) as const;

export const itemOf = (identity: AppIdentity, item: Shape<"item">): Item =>
  item.__typename === "Issue" ? issueItemOf(identity, item) : pullItemOf(identity, item);

const headCheckOf = (
  appId: number,
  { commits, headRefOid }: Pick<Shape<"pullItem">, "commits" | "headRefOid">,
  name: string,
): CheckRun | null =>
  ownCheck(appId, commits.nodes.find(({ commit }) => commit.oid === headRefOid)?.commit ?? null, name);

/** The newest of the app's own of that name, whether or not the host has left out other apps' suites as it was asked to. */
export function ownCheck(appId: number, commit: Shape<"checked"> | null, name: string): CheckRun | null {
  const own = (commit?.checkSuites?.nodes ?? []).filter(({ app }) => app?.databaseId === appId);
  const runs = own.flatMap(({ checkRuns, planChecks }) => [...(checkRuns?.nodes ?? []), ...(planChecks?.nodes ?? [])]);
  const newest = runs
    .filter((run) => run.name === name)
    .map((run) => ({ ...run, node: run.id, id: run.databaseId }))
    .toSorted((a, b) => (b.id ?? 0) - (a.id ?? 0))[0];
  if (newest === undefined) return null;
  const { id, node, title, summary, status, conclusion, startedAt, externalId } = newest;
  return {
    id,
    node,
    ...(startedAt != null && { madeAt: startedAt }),
    ...(externalId != null && externalId !== "" && { externalId }),
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
