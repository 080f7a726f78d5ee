// Standings in the shared store.
import type { Pool } from "pg";
import { z } from "zod";
import type { StandingStore } from "../../standings/store.ts";
import { LIST_STANDINGS, READ_STANDING, READ_STANDING_PART, WRITE_STANDING } from "./statements.ts";

const stored = z.object({ name: z.string(), value: z.string().transform((text): unknown => JSON.parse(text)) });

const named = stored.pick({ name: true });

export function openPostgresStandings(pool: Pick<Pool, "query">): StandingStore {
  const rows = async (statement: string, values: unknown[]): Promise<Map<string, unknown>> =>
    new Map(
      (await pool.query(statement, values)).rows.map((row) => stored.parse(row)).map((row) => [row.name, row.value]),
    );
  return {
    read: (repository) => rows(READ_STANDING, [repository]),
    readPart: (part, repositories) => rows(READ_STANDING_PART, [part, repositories]),
    holding: async (part) => (await pool.query(LIST_STANDINGS, [part])).rows.map((row) => named.parse(row).name),
    write: async (repository, changes) => {
      if (changes.size === 0) return;
      const values = [...changes.values()].map((value) => (value === null ? null : JSON.stringify(value)));
      await pool.query(WRITE_STANDING, [repository, [...changes.keys()], values]);
    },
  };
}
