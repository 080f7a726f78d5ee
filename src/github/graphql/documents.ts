// The GraphQL documents: each brings in one request what one decision needs.
import { CHECK_NAME, PLAN_CHECK_NAME } from "../check-run.ts";
import type { Head, ItemList } from "../model.ts";
import { PLAN_FILE } from "../plan-file.ts";

/** Milestones by counts, so that a verdict costs the same with 5 and with 5,000 issues. */
const MILESTONES = `
  nodes {
    number title description state url createdAt closedAt dueOn
    open: issues(states: [OPEN], first: 10, orderBy: { field: CREATED_AT, direction: ASC }) {
      totalCount
      nodes { number title url }
    }
    closed: issues(states: [CLOSED], first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      nodes { stateReason }
    }
  }
  pageInfo { hasNextPage endCursor }`;

const CONFIG = `config: object(expression: "HEAD:${PLAN_FILE}") { ... on Blob { oid text } }`;

function reviews(after: string): string {
  return `reviews: issues(first: 50, ${after}labels: ["boundary review"], states: [OPEN, CLOSED], orderBy: { field: CREATED_AT, direction: DESC }) {
    nodes { ...OwnIssue }
    pageInfo { hasNextPage endCursor }
  }`;
}

const REPOSITORY = `
  id
  url
  isArchived
  defaultBranchRef { name }
  ${CONFIG}
  labels(first: 100) { nodes { name description } pageInfo { hasNextPage } }
  milestones(first: 100, states: [OPEN, CLOSED], orderBy: { field: NUMBER, direction: ASC }) { ${MILESTONES} }
  ${reviews("")}`;

/** The events that say who put a label on. */
const labelEvents = (last: number): string => `timelineItems(itemTypes: [LABELED_EVENT], last: ${last}) {
    nodes { ... on LabeledEvent { createdAt label { name } actor { __typename login } } }
  }`;

const OF_ITEM = labelEvents(50);
const OF_LINKED = labelEvents(20);

/** The same for a host that has no timeline; null where the document asks for none. */
export function withoutTimeline(document: string): string | null {
  const without = [OF_ITEM, OF_LINKED, CLOSINGS].reduce((left, part) => left.replaceAll(part, ""), document);
  return without === document ? null : without;
}

const LABEL_EVENTS = `
  labels(first: 100) { nodes { name } }
  ${OF_ITEM}`;

const RECORD = `databaseId url body createdAt lastEditedAt author { __typename login } editor { __typename login }`;

/** Every comment: which are the app's own, or look like it, is sorted out on arrival. */
const RECORDS = `comments(first: 100) { nodes { ${RECORD} } pageInfo { hasNextPage endCursor } }`;

/** The last closing of a pull request: `closedAt` is gone once it is open again. */
const CLOSINGS =
  "closings: timelineItems(itemTypes: [CLOSED_EVENT], last: 1) { nodes { ... on ClosedEvent { createdAt } } }";

const OWN_ISSUE = `
fragment OwnIssue on Issue {
  number title url body closed stateReason createdAt closedAt
  author { __typename login }
  ${LABEL_EVENTS}
  ${RECORDS}
}`;

/** The owner's file is asked for in the same request; a repository that is not there, or not ours to see, is an error that counts as "none". */
const OWNER = `owner: repository(owner: $owner, name: ".github") { ${CONFIG} }`;

const LABELS = `
  ${LABEL_EVENTS}
  author { __typename login }
  milestone { number title }`;

const ISSUE_FRAGMENT = `
fragment IssueItem on Issue {
  __typename number title url closed
  ${LABELS}
}`;

const CHECK_RUN = "id databaseId name title summary status conclusion";

/** The app's own check on a commit. One app has one suite on a commit, or few; whose they are is looked at on arrival, too. */
const suites = (more = ""): string => `checkSuites(first: 5, filterBy: { appId: $appId }) {
          nodes {
            app { databaseId }
            checkRuns(first: 10, filterBy: { checkName: "${CHECK_NAME}" }) { nodes { ${CHECK_RUN} } }
            ${more}
          }
        }`;

const PLAN_CHECKS = `planChecks: checkRuns(last: 5, filterBy: { checkName: "${PLAN_CHECK_NAME}" }) { nodes { ${CHECK_RUN} } }`;

