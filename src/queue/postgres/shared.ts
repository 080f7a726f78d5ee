// GitHub's limits as replicas share them, by the database's clock. A slot is a row whose time is advanced; a process that is notified of a pause reads all pauses.
import type { Pool } from "pg";
import { z } from "zod";
import type { SharedLimits, SharedPause, SlotAnswer } from "../shared.ts";
import { ACTIVE_PAUSES, FORGET_PAUSES, FORGET_SLOTS, RESERVE_SLOT, SET_PAUSE } from "./statements.ts";

export type PostgresShared = SharedLimits & {
  /** A pause was set, or may have been while nobody listened. */
  heard(): void;
};

const slot = z.object({ kind: z.enum(["taken", "full"]), ms: z.coerce.number() });
const stored = z.object({ name: z.string(), ms: z.coerce.number(), reason: z.string() });

export function openPostgresShared(pool: Pick<Pool, "query">, report: (error: unknown) => void): PostgresShared {
  const watching: ((pause: SharedPause) => void)[] = [];
  const read = async (paused: (pause: SharedPause) => void): Promise<void> => {
    for (const row of (await pool.query(ACTIVE_PAUSES)).rows) {
      const { name, ms, reason } = stored.parse(row);
      paused({ name, forMs: ms, reason });
    }
  };
  const forget = () => Promise.all([FORGET_SLOTS, FORGET_PAUSES].map((statement) => pool.query(statement)));
  return {
    reserveSlot: async (name, everyMs, aheadMs): Promise<SlotAnswer> => {
      const [row] = (await pool.query(RESERVE_SLOT, [name, everyMs, aheadMs])).rows;
      // Another process created the row at the same moment, and it is full.
      if (row === undefined) return { kind: "full", inMs: aheadMs };
      const { kind, ms } = slot.parse(row);
      return { kind, inMs: Math.max(0, ms) };
    },
    pause: async ({ name, forMs, reason }) => void (await pool.query(SET_PAUSE, [name, forMs, reason])),
    watch: async (paused) => {
      watching.push(paused);
      await Promise.all([read(paused), forget()]).catch(report);
    },
    heard: () => {
      for (const paused of watching) read(paused).catch(report);
    },
  };
}
