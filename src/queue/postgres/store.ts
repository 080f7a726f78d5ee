// Opens the shared store: migrates its tables, in the schema `milegate` of a PostgreSQL database, to this version.
import type { Client } from "pg";
import { StoreError } from "../queue.ts";
import { connectionSettings, connectTo } from "./connect.ts";
import { POSTGRES_STEPS, type PostgresStep } from "./tables.ts";

/** How long a start waits for a replica that migrates, in milliseconds. */
const MIGRATION_MS = 60_000;

/** Replicas that start together migrate one after the other. Rejects with a `StoreError`, which says what to do, if the store can't be used. */
export async function migratePostgres(url: string, steps: readonly PostgresStep[] = POSTGRES_STEPS): Promise<void> {
  // An error of the connection rejects the query as well.
  const settings = { ...connectionSettings(url), query_timeout: MIGRATION_MS };
  const client = await connectTo(settings, () => undefined).catch((error: unknown) => {
    throw new StoreError(unreachable(error), { cause: error });
  });
  try {
    await client.query("BEGIN");
    await migrate(client, steps);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

async function migrate(client: Client, steps: readonly PostgresStep[]): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('milegate/migrate', 0))");
  const { rows } = await client.query("SELECT to_regclass('milegate.store') IS NOT NULL AS there");
  if (rows[0]?.there !== true)
    await client.query("CREATE SCHEMA IF NOT EXISTS milegate; CREATE TABLE milegate.store AS SELECT 0 AS version");
  const { version, readableFrom } = await versionOf(client);
  if (version > steps.length && readableFrom > steps.length)
    throw new StoreError(
      `The database of DATABASE_URL was written by a newer Milegate (store version ${version}, this one knows ${steps.length}). Start that version, or set DATABASE_URL to another database.`,
    );
  if (version >= steps.length) return;
  for (const { sql } of steps.slice(version)) await client.query(sql);
  const values = [steps.length, steps.at(-1)?.readableFrom];
  await client.query("UPDATE milegate.store SET version = $1, readable_from = $2", values);
}

/** The first version of the table does not have the column. */
async function versionOf(client: Client): Promise<{ version: number; readableFrom: number }> {
  const asked = "SELECT version, to_jsonb(store) ->> 'readable_from' AS readable FROM milegate.store";
  const row = (await client.query(asked)).rows[0];
  return { version: Number(row?.version), readableFrom: Number(row?.readable ?? row?.version) };
}

/** The message leaves out the URL, which holds a password. */
const unreachable = (error: unknown): string =>
  `The database of DATABASE_URL can't be reached: ${error instanceof Error ? error.message || error.name : String(error)}. Check that PostgreSQL is running and that DATABASE_URL is correct.`;