/** The head of a pull request, and what waits for its checks. */
const CHECK = `
  headRefOid
  baseRefName
  updatedAt
  autoMergeRequest { enabledAt }
  mergeQueueEntry { state }
  commits(last: 1) {
    nodes {
      commit {
        oid
        ${suites(PLAN_CHECKS)}
      }
    }
  }
  repository { nameWithOwner }`;

/** Without who put which label on, and without the labels of linked issues: few verdicts need them, and they cost most. */
const LISTED_PULL = `
fragment ListedPull on PullRequest {
  __typename number title url closed
  labels(first: 100) { nodes { name } }
  author { __typename login }
  milestone { number title }
  closes: closingIssuesReferences(first: 20) {
    nodes { number repository { nameWithOwner } milestone { number title } }
  }
  ${CHECK}
}`;

const PULL_FRAGMENT = `
fragment PullItem on PullRequest {
  __typename number title url closed
  ${LABELS}
  closes: closingIssuesReferences(first: 20) {
    nodes {
      number repository { nameWithOwner } milestone { number title }
      labels(first: 20) { nodes { name } }
      ${OF_LINKED}
    }
  }
  ${CHECK}
}`;

/** For one pull request at a time: GitHub compares two commits for each. */
const planFiles = (after = ""): string =>
  `planFiles: files(first: 100${after}) { nodes { path changeType } pageInfo { hasNextPage endCursor } }`;

const ITEM = `... on Issue { ...IssueItem ...OwnIssue } ... on PullRequest { ...PullItem ${RECORDS} ${CLOSINGS}`;

const itemsOf = (numbers: readonly number[], more = ""): string =>
  numbers.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ${ITEM} ${more} } }`).join("\n    ");

/** Repository and some items by number, aliased `i<number>`; with the heads of all open pull requests. `facts` is more to select. */
export function itemsDocument(numbers: readonly number[], facts: string): string {
  return `query Items($owner: String!, $name: String!${numbers.length > 0 ? ", $appId: Int!" : ""}) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    heads: pullRequests(states: [OPEN], first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number headRefOid }
      pageInfo { hasNextPage endCursor }
    }
    ${itemsOf(numbers, planFiles())}
    ${facts}
  }
  ${OWNER}
}
${OWN_ISSUE}
${numbers.length > 0 ? ISSUE_FRAGMENT + PULL_FRAGMENT : ""}`;
}

/** Some items alone, aliased `i<number>`. */
export const itemsAloneDocument = (
  numbers: readonly number[],
): string => `query ItemsAlone($owner: String!, $name: String!, $appId: Int!) {
  repository(owner: $owner, name: $name) {
    ${itemsOf(numbers)}
  }
}
${OWN_ISSUE}
${ISSUE_FRAGMENT + PULL_FRAGMENT}`;

const COMMENTERS =
  "commenters: comments(first: 100) { nodes { author { __typename login } } pageInfo { hasNextPage } }";

/** By creation, so that none slips from one page to another while they are read. */
export const openPullsDocument = (
  facts: string,
): string => `query OpenPulls($owner: String!, $name: String!, $appId: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    pulls: pullRequests(states: [OPEN], first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { ...ListedPull ${COMMENTERS} }
      pageInfo { hasNextPage endCursor }
    }
    ${facts}
  }
  ${OWNER}
}
${OWN_ISSUE}
${LISTED_PULL}`;

export const repositoryDocument = (facts: string): string => `query Repository($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    ${facts}
  }
  ${OWNER}
}
${OWN_ISSUE}`;

/** The comments of some items, and the last closings of pull requests among them, by number, aliased `i<number>`. */
export const commentsDocument = (
  numbers: readonly number[],
): string => `query Records($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { ${RECORDS} } ... on PullRequest { ${RECORDS} ${CLOSINGS} } }`).join("\n    ")}
  }
}`;

