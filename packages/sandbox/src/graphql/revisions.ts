// Commits and branches by their names, as references.
import { refTo, type TimelineReference } from "./references.ts";
import type { ViewerScope } from "./scope.ts";

export const BRANCH_PREFIX = "refs/heads/";

/** A branch's name may come with or without `refs/heads/`. */
export const branchName = (name: string): string =>
  name.startsWith(BRANCH_PREFIX) ? name.slice(BRANCH_PREFIX.length) : name;

/** Null where there is no commit, or none any more. */
export function commitOrNull(scope: ViewerScope, sha: string | null | undefined): TimelineReference<"commit"> | null {
  const commit = scope.repository.commits.get(sha ?? "");
  return commit === undefined ? null : refTo("commit", scope, commit);
}

/** Null where there is no such branch. */
export function branchOrNull(scope: ViewerScope, qualifiedName: string): TimelineReference<"branch"> | null {
  const name = branchName(qualifiedName);
  return scope.repository.branches.has(name) ? refTo("branch", scope, name) : null;
}
