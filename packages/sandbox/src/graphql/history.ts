// The commits behind a commit, the newest first, and those of them that changed a path.
import type { CommitHistoryArgs } from "@octokit/graphql-schema";
import type { Commit } from "../model-commits.ts";
import { inOrder } from "./connection.ts";
import { refTo } from "./references.ts";
import type { ViewerScope } from "./scope.ts";

/** As Git simplifies it: https://git-scm.com/docs/git-log#_history_simplification */
export const historyConnection = (scope: ViewerScope, from: Commit, { path, ...paging }: CommitHistoryArgs) =>
  inOrder(paging, lineOf(scope, from).filter(changing(scope, path ?? null)), (commit) =>
    refTo("commit", scope, commit),
  );

/** Along first parents. */
function lineOf({ repository }: ViewerScope, from: Commit): Commit[] {
  const line: Commit[] = [];
  for (let at: Commit | undefined = from; at !== undefined; at = repository.commits.get(at.parents[0] ?? ""))
    line.push(at);
  return line;
}

const changing =
  ({ repository }: ViewerScope, path: string | null) =>
  ({ files, parents }: Commit): boolean =>
    path === null || files.get(path) !== repository.commits.get(parents[0] ?? "")?.files.get(path);
