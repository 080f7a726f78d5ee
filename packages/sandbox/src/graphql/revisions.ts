// Commits and branches by their names, as references.
import { type Reference, refTo } from "./references.ts";
import type { Scope } from "./scope.ts";

export const BRANCH_PREFIX = "refs/heads/";

/** A branch's name may come with or without `refs/heads/`. */
export const branchName = (name: string): string =>
  name.startsWith(BRANCH_PREFIX) ? name.slice(BRANCH_PREFIX.length) : name;

/** Null where there is no commit, or none any more. */
export function commitOrNull(scope: Scope, sha: string | null | undefined): Reference<"commit"> | null {
  const commit = scope.repository.commits.get(sha ?? "");
  return commit === undefined ? null : refTo("commit", scope, commit);
}

/** Null where there is no such branch. */
export function branchOrNull(scope: Scope, qualifiedName: string): Reference<"branch"> | null {
  const name = branchName(qualifiedName);
  return scope.repository.branches.has(name) ? refTo("branch", scope, name) : null;
}
