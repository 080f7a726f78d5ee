// The shared store: its tables in the schema `milegate` of a PostgreSQL database.
import { Client } from "pg";
import { StoreError } from "../queue.ts";

/** Each takes the store to the next version; one that was released is never changed. */
export const STEPS: readonly string[] = [
  `CREATE TABLE milegate.delivery (guid text PRIMARY KEY, stored_at timestamptz NOT NULL DEFAULT now());
   CREATE INDEX delivery_age ON milegate.delivery (stored_at);
   CREATE SEQUENCE milegate.run;
   CREATE TABLE milegate.job (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     repository text NOT NULL,
     key text NOT NULL,
     priority integer NOT NULL,
     work jsonb NOT NULL,
     deliveries jsonb NOT NULL,
     state text NOT NULL CHECK (state IN ('ready', 'running', 'failed')),
     due timestamptz NOT NULL,
     created timestamptz NOT NULL,
     attempts integer NOT NULL DEFAULT 0,
     run bigint,
     error text,
     failed_at timestamptz
   );
   CREATE UNIQUE INDEX job_ready ON milegate.job (repository, key) WHERE state = 'ready';
   CREATE INDEX job_due ON milegate.job (due) WHERE state = 'ready';
   CREATE INDEX job_state ON milegate.job (state, repository);`,
  `CREATE TABLE milegate.line (name text PRIMARY KEY, free timestamptz NOT NULL);
   CREATE TABLE milegate.closed (name text PRIMARY KEY, until timestamptz NOT NULL, reason text NOT NULL);`,
];

/** How long a start waits for another replica that migrates, in milliseconds. */
const MIGRATION_MS = 60_000;
export const CONNECT_MS = 3_000;

/** Replicas that start at once take turns. Rejects with what to do where the store can't be used. */
export async function openStore(url: string, steps = STEPS): Promise<void> {
  const client = await connected(url);
  try {
    await client.query("BEGIN");
    await migrate(client, steps);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

async function connected(url: string): Promise<Client> {
  try {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: MIGRATION_MS,
      application_name: "milegate",
    });
    // What breaks the connection rejects the query as well.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    throw new StoreError(unreachable(error), { cause: error });
  }
}

async function migrate(client: Client, steps: readonly string[]): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('milegate/migrate', 0))");
  const { rows } = await client.query("SELECT to_regclass('milegate.store') IS NOT NULL AS there");
  if (rows[0]?.there !== true)
    await client.query("CREATE SCHEMA IF NOT EXISTS milegate; CREATE TABLE milegate.store AS SELECT 0 AS version");
  const version = Number((await client.query("SELECT version FROM milegate.store")).rows[0]?.version);
  if (version > steps.length)
    throw new StoreError(
      `The database of DATABASE_URL was written by a newer Milegate (store version ${version}, this one knows ${steps.length}). Start that version, or set DATABASE_URL to another database.`,
    );
  if (version === steps.length) return;
  for (const step of steps.slice(version)) await client.query(step);
  await client.query("UPDATE milegate.store SET version = $1", [steps.length]);
}

/** Without the URL, which holds a password. */
const unreachable = (error: unknown): string =>
  `The database of DATABASE_URL can't be reached: ${error instanceof Error ? error.message || error.name : String(error)}. Check that PostgreSQL runs and that DATABASE_URL is right.`;
