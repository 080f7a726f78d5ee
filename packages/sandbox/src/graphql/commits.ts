// Commits and branches as GraphQL shows them.
import type { CheckSuiteFilter, CommitAssociatedPullRequestsArgs } from "@octokit/graphql-schema";
import type { Commit, PullRequest } from "../model.ts";
import { suiteConnection } from "./checks.ts";
import { commitsOf } from "./comparison.ts";
import { inOrder, type Paging } from "./connection.ts";
import { pullConnection } from "./lists.ts";
import { permitRead } from "./permission.ts";
import { repositoryView } from "./repository.ts";
import type { Scope } from "./scope.ts";
import { objectAt, treeView } from "./trees.ts";

/** Null where there is no commit, or none any more. */
export function commitOrNull(scope: Scope, sha: string | null | undefined) {
  const commit = scope.repository.commits.get(sha ?? "");
  return commit === undefined ? null : commitView(scope, commit);
}

export function commitView(scope: Scope, commit: Commit) {
  const [headline = "", ...rest] = commit.message.split("\n");
  return {
    __typename: "Commit",
    id: `C_${scope.repository.nodeId}_${commit.sha}`,
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join("\n").trim(),
    committedDate: commit.date,
    authoredDate: commit.date,
    url: `${scope.repository.url}/commit/${commit.sha}`,
    repository: () => repositoryView(scope),
    tree: () => treeView(scope, commit.files, ""),
    parents: (paging: Paging) => inOrder(paging, parentsOf(scope, commit), (parent) => commitView(scope, parent)),
    checkSuites: (args: Paging & { filterBy?: CheckSuiteFilter | null }) => suiteConnection(scope, commit.sha, args),
    associatedPullRequests: (args: CommitAssociatedPullRequestsArgs) =>
      pullConnection(scope, args, (item) => item.kind === "pull" && brings(scope, item, commit)),
  };
}

const brings = ({ repository }: Scope, pull: PullRequest, { sha }: Commit): boolean =>
  pull.mergeSha === sha || commitsOf(repository, pull).some((commit) => commit.sha === sha);

const parentsOf = ({ repository }: Scope, { parents }: Commit): Commit[] =>
  parents.map((sha) => repository.commits.get(sha)).filter((parent) => parent !== undefined);

const BRANCHES = "refs/heads/";

/** Null when there is no such branch; its name may come with or without `refs/heads/`. */
export function refView(scope: Scope, qualifiedName: string) {
  const name = branchName(qualifiedName);
  const sha = scope.repository.branches.get(name);
  if (sha === undefined) return null;
  return {
    __typename: "Ref",
    id: `REF_${scope.repository.nodeId}_${name}`,
    name,
    prefix: BRANCHES,
    target: () => commitOrNull(scope, sha),
    repository: () => repositoryView(scope),
  };
}

const branchName = (name: string): string => (name.startsWith(BRANCHES) ? name.slice(BRANCHES.length) : name);

/** Git's `revision` or `revision:path`: https://git-scm.com/docs/gitrevisions; a revision is `HEAD`, a branch or a commit's whole id. */
export function objectView(scope: Scope, expression: string) {
  permitRead(scope, "contents");
  const colon = expression.indexOf(":");
  const revision = colon < 0 ? expression : expression.slice(0, colon);
  const { branches, commits, defaultBranch } = scope.repository;
  const branch = revision === "HEAD" ? defaultBranch : branchName(revision);
  const commit = commits.get(branches.get(branch) ?? revision);
  if (commit === undefined) return null;
  return colon < 0 ? commitView(scope, commit) : objectAt(scope, commit.files, expression.slice(colon + 1));
}
