// The only process on an embedded store has nobody to tell; what is closed is still so when it comes back.
import type { DatabaseSync } from "node:sqlite";
import type { Shared } from "../shared.ts";
import { numberOf } from "./rows.ts";

export function openShared(db: DatabaseSync): Shared {
  const free = new Map<string, number>();
  return {
    turn: async (name, everyMs, aheadMs) => {
      const now = Date.now();
      const at = Math.max(free.get(name) ?? 0, now);
      if (at - now > aheadMs) return { kind: "full", inMs: at - now };
      free.set(name, at + everyMs);
      return { kind: "taken", inMs: at - now };
    },
    close: async ({ name, forMs, reason }) =>
      void db
        .prepare(
          `INSERT INTO closed (name, until, reason) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET
             until = excluded.until, reason = excluded.reason WHERE excluded.until > until`,
        )
        .run(name, Date.now() + Math.ceil(forMs), reason),
    watch: (told) => {
      for (const row of db.prepare("SELECT * FROM closed WHERE until > ?").all(Date.now()))
        told({
          name: String(row["name"]),
          forMs: (numberOf(row["until"]) ?? 0) - Date.now(),
          reason: String(row["reason"]),
        });
    },
  };
}
