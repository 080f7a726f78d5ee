// The engine for several replicas: they share the work through PostgreSQL.
import { Pool } from "pg";
import { FAILURE_RETRY } from "../backoff.ts";
import { type EngineSettings, makeQueue } from "../engine.ts";
import type { WorkQueue } from "../queue.ts";
import { connectionSettings, prepareConnection } from "./connect.ts";
import { openPostgresJobs } from "./jobs.ts";
import { openPostgresOutbox } from "./outbox.ts";
import { openProcess, type WorkerProcess } from "./process.ts";
import { openSession } from "./session.ts";
import { openPostgresShared } from "./shared.ts";
import { openPostgresStandings } from "./standings.ts";
import { migratePostgres } from "./store.ts";

export type PostgresSettings<Work> = EngineSettings<Work> & {
  url: string;
  /** How often to poll without being notified, in milliseconds. */
  pollMs?: number;
};

/** A replica is notified of new work at once; polling is for timers that others set. */
const POLL_MS = 1_000;
const CONNECTIONS = 5;

/** Rejects with a `StoreError`, which says what to do, if the store can't be used. */
export async function openPostgresQueue<Work>(settings: PostgresSettings<Work>): Promise<WorkQueue<Work>> {
  const { url, report, retry = FAILURE_RETRY, pollMs = POLL_MS } = settings;
  await migratePostgres(url);
  const pool = new Pool({ ...connectionSettings(url), max: CONNECTIONS, onConnect: prepareConnection });
  pool.on("error", report);
  const shared = openPostgresShared(pool, report);
  const session = openSession(url, { woken: () => own.woken(), paused: shared.heard, report });
  const own: WorkerProcess & { woken(): void } = openProcess(session, report);
  const jobs = openPostgresJobs({ pool, own, retry });
  return makeQueue(
    { jobs, shared, standings: openPostgresStandings(pool), outbox: openPostgresOutbox(pool) },
    settings,
    pollMs,
  );
}
