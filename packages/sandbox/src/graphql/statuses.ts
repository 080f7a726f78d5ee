// Commit statuses as GraphQL shows them.
import type { Commit } from "../model-commits.ts";
import type { CommitStatus } from "../model-statuses.ts";
import { actorView } from "./actors.ts";
import { permitRead } from "./permission.ts";
import { refTo } from "./references.ts";
import type { ViewerScope } from "./scope.ts";

/** The newest of each context; null for a commit without any. */
export function statusOrNull(scope: ViewerScope, commit: Commit) {
  permitRead(scope, "statuses");
  const found = scope.repository.statuses.filter(({ sha }) => sha === commit.sha);
  const newest = [...new Map(found.map((status) => [status.context, status])).values()];
  if (newest.length === 0) return null;
  return {
    __typename: "Status",
    id: `ST_${commit.sha}`,
    state: worst(newest).toUpperCase(),
    contexts: () => newest.map((status) => contextView(scope, commit, status)),
    context: ({ name }: { name: string }) => {
      const status = newest.find(({ context }) => context === name);
      return status === undefined ? null : contextView(scope, commit, status);
    },
    commit: () => refTo("commit", scope, commit),
  };
}

const worst = (statuses: readonly CommitStatus[]): string =>
  ["error", "failure", "pending"].find((each) => statuses.some(({ state }) => state === each)) ?? "success";

const contextView = (scope: ViewerScope, commit: Commit, status: CommitStatus) => ({
  __typename: "StatusContext",
  id: status.nodeId,
  context: status.context,
  state: status.state.toUpperCase(),
  description: status.description,
  targetUrl: status.targetUrl,
  createdAt: status.createdAt,
  creator: () => actorView(scope, status.creator),
  commit: () => refTo("commit", scope, commit),
});
