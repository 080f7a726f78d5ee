// What several documents select: fragments, and the parts of them.
import { CHECK_NAME, PLAN_CHECK_NAME, PLAN_FILE, REVIEW_LABEL, YAML_PLAN_FILE } from "../../vocabulary.ts";
import { PAGE_INFO } from "./paging.ts";

/** Logins change; accounts keep their numbers. */
export const ACTOR = "__typename login ... on User { databaseId } ... on Bot { databaseId }";

/** Milestones by counts, so that a verdict costs the same with 5 and with 5,000 issues. `page` is "first: …", and where to go on. */
export const milestonesList = (page: string): string => `
  milestones(${page}, states: [OPEN, CLOSED], orderBy: { field: NUMBER, direction: ASC }) {
  nodes {
    number title description state url createdAt closedAt dueOn
    open: issues(states: [OPEN], first: 10, orderBy: { field: CREATED_AT, direction: ASC }) {
      totalCount
      nodes { number title url }
    }
    closed: issues(states: [CLOSED], first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      nodes { stateReason closedAt updatedAt }
    }
  }
  pageInfo { hasNextPage endCursor }
  }`;

/** The plan's file under both of its names, at a revision. */
export const configAt = (revision: string, [first, second] = ["config", "yamlConfig"]): string =>
  `${first}: object(expression: "${revision}:${PLAN_FILE}") { ... on Blob { oid text } }
  ${second}: object(expression: "${revision}:${YAML_PLAN_FILE}") { ... on Blob { oid text } }`;

export const CONFIG = configAt("HEAD");

export function reviewsList(page: string): string {
  return `reviews: issues(${page}, labels: ["${REVIEW_LABEL}"], states: [OPEN, CLOSED], orderBy: { field: CREATED_AT, direction: DESC }) {
    nodes { ...OwnIssue }
    pageInfo { hasNextPage endCursor }
  }`;
}

/** Few repositories have more milestones or reviews; those take a further request. Each costs a part of a point, read or not. */
const MILESTONES_FIRST = 20;
const REVIEWS_FIRST = 10;

const FIRST_LABELS = `timelineItems(itemTypes: [LABELED_EVENT], first: 3) { nodes { ... on LabeledEvent { label { name } actor { ${ACTOR} } } } }`;

/**
 * Everything that the app wrote, as GitHub's filter by creator finds it: whatever somebody took the label off is among them. The first
 * labels are those that it was created with, which nobody else can have put on.
 */
export const ownIssues = (
  after = "",
): string => `own: issues(first: 50, ${after}filterBy: { createdBy: $creator, states: [OPEN, CLOSED] }, orderBy: { field: CREATED_AT, direction: DESC }) {
    nodes {
      number title closed stateReason author { ${ACTOR} } milestone { number }
      ${FIRST_LABELS}
    }
    pageInfo { hasNextPage endCursor }
  }`;

export const REPOSITORY = `
  id
  databaseId
  url
  isArchived
  visibility
  hasIssuesEnabled
  defaultBranchRef { name target { oid } }
  ${CONFIG}
  labels(first: 100) { nodes { name description } ${PAGE_INFO} }
  ${milestonesList(`first: ${MILESTONES_FIRST}`)}
  ${reviewsList(`first: ${REVIEWS_FIRST}`)}
  ${ownIssues()}`;

export const LABEL_EVENT =
  "nodes { ... on LabeledEvent { createdAt label { name } actor { __typename login } } } pageInfo { hasPreviousPage startCursor }";

/** The events that say who put a label on. */
const labelEvents = (last: number): string =>
  `timelineItems(itemTypes: [LABELED_EVENT], last: ${last}) { ${LABEL_EVENT} }`;

const OF_ITEM = labelEvents(50);
const OF_LINKED = labelEvents(20);

/** What an issue of the app's own was given and lost; the newest first, as only they matter in most repositories. */
export const historyOf = (
  before = "",
): string => `history: timelineItems(itemTypes: [LABELED_EVENT, TRANSFERRED_EVENT, COMMENT_DELETED_EVENT], last: 100${before}) {
    nodes {
      __typename
      ... on LabeledEvent { createdAt label { name } actor { ${ACTOR} } }
      ... on TransferredEvent { createdAt }
      ... on CommentDeletedEvent { databaseId createdAt actor { ${ACTOR} } deletedCommentAuthor { ${ACTOR} } }
    }
    pageInfo { hasPreviousPage startCursor }
  }`;

const HISTORY = historyOf();

/** The same for a host that has no timeline; null where the document asks for none. */
export function withoutTimeline(document: string): string | null {
  const without = [OF_ITEM, OF_LINKED, HISTORY, LAST_CLOSING, FIRST_LABELS].reduce(
    (left, part) => left.replaceAll(part, ""),
    document,
  );
  return without === document ? null : without;
}

const LABEL_EVENTS = `
  labels(first: 100) { nodes { name } ${PAGE_INFO} }
  ${OF_ITEM}`;

/** An issue that a pull request closes. */
const linkedIssue = (events: string): string => `
      number repository { nameWithOwner } milestone { number title }
      labels(first: 100) { nodes { name } ${PAGE_INFO} }
      ${events}`;

