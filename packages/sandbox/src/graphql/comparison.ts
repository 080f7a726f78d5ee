// What a pull request brings: its commits and the files that they change, seen from where its head left the base.
import type { PullRequest, Repository } from "../model.ts";
import type { Commit } from "../model-commits.ts";

export type SchemaChange = { path: string; changeType: "ADDED" | "MODIFIED" | "DELETED" };

/** Newest first, each commit once. */
function history(repository: Repository, sha: string): Map<string, Commit> {
  const seen = new Map<string, Commit>();
  const open = [sha];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const commit = repository.commits.get(next);
    if (commit === undefined || seen.has(next)) continue;
    seen.set(next, commit);
    open.push(...commit.parents);
  }
  return seen;
}

/** Oldest first. */
export function commitsOf(repository: Repository, { head, base }: PullRequest): Commit[] {
  const known = history(repository, base.sha);
  const all = Array.from(history(repository, head.sha).values());
  return all.filter(({ sha }) => !known.has(sha)).toReversed();
}

export function changesOf(repository: Repository, { head, base }: PullRequest): SchemaChange[] {
  const known = history(repository, base.sha);
  const all = Array.from(history(repository, head.sha).values());
  const before = all.find(({ sha }) => known.has(sha))?.files ?? new Map<string, string>();
  const after = repository.commits.get(head.sha)?.files ?? new Map<string, string>();
  const paths = new Set([...before.keys(), ...after.keys()]);
  return Array.from(paths)
    .filter((path) => before.get(path) !== after.get(path))
    .toSorted()
    .map((path) => ({ path, changeType: !before.has(path) ? "ADDED" : after.has(path) ? "MODIFIED" : "DELETED" }));
}