/** Pull requests in any state, what was touched last first, with who commented. */
export const COMMENTED_PULLS = `query CommentedPulls($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    touched: pullRequests(states: [OPEN, CLOSED, MERGED], first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number title url updatedAt ${COMMENTERS} }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** Further comments of one item that has more than 100. */
export const MORE_COMMENTS = `query MoreComments($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    item: issueOrPullRequest(number: $number) {
      ... on Issue { ${RECORDS.replace("first: 100", "first: 100, after: $after")} }
      ... on PullRequest { ${RECORDS.replace("first: 100", "first: 100, after: $after")} }
    }
  }
}`;

/** Further boundary reviews, for repositories with more than 50. */
export const MORE_REVIEWS = `query Reviews($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    ${reviews("after: $after, ")}
  }
}
${OWN_ISSUE}`;

export const factsDocument = (facts: string): string => `query Facts($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${facts}
  }
}`;

/** The plan's file at some heads, aliased `f<number>`, with what those pull requests change, aliased `p<number>`. */
export const planFilesDocument = (pulls: readonly Head[]): string => `query PlanFiles($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${CONFIG}
    ${pulls.map(({ number, sha }) => `p${number}: pullRequest(number: ${number}) { ${planFiles()} } f${number}: object(expression: "${sha}:${PLAN_FILE}") { ... on Blob { oid text } }`).join("\n    ")}
  }
}`;

/** Further files of a pull request that changes more than 100. */
export const MORE_FILES = `query Files($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pull: pullRequest(number: $number) { ${planFiles(", after: $after")} } }
}`;

/** What waits in the merge queue of a branch. */
export const MERGE_QUEUE = `query MergeQueue($owner: String!, $name: String!, $appId: Int!, $base: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $base) {
      entries(first: 100, after: $after) {
        nodes { position headCommit { oid ${suites()} } pullRequest { number } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

export const COMMIT_CHECK = `query CommitCheck($owner: String!, $name: String!, $appId: Int!, $sha: String!) {
  repository(owner: $owner, name: $name) {
    commit: object(expression: $sha) { ... on Commit { ${suites()} } }
  }
}`;

/**
 * Few carry the label; the app's own are sorted out on arrival. Where the label was deleted or renamed, nothing carries it any more,
 * but what was pinned is still pinned.
 */
export const DASHBOARDS = `query Dashboards($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    dashboards: issues(first: 20, after: $after, labels: ["milegate"], states: [OPEN, CLOSED], orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes { ...OwnIssue }
      pageInfo { hasNextPage endCursor }
    }
    pinnedIssues(first: 3) { nodes { issue { ...OwnIssue } } }
  }
}
${OWN_ISSUE}`;

/** Further open heads, for repositories with more than 100 open pull requests. */
export const HEADS = `query Heads($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    heads: pullRequests(states: [OPEN], first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number headRefOid }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** Further milestones, for repositories with more than 100. */
export const MORE_MILESTONES = `query Milestones($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    milestones(first: 100, after: $after, states: [OPEN, CLOSED], orderBy: { field: NUMBER, direction: ASC }) { ${MILESTONES} }
  }
}`;

/** One page of a milestone's or a label's items, open and closed. */
export function listDocument({ kind, of }: ItemList): string {
  const source = "milestone" in of ? "milestone(number: $milestone)" : "label(name: $label)";
  const variable = "milestone" in of ? "$milestone: Int!" : "$label: String!";
  const [field, fragment] = kind === "issues" ? ["issues", ISSUE_FRAGMENT] : ["pullRequests", PULL_FRAGMENT];
  const appId = kind === "pulls" ? ", $appId: Int!" : "";
  return `query List($owner: String!, $name: String!, $after: String, ${variable}${appId}) {
  repository(owner: $owner, name: $name) {
    of: ${source} {
      ${field}(first: 100, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
        nodes { ...${kind === "issues" ? "IssueItem" : "PullItem"} }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
${fragment}`;
}

/** A comment, and the newest ones of its conversation, each with what the app has put under it. */
export const CONVERSATION = `query Conversation($owner: String!, $name: String!, $number: Int!, $node: ID!) {
  node(id: $node) { ...Spoken }
  repository(owner: $owner, name: $name) {
    item: issueOrPullRequest(number: $number) {
      ... on Issue { comments(last: 100) { nodes { ...Spoken } } }
      ... on PullRequest { comments(last: 100) { nodes { ...Spoken } } }
    }
  }
}
fragment Spoken on IssueComment {
  databaseId url body createdAt lastEditedAt
  author { __typename login }
  reactionGroups { content viewerHasReacted }
}`;
