// The jobs in the embedded store that failed in all their attempts.
import type { FailedJob, FailedJobs } from "../kept.ts";
import type { StoreClock } from "./clock.ts";
import type { SqliteLine } from "./line.ts";
import { numberOf, type SqliteRow } from "./rows.ts";
import type { SqliteStore } from "./store.ts";

export function openFailedJobs(store: SqliteStore, clock: StoreClock, line: SqliteLine): FailedJobs {
  const list = store.prepare("SELECT * FROM job WHERE state = 'failed' ORDER BY failed_at, id");
  const remove = store.prepare("DELETE FROM job WHERE id = ? AND state = 'failed'");
  const revive = reviving(store, clock, line);
  return {
    failures: async () => list.all().map((row) => failureOfRow(row, clock)),
    retry: async (id) => store.transaction(() => revive(id)),
    discard: async (id) => void remove.run(id),
  };
}

/** Joins a waiting job with the same key and makes it due now. */
function reviving(store: SqliteStore, clock: StoreClock, line: SqliteLine): (id: string) => void {
  const failed = store.prepare("SELECT repository, key FROM job WHERE id = ? AND state = 'failed'");
  const bring = store.prepare(`
    UPDATE job SET due = min(due, ?), attempts = 0 WHERE repository = ? AND key = ? AND state = 'queued'`);
  const remove = store.prepare("DELETE FROM job WHERE id = ?");
  const queue = store.prepare("UPDATE job SET state = 'queued', due = ?, attempts = 0 WHERE id = ?");
  return (id) => {
    const row = failed.get(id);
    if (row === undefined) return;
    const repository = String(row["repository"]);
    if (Number(bring.run(clock.now(), repository, String(row["key"])).changes) > 0) remove.run(id);
    else queue.run(clock.now(), id);
    line.requeue(repository);
  };
}

const failureOfRow = (row: SqliteRow, clock: StoreClock): FailedJob => ({
  id: String(row["id"]),
  repository: String(row["repository"]),
  key: String(row["key"]),
  attempts: numberOf(row["attempts"]) ?? 0,
  error: String(row["error"] ?? ""),
  failedAt: clock.date(numberOf(row["failed_at"]) ?? 0),
});
