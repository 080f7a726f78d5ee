// A repository as GraphQL shows it, and what is found in it by number, name or expression.

import { findLabel } from "../actions/labels.ts";
import type { WorldItem } from "../model.ts";
import { visibilityOf } from "../views/repository.ts";
import { actorView } from "./actors.ts";
import { objectView } from "./commits.ts";
import { inOrder, type Paging } from "./connection.ts";
import { deploymentConnection } from "./deployments.ts";
import { categoryConnection, discussionConnection, discussionLookUps } from "./discussions.ts";
import { nodeNotFound } from "./failure.ts";
import { labelConnection } from "./labels.ts";
import { issueConnection, pullConnection } from "./lists.ts";
import { mergeQueueView } from "./merge-queue.ts";
import { milestoneConnection } from "./milestones.ts";
import { permissionsFor, permitRead } from "./permission.ts";
import { refTo, repositoryOf } from "./references.ts";
import { releaseConnection, releaseLookUps } from "./releases.ts";
import { branchOrNull } from "./revisions.ts";
import type { ViewerScope } from "./scope.ts";

type Args<Connection extends (scope: ViewerScope, args: never, ...more: never[]) => unknown> =
  Parameters<Connection>[1];

export function repositoryNode(scope: ViewerScope) {
  const { repository } = scope;
  return {
    __typename: "Repository",
    id: repository.nodeId,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: `${repository.owner.login}/${repository.name}`,
    owner: () => actorView(scope, repository.owner),
    url: repository.url,
    isArchived: repository.archived,
    isPrivate: repository.private,
    isFork: repository.parent !== null,
    visibility: visibilityOf(repository).toUpperCase(),
    hasIssuesEnabled: repository.hasIssues,
    createdAt: repository.createdAt,
    updatedAt: repository.updatedAt,
    defaultBranchRef: () => branchOrNull(scope, repository.defaultBranch),
    ...lookUps(scope),
    ...releaseLookUps(scope),
    ...discussionLookUps(scope),
    ...connections(scope),
  };
}

const connections = (scope: ViewerScope) => ({
  milestones: (args: Args<typeof milestoneConnection>) => milestoneConnection(scope, args),
  labels: (args: Args<typeof labelConnection>) => labelConnection(scope, args, scope.repository.labels),
  issues: (args: Args<typeof issueConnection>) => issueConnection(scope, args),
  pullRequests: (args: Args<typeof pullConnection>) => pullConnection(scope, args),
  releases: (args: Args<typeof releaseConnection>) => releaseConnection(scope, args),
  deployments: (args: Args<typeof deploymentConnection>) => deploymentConnection(scope, args),
  discussions: (args: Args<typeof discussionConnection>) => discussionConnection(scope, args),
  discussionCategories: (args: Args<typeof categoryConnection>) => categoryConnection(scope, args),
  pinnedIssues: (paging: Paging) =>
    inOrder(
      paging,
      scope.repository.items.filter((item) => item.kind === "issue" && item.pinned),
      (issue) => ({
        __typename: "PinnedIssue",
        issue: () => refTo("item", scope, issue),
        repository: () => repositoryOf(scope),
      }),
    ),
});

/** GitHub answers some with an error when they aren't there, and others with null alone. */
const lookUps = (scope: ViewerScope) => ({
  ref: ({ qualifiedName }: { qualifiedName: string }) => branchOrNull(scope, qualifiedName),
  object: ({ expression, oid }: { expression?: string | null; oid?: string | null }) =>
    objectView(scope, expression ?? oid ?? "HEAD"),
  mergeQueue: ({ branch }: { branch?: string | null }) =>
    mergeQueueView(scope, branch ?? scope.repository.defaultBranch),
  milestone: ({ number }: { number: number }) => {
    const milestone = scope.repository.milestones.find((each) => each.number === number);
    return milestone === undefined ? null : refTo("milestone", scope, milestone);
  },
  label: ({ name }: { name: string }) => {
    const label = findLabel(scope, name);
    return label === undefined ? null : refTo("label", scope, label);
  },
  issue: ({ number }: { number: number }) => {
    const issue = itemOf(scope, number);
    if (issue?.kind !== "issue" || !scope.repository.hasIssues)
      throw nodeNotFound(`Could not resolve to an Issue with the number of ${number}.`);
    return refTo("item", scope, issue);
  },
  pullRequest: ({ number }: { number: number }) => {
    const pull = itemOf(scope, number);
    if (pull?.kind !== "pull") throw nodeNotFound(`Could not resolve to a PullRequest with the number of ${number}.`);
    return refTo("item", scope, pull);
  },
  issueOrPullRequest: ({ number }: { number: number }) => {
    const item = itemOf(scope, number);
    if (item === undefined)
      throw nodeNotFound(`Could not resolve to an issue or pull request with the number of ${number}.`);
    return refTo("item", scope, item);
  },
});

function itemOf(scope: ViewerScope, number: number): WorldItem | undefined {
  const item = scope.repository.items.find((each) => each.number === number);
  if (item !== undefined) permitRead(scope, ...permissionsFor(item));
  return item;
}
