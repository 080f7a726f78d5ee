// The outbox in the embedded store.

import type { FailedJobs } from "../kept.ts";
import { FAILING_ATTEMPTS, keptNotice, type Outbox, rowOfNotice } from "../outbox.ts";
import type { StoreClock } from "./clock.ts";
import type { GroupSync } from "./group-sync.ts";
import { numberOf } from "./rows.ts";
import { standingWriter } from "./standings.ts";
import type { SqliteStore } from "./store.ts";

type Needs = { store: SqliteStore; clock: StoreClock; sync: GroupSync };

/** First gives back what an earlier process was sending. */
export function openSqliteOutbox({ store, clock, sync }: Needs): Outbox {
  const now = (): number => clock.now();
  const writeStanding = standingWriter(store);
  const add = store.prepare(`
    INSERT INTO notice (channel, key, repository, format, body, due) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const claim = store.prepare(`
    UPDATE notice SET due = ?, attempts = attempts + 1, claimed = 1 WHERE id =
      (SELECT id FROM notice WHERE channel = ? AND due <= ? ORDER BY due, id LIMIT 1) RETURNING *`);
  const remove = store.prepare("DELETE FROM notice WHERE id = ?");
  const fail = store.prepare("UPDATE notice SET due = ?, error = ?, failed_at = ?, claimed = 0 WHERE id = ?");
  const soonest = store.prepare("SELECT min(due) AS due FROM notice WHERE channel = ? AND due IS NOT NULL");
  const depth = store.prepare(`
    SELECT count(*) FILTER (WHERE due IS NOT NULL) AS waiting, count(*) FILTER (WHERE attempts >= ${FAILING_ATTEMPTS}) AS failing FROM notice`);
  store.prepare("UPDATE notice SET due = ?, claimed = 0 WHERE claimed = 1").run(now());
  return {
    store: async (repository, changes, notices) =>
      store.transaction(() => {
        writeStanding(repository, changes);
        for (const { channel, key, format, body } of notices) add.run(channel, key, repository, format, body, now());
      }),
    claim: async (channel, leaseMs) => {
      const row = claim.get(now() + leaseMs, channel, now());
      if (row === undefined) return null;
      await sync.synced();
      const [id, key, format, body] = [row["id"], row["key"], row["format"], row["body"]].map(String);
      return {
        id: id ?? "",
        key: key ?? "",
        format: format ?? "",
        body: body ?? "",
        attempts: Number(row["attempts"]),
      };
    },
    sent: async (id) => void remove.run(id),
    failed: async (id, error, retryMs) => void fail.run(retryMs === null ? null : now() + retryMs, error, now(), id),
    dueIn: async (channel) => {
      const due = numberOf(soonest.get(channel)?.["due"]);
      return due === null ? null : due - now();
    },
    depth: async () => {
      const row = depth.get();
      return { waiting: numberOf(row?.["waiting"]) ?? 0, failing: numberOf(row?.["failing"]) ?? 0 };
    },
    kept: keptIn({ store, clock }),
  };
}

function keptIn({ store, clock }: Pick<Needs, "store" | "clock">): FailedJobs {
  const list = store.prepare(`
    SELECT * FROM notice WHERE failed_at IS NOT NULL AND attempts >= ${FAILING_ATTEMPTS} ORDER BY failed_at, id`);
  const revive = store.prepare("UPDATE notice SET due = ?, attempts = 0 WHERE id = ?");
  const remove = store.prepare("DELETE FROM notice WHERE id = ?");
  return {
    failures: async () =>
      list.all().map((row) =>
        keptNotice({
          row: String(row["id"]),
          channel: String(row["channel"]),
          key: String(row["key"]),
          repository: String(row["repository"]),
          attempts: numberOf(row["attempts"]) ?? 0,
          error: String(row["error"] ?? ""),
          failedAt: clock.date(numberOf(row["failed_at"]) ?? 0),
        }),
      ),
    retry: async (id) => void revive.run(clock.now(), rowOfNotice(id)),
    discard: async (id) => void remove.run(rowOfNotice(id)),
  };
}
