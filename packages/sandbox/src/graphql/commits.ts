// Commits and branches as GraphQL shows them.
import type {
  CheckSuiteFilter,
  CommitAssociatedPullRequestsArgs,
  CommitFileArgs,
  CommitHistoryArgs,
} from "@octokit/graphql-schema";
import type { PullRequest } from "../model.ts";
import type { Commit } from "../model-commits.ts";
import { suiteConnection } from "./checks.ts";
import { commitsOf } from "./comparison.ts";
import { inOrder, type Paging } from "./connection.ts";
import { commitPeople } from "./git-actors.ts";
import { historyConnection } from "./history.ts";
import { pullConnection } from "./lists.ts";
import { permitRead } from "./permission.ts";
import { refTo, repositoryOf } from "./references.ts";
import { BRANCH_PREFIX, branchName, commitOrNull } from "./revisions.ts";
import type { ViewerScope } from "./scope.ts";
import { statusOrNull } from "./statuses.ts";
import { objectAt, treeView } from "./trees.ts";

export function commitNode(scope: ViewerScope, commit: Commit) {
  const [headline = "", ...rest] = commit.message.split("\n");
  return {
    __typename: "Commit",
    id: `C_${scope.repository.nodeId}_${commit.sha}`,
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join("\n").trim(),
    ...commitPeople(scope, commit),
    committedDate: commit.date,
    authoredDate: commit.date,
    url: `${scope.repository.url}/commit/${commit.sha}`,
    repository: () => repositoryOf(scope),
    history: (args: CommitHistoryArgs) => historyConnection(scope, commit, args),
    file: ({ path }: CommitFileArgs) => {
      const object = objectAt(scope, commit.files, path);
      return object === null ? null : { name: path.split("/").at(-1), path, object };
    },
    tree: () => treeView(scope, commit.files, ""),
    parents: (paging: Paging) => inOrder(paging, parentsOf(scope, commit), (parent) => refTo("commit", scope, parent)),
    checkSuites: (args: Paging & { filterBy?: CheckSuiteFilter | null }) => suiteConnection(scope, commit.sha, args),
    status: () => statusOrNull(scope, commit),
    associatedPullRequests: (args: CommitAssociatedPullRequestsArgs) =>
      pullConnection(scope, args, (item) => item.kind === "pull" && brings(scope, item, commit)),
  };
}

const brings = ({ repository }: ViewerScope, pull: PullRequest, { sha }: Commit): boolean =>
  pull.mergeSha === sha || commitsOf(repository, pull).some((commit) => commit.sha === sha);

const parentsOf = ({ repository }: ViewerScope, { parents }: Commit): Commit[] =>
  parents.map((sha) => repository.commits.get(sha)).filter((parent) => parent !== undefined);

export const branchNode = (scope: ViewerScope, name: string) => ({
  __typename: "Ref",
  id: `REF_${scope.repository.nodeId}_${name}`,
  name,
  prefix: BRANCH_PREFIX,
  target: () => commitOrNull(scope, scope.repository.branches.get(name)),
  repository: () => repositoryOf(scope),
});

/** Git's `revision` or `revision:path`: https://git-scm.com/docs/gitrevisions; a revision is `HEAD`, a branch or a commit's whole id. */
export function objectView(scope: ViewerScope, expression: string) {
  permitRead(scope, "contents");
  const colon = expression.indexOf(":");
  const revision = colon < 0 ? expression : expression.slice(0, colon);
  const { branches, commits, defaultBranch } = scope.repository;
  const branch = revision === "HEAD" ? defaultBranch : branchName(revision);
  const commit = commits.get(branches.get(branch) ?? revision);
  if (commit === undefined) return null;
  return colon < 0 ? refTo("commit", scope, commit) : objectAt(scope, commit.files, expression.slice(colon + 1));
}
