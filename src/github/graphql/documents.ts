// The GraphQL documents: each reads in one request what one decision needs.
import { DASHBOARD_LABEL } from "../../vocabulary.ts";
import type { Head } from "../entities.ts";
import {
  ACTOR,
  COMMENTERS,
  CONFIG,
  configAt,
  historyOf,
  ISSUE_FRAGMENT,
  itemsOf,
  LAST_CLOSING,
  LISTED_PULL,
  latestRecords,
  milestonesList,
  OWN_ISSUE,
  OWNER,
  ownIssues,
  PULL_FRAGMENT,
  planFiles,
  RECORD,
  RECORDS,
  REPOSITORY,
  reviewsList,
  SUITE_IN_LISTS,
  suites,
} from "./fragments.ts";

/**
 * Repository and some items by number, aliased `i<number>`; with the heads of all open pull requests. `facts` is more to select, `more`
 * of each pull request.
 */
export function itemsDocument(
  numbers: readonly number[],
  facts: string,
  more: (number: number) => string = () => "",
): string {
  return `query Items($owner: String!, $name: String!, $creator: String!${numbers.length > 0 ? ", $appId: Int!" : ""}) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    heads: pullRequests(states: [OPEN], first: 100, orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes { number headRefOid headRefName baseRefName isCrossRepository }
      pageInfo { hasNextPage endCursor }
    }
    ${itemsOf(numbers, (number) => `${planFiles()} ${more(number)}`)}
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

/** Ordered by creation, so that no pull request moves to another page during the read. */
const openPulls = (page: string): string => `
    pulls: pullRequests(states: [OPEN], ${page}, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { ...ListedPull ${COMMENTERS} }
      pageInfo { hasNextPage endCursor }
    }`;

/** The repository, and the first open pull requests. */
export const openPullsDocument = (
  facts: string,
  size: number,
): string => `query OpenPulls($owner: String!, $name: String!, $creator: String!, $appId: Int!) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    ${openPulls(`first: ${size}`)}
    ${facts}
  }
  ${OWNER}
}
${OWN_ISSUE}
${LISTED_PULL}`;

/** Further open pull requests. */
export const moreOpenPullsDocument = (
  size: number,
): string => `query MoreOpenPulls($owner: String!, $name: String!, $appId: Int!, $after: String!) {
  repository(owner: $owner, name: $name) {
    ${openPulls(`first: ${size}, after: $after`)}
  }
}
${LISTED_PULL}`;

/** The open pull requests that were updated last. */
export const recentPullsDocument = (
  count: number,
): string => `query RecentPulls($owner: String!, $name: String!, $appId: Int!) {
  repository(owner: $owner, name: $name) {
    pulls: pullRequests(states: [OPEN], first: ${count}, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      nodes { ...ListedPull ${COMMENTERS} }
    }
  }
}
${LISTED_PULL}`;

/** Closed pull requests, with the app's check on the last commit of each. */
export const CLOSED_PULLS = `query ClosedPulls($owner: String!, $name: String!, $appId: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    closed: pullRequests(states: [CLOSED, MERGED], first: 25, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number title headRefOid updatedAt closedAt mergedAt mergedBy { ${ACTOR} }
        commits(last: 1) { nodes { commit { oid ${SUITE_IN_LISTS} } } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

export const repositoryDocument = (
  facts: string,
): string => `query Repository($owner: String!, $name: String!, $creator: String!) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    ${facts}
  }
  ${OWNER}
}
${OWN_ISSUE}`;

/** The newest comments and the last closings of some pull requests, aliased `i<number>`. */
export const commentsDocument = (
  numbers: readonly number[],
): string => `query Records($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers.map((number) => `i${number}: pullRequest(number: ${number}) { ${latestRecords()} ${LAST_CLOSING} }`).join("\n    ")}
  }
}`;

/** The comments of a pull request before those that were read. */
export const EARLIER_COMMENTS = `query EarlierComments($owner: String!, $name: String!, $number: Int!, $before: String!) {
  repository(owner: $owner, name: $name) { pull: pullRequest(number: $number) { ${latestRecords(", before: $before")} } }
}`;

/** Comments that may be records, by their global ids. */
export const RECORDS_BY_ID = `query RecordsById($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { ${RECORD} } } }`;

/** Further comments of one issue that has more than 100. */
export const MORE_COMMENTS = `query MoreComments($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    item: issueOrPullRequest(number: $number) {
      ... on Issue { ${RECORDS.replace("first: 100", "first: 100, after: $after")} }
    }
  }
}`;

/** Further issues of the app's own, for repositories with more than 100. */
export const MORE_OWN_ISSUES = `query OwnIssues($owner: String!, $name: String!, $creator: String!, $after: String) {
  repository(owner: $owner, name: $name) { ${ownIssues("after: $after, ")} }
}`;

/** Some issues of the app's own that no label leads to, aliased `i<number>`. */
export const ownIssuesDocument = (
  numbers: readonly number[],
): string => `query OwnIssuesAlone($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ...OwnIssue }`).join("\n    ")}
  }
}
${OWN_ISSUE}`;

/** The events before those that were read, of an issue that has more than 100. */
export const MORE_HISTORY = `query History($owner: String!, $name: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $name) {
    item: issueOrPullRequest(number: $number) { ... on Issue { ${historyOf(", before: $before")} } }
  }
}`;

/** Further boundary reviews. */
export const MORE_REVIEWS = `query Reviews($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    ${reviewsList("first: 50, after: $after")}
  }
}
${OWN_ISSUE}`;

export const factsDocument = (facts: string): string => `query Facts($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${facts}
  }
}`;

/** The plan's file at some heads, aliased `f<number>` and `y<number>`, with what those pull requests change, aliased `p<number>`. */
export const planFilesDocument = (pulls: readonly Head[]): string => `query PlanFiles($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${CONFIG}
    ${pulls.map(({ number, sha }) => `p${number}: pullRequest(number: ${number}) { ${planFiles()} } ${configAt(sha, [`f${number}`, `y${number}`])}`).join("\n    ")}
  }
}`;

/** Further files of a pull request that changes more than 100. */
export const MORE_FILES = `query Files($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pull: pullRequest(number: $number) { ${planFiles(", after: $after")} } }
}`;

/** The merge queue of a branch. */
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
 * Few issues carry the label; the reader filters the app's own. If the label was deleted or renamed, no issue carries it any more, but
 * a pinned dashboard is still pinned.
 */
export const DASHBOARD_ISSUES = `query Dashboards($owner: String!, $name: String!, $creator: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    dashboards: issues(first: 20, after: $after, labels: ["${DASHBOARD_LABEL}"], states: [OPEN, CLOSED], orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes { ...OwnIssue }
      pageInfo { hasNextPage endCursor }
    }
    pinnedIssues(first: 3) { nodes { issue { ...OwnIssue } } }
    own: issues(first: 20, filterBy: { createdBy: $creator, states: [OPEN, CLOSED] }, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ...OwnIssue } }
  }
}
${OWN_ISSUE}`;

/** Further open heads, for repositories with more than 100 open pull requests. */
export const MORE_HEADS = `query Heads($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    heads: pullRequests(states: [OPEN], first: 100, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes { number headRefOid headRefName baseRefName isCrossRepository }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** Further labels of the repository. */
export const MORE_REPOSITORY_LABELS = `query RepositoryLabels($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    labels(first: 100, after: $after) { nodes { name description } pageInfo { hasNextPage endCursor } }
  }
}`;

/** Further milestones. */
export const MORE_MILESTONES = `query Milestones($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    ${milestonesList("first: 50, after: $after")}
  }
}`;

/** A comment, and the newest ones of its conversation, each with the app's reactions. */
export const COMMAND_CONVERSATION = `query Conversation($owner: String!, $name: String!, $number: Int!, $node: ID!) {
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
  author { ${ACTOR} }
  reactionGroups { content viewerHasReacted }
}`;

/** The last versions of the owner's plan, the newest first. */
export const OWNER_VERSIONS = `query OwnerVersions($owner: String!, $path: String!) {
  owner: repository(owner: $owner, name: ".github") {
    defaultBranchRef {
      target {
        ... on Commit {
          history(first: 20, path: $path) { nodes { file(path: $path) { object { ... on Blob { oid text } } } } }
        }
      }
    }
  }
}`;
