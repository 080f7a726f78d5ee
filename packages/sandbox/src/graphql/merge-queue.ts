// Merge queues as GraphQL shows them.
import type { WorldQueueEntry } from "../model.ts";
import { inOrder, type Paging } from "./connection.ts";
import { permitRead } from "./permission.ts";
import { refTo, repositoryOf } from "./references.ts";
import { commitOrNull } from "./revisions.ts";
import type { ViewerScope } from "./scope.ts";

/** Null where the branch has no queue. */
export function mergeQueueView(scope: ViewerScope, branch: string) {
  permitRead(scope, "merge_queues");
  const entries = scope.repository.mergeQueues.get(branch);
  if (entries === undefined) return null;
  return {
    __typename: "MergeQueue",
    id: `MQ_${scope.repository.nodeId}_${branch}`,
    url: `${scope.repository.url}/queue/${branch}`,
    repository: () => repositoryOf(scope),
    entries: (paging: Paging) => inOrder(paging, entries, (entry) => queueEntryView(scope, entry)),
  };
}

export const queueEntryView = (scope: ViewerScope, entry: WorldQueueEntry) => ({
  __typename: "MergeQueueEntry",
  id: entry.nodeId,
  position: (scope.repository.mergeQueues.get(entry.pull.base.ref) ?? []).indexOf(entry) + 1,
  state: "AWAITING_CHECKS",
  enqueuedAt: entry.enqueuedAt,
  headCommit: () => commitOrNull(scope, entry.headSha),
  baseCommit: () => commitOrNull(scope, entry.baseSha),
  pullRequest: () => refTo("item", scope, entry.pull),
});