export const LINKED_ISSUE = linkedIssue(OF_ITEM);

export const RECORD = `id databaseId url body createdAt lastEditedAt author { ${ACTOR} } editor { ${ACTOR} } repository { databaseId id }`;

/** Every comment: which are the app's own, or look like it, is sorted out on arrival. */
export const RECORDS = `comments(first: 100) { nodes { ${RECORD} } pageInfo { hasNextPage endCursor } }`;

/** Of a pull request the newest, as the older ones were read before. `before` is where to go on. */
export const latestRecords = (before = ""): string =>
  `comments(last: 100${before}) { nodes { ${RECORD} } pageInfo { hasPreviousPage startCursor } }`;

/** Who wrote the newest comments of a pull request. */
export const COMMENTERS = `commenters: comments(last: 100) { nodes { databaseId author { ${ACTOR} } } pageInfo { hasPreviousPage } }`;

/** The last closing of a pull request: `closedAt` is gone once it is open again. */
export const LAST_CLOSING =
  "closings: timelineItems(itemTypes: [CLOSED_EVENT], last: 1) { nodes { ... on ClosedEvent { createdAt } } }";

export const OWN_ISSUE = `
fragment OwnIssue on Issue {
  number title url body closed stateReason createdAt closedAt
  milestone { number title }
  repository { databaseId id }
  author { ${ACTOR} }
  labels(first: 100) { nodes { name } }
  ${HISTORY}
  ${RECORDS}
}`;

/** The owner's file is asked for in the same request; a repository that is not there, or not ours to see, is an error that counts as "none". */
export const OWNER = `owner: repository(owner: $owner, name: ".github") { visibility ${CONFIG} }`;

const LABELS = `
  ${LABEL_EVENTS}
  author { ${ACTOR} }
  milestone { number title }`;

export const ISSUE_FRAGMENT = `
fragment IssueItem on Issue {
  __typename number title url closed updatedAt
  ${LABELS}
}`;

const CHECK_RUN = "id databaseId name title summary status conclusion startedAt externalId";

/** The app's own check on a commit. One app has one suite on a commit, or few; whose they are is looked at on arrival, too. */
export const suites = (more = ""): string => `checkSuites(first: 5, filterBy: { appId: $appId }) {
          nodes {
            app { databaseId }
            checkRuns(first: 10, filterBy: { checkName: "${CHECK_NAME}" }) { nodes { ${CHECK_RUN} } }
            ${more}
          }
        }`;

/** In a page of pull requests: one suite, its newest run of each check, and whether there are more suites. */
export const SUITE_IN_LISTS = `checkSuites(first: 1, filterBy: { appId: $appId }) {
          totalCount
          nodes {
            app { databaseId }
            checkRuns(first: 1, filterBy: { checkName: "${CHECK_NAME}", checkType: LATEST }) { nodes { ${CHECK_RUN} } }
            planChecks: checkRuns(first: 1, filterBy: { checkName: "${PLAN_CHECK_NAME}", checkType: LATEST }) { nodes { ${CHECK_RUN} } }
          }
        }`;

const PLAN_CHECKS = `planChecks: checkRuns(last: 5, filterBy: { checkName: "${PLAN_CHECK_NAME}" }) { nodes { ${CHECK_RUN} } }`;

/** The head of a pull request, and what waits for its checks. */
const headOf = (suitesOfHead: string): string => `
  headRefOid
  baseRefName
  updatedAt
  autoMergeRequest { enabledAt }
  mergeQueueEntry { state }
  headRefName
  isCrossRepository
  commits(last: 1) {
    totalCount
    nodes {
      commit {
        oid
        ${suitesOfHead}
      }
    }
  }
  repository { nameWithOwner }`;

/** Without who put which label on, and without the labels of linked issues: few verdicts need them, and they cost most. */
export const LISTED_PULL = `
fragment ListedPull on PullRequest {
  __typename number title url closed
  labels(first: 100) { nodes { name } pageInfo { hasNextPage } }
  author { ${ACTOR} }
  milestone { number title }
  closes: closingIssuesReferences(first: 20) {
    totalCount
    nodes { number repository { nameWithOwner } milestone { number title } }
  }
  ${headOf(SUITE_IN_LISTS)}
}`;

export const PULL_FRAGMENT = `
fragment PullItem on PullRequest {
  __typename number title url closed mergedAt mergedBy { ${ACTOR} }
  ${LABELS}
  closes: closingIssuesReferences(first: 20) {
    totalCount
    nodes { ${linkedIssue(OF_LINKED)} }
  }
  ${headOf(suites(PLAN_CHECKS))}
}`;

/** For one pull request at a time: GitHub compares two commits for each. */
export const planFiles = (after = ""): string =>
  `planFiles: files(first: 100${after}) { nodes { path changeType } pageInfo { hasNextPage endCursor } }`;

const ITEM = `... on Issue { ...IssueItem ...OwnIssue } ... on PullRequest { ...PullItem ${latestRecords()} ${LAST_CLOSING}`;

/** `more` is what to select of a pull request beside. */
export const itemsOf = (numbers: readonly number[], more: (number: number) => string = () => ""): string =>
  numbers
    .map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ${ITEM} ${more(number)} } }`)
    .join("\n    ");
