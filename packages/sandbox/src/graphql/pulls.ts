// Pull requests as GraphQL shows them.
import type { PullRequestClosingIssuesReferencesArgs } from "@octokit/graphql-schema";
import { closedBy } from "../actions/pulls.ts";
import type { PullRequest } from "../model.ts";
import { actorOrNull } from "./actors.ts";
import { changesOf, commitsOf } from "./comparison.ts";
import { connection, inOrder, type Paging } from "./connection.ts";
import { itemFields } from "./items.ts";
import { bySort, pullState } from "./lists.ts";
import { queueEntryView } from "./merge-queue.ts";
import { refTo, repositoryOf } from "./references.ts";
import { reviewFields } from "./reviews.ts";
import { branchOrNull, commitOrNull } from "./revisions.ts";
import { isVisible, type ViewerScope } from "./scope.ts";
import { stackFields } from "./stacks.ts";

export const pullNode = (scope: ViewerScope, pull: PullRequest) => ({
  ...itemFields(scope, pull),
  __typename: "PullRequest",
  state: pullState(pull),
  isDraft: pull.draft,
  merged: pull.merged,
  mergedAt: pull.mergedAt,
  mergedBy: () => actorOrNull(scope, pull.mergedBy),
  mergeCommit: () => commitOrNull(scope, pull.mergeSha),
  autoMergeRequest: pull.autoMerge ? { enabledAt: pull.updatedAt, mergeMethod: "SQUASH" } : null,
  mergeQueueEntry: () => {
    const entry = entryOf(scope, pull);
    return entry === undefined ? null : queueEntryView(scope, entry);
  },
  isInMergeQueue: entryOf(scope, pull) !== undefined,
  ...sides(scope, pull),
  ...contents(scope, pull),
  ...reviewFields(scope, pull),
  ...stackFields(scope, pull),
  closingIssuesReferences: ({ orderBy, userLinkedOnly, ...paging }: PullRequestClosingIssuesReferencesArgs) =>
    connection(paging, userLinkedOnly ? [] : closedBy(scope.repository, pull), {
      ...bySort(orderBy),
      view: (issue) => refTo("item", scope, issue),
    }),
});

const entryOf = ({ repository }: ViewerScope, pull: PullRequest) =>
  repository.mergeQueues.get(pull.base.ref)?.find((entry) => entry.pull === pull);

/** The head's repository shows only to who may see it, as a fork may be elsewhere. */
function sides(scope: ViewerScope, { head, base }: PullRequest) {
  const there = { ...scope, repository: head.repository };
  const seen = isVisible(scope, head.repository);
  return {
    headRefName: head.ref,
    headRefOid: head.sha,
    headRef: () => (seen ? branchOrNull(there, head.ref) : null),
    headRepository: () => (seen ? repositoryOf(there) : null),
    isCrossRepository: head.repository !== base.repository,
    baseRefName: base.ref,
    baseRefOid: base.sha,
    baseRef: () => branchOrNull(scope, base.ref),
    baseRepository: () => repositoryOf(scope),
  };
}

const contents = (scope: ViewerScope, pull: PullRequest) => ({
  commits: (paging: Paging) =>
    inOrder(paging, commitsOf(scope.repository, pull), (commit) => ({
      __typename: "PullRequestCommit",
      id: `PRC_${pull.nodeId}_${commit.sha}`,
      commit: () => refTo("commit", scope, commit),
      pullRequest: () => refTo("item", scope, pull),
    })),
  files: (paging: Paging) => inOrder(paging, changesOf(scope.repository, pull), (change) => change),
  changedFiles: () => changesOf(scope.repository, pull).length,
});
