// The outbox in the shared store. Replicas share it: a lease keeps a notice for the one that sends it.
import type { Pool } from "pg";
import { z } from "zod";
import { keptNotice, type Outbox, rowOfNotice } from "../outbox.ts";
import * as sql from "./statements.ts";

const notice = z.object({
  id: z.coerce.string(),
  channel: z.string(),
  key: z.string(),
  repository: z.string(),
  format: z.string(),
  body: z.string(),
  attempts: z.number(),
  error: z.string().nullable(),
  failed_at: z.date().nullable(),
});

const depths = z.object({ waiting: z.coerce.number(), failing: z.coerce.number() });

export function openPostgresOutbox(pool: Pick<Pool, "query">): Outbox {
  return {
    store: async (repository, changes, notices) => {
      const values = [...changes.values()].map((value) => (value === null ? null : JSON.stringify(value)));
      await pool.query(sql.STORE_NOTICES, [repository, [...changes.keys()], values, JSON.stringify(notices)]);
    },
    claim: async (channel, leaseMs) => {
      const [row] = (await pool.query(sql.CLAIM_NOTICE, [channel, leaseMs])).rows;
      if (row === undefined) return null;
      const { id, key, format, body, attempts } = notice.parse(row);
      return { id, key, format, body, attempts };
    },
    sent: async (id) => void (await pool.query(sql.REMOVE_NOTICE, [id])),
    failed: async (id, error, retryMs) => void (await pool.query(sql.FAIL_NOTICE, [id, error, retryMs])),
    dueIn: async (channel) => {
      const ms = (await pool.query(sql.NOTICE_DUE_IN, [channel])).rows[0]?.ms ?? null;
      return ms === null ? null : Number(ms);
    },
    depth: async () => depths.parse((await pool.query(sql.OUTBOX_DEPTH)).rows[0]),
    kept: {
      failures: async () =>
        (await pool.query(sql.KEPT_NOTICES)).rows.map((row) => {
          const { id, channel, key, repository, attempts, error, failed_at } = notice.parse(row);
          const failedAt = failed_at ?? new Date(0);
          return keptNotice({ row: id, channel, key, repository, attempts, error: error ?? "", failedAt });
        }),
      retry: async (id) => void (await pool.query(sql.REVIVE_NOTICE, [rowOfNotice(id)])),
      discard: async (id) => void (await pool.query(sql.REMOVE_NOTICE, [rowOfNotice(id)])),
    },
  };
}
