// What administrators see and may do: the queue's failed jobs, GitHub's limits, installations.
import type { FailedJobs } from "../queue/kept.ts";
import type { QueueDepth } from "../queue/queue.ts";
import { BOARD_PART } from "../standings/board-standing.ts";
import type { StandingStore } from "../standings/store.ts";
import type { InstallationRow, LimitRow, Operations } from "./pages/admin.ts";

export type OperationsPort = FailedJobs & {
  depth(): Promise<QueueDepth>;
  /** As GitHub told last. */
  limits(): LimitRow[];
  standings: Pick<StandingStore, "holding">;
};

export async function readOperations({ failures, depth, limits, standings }: OperationsPort): Promise<Operations> {
  const [failed, waiting, keys] = await Promise.all([failures(), depth(), standings.holding(BOARD_PART)]);
  return { failures: failed, depth: waiting, limits: limits(), installations: installationsIn(keys) };
}

/** From the store's keys: no request to GitHub. */
function installationsIn(keys: readonly string[]): InstallationRow[] {
  const owners = Map.groupBy(keys, (key) => key.split("/").slice(0, 2).join("/"));
  return [...owners].map(([place, repositories]) => {
    const [installation = "", owner = ""] = place.split("/");
    return { installation, owner, repositories: repositories.length };
  });
}
