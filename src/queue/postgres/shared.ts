// What replicas tell one another, by the database's clock: turns are rows that are moved on, and who hears of a closing reads them all.
import type { Pool } from "pg";
import { z } from "zod";
import type { Closing, Shared, Turn } from "../shared.ts";
import { CLOSE, CLOSED, TURN } from "./statements.ts";

export type PostgresShared = Shared & {
  /** Something was closed; or may have been, while nobody listened. */
  heard(): void;
};

const turn = z.object({ kind: z.enum(["taken", "full"]), ms: z.coerce.number() });
const closed = z.object({ name: z.string(), ms: z.coerce.number(), reason: z.string() });

export function openShared(pool: Pick<Pool, "query">, report: (error: unknown) => void): PostgresShared {
  const watching: ((closing: Closing) => void)[] = [];
  const read = async (told: (closing: Closing) => void): Promise<void> => {
    for (const row of (await pool.query(CLOSED)).rows) {
      const { name, ms, reason } = closed.parse(row);
      told({ name, forMs: ms, reason });
    }
  };
  return {
    turn: async (name, everyMs, aheadMs): Promise<Turn> => {
      const [row] = (await pool.query(TURN, [name, everyMs, aheadMs])).rows;
      // Another process made the line in this very moment, and it is full.
      if (row === undefined) return { kind: "full", inMs: aheadMs };
      const { kind, ms } = turn.parse(row);
      return { kind, inMs: Math.max(0, ms) };
    },
    close: async ({ name, forMs, reason }) => void (await pool.query(CLOSE, [name, forMs, reason])),
    watch: (told) => {
      watching.push(told);
      read(told).catch(report);
    },
    heard: () => {
      for (const told of watching) read(told).catch(report);
    },
  };
}
