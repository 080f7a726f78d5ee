// The engine for several replicas: the work is shared through PostgreSQL.
import { Pool } from "pg";
import { RETRY } from "../backoff.ts";
import { type EngineSettings, queueOver } from "../engine.ts";
import type { Claimed } from "../jobs.ts";
import type { Queue } from "../queue.ts";
import { openJobs } from "./jobs.ts";
import { openSession, QUERY_MS } from "./session.ts";
import { openShared } from "./shared.ts";
import { CONNECT_MS, openStore } from "./store.ts";

export type PostgresSettings<Work> = EngineSettings<Work> & {
  url: string;
  /** How often to look without being told, in milliseconds. */
  pollMs?: number;
};

/** A replica hears of new work at once; this is for timers of others, and for what a crash left. */
const POLL_MS = 1_000;
const CONNECTIONS = 5;

/** Rejects with what to do where the store can't be used. Connecting and storing end well within the ten seconds that GitHub waits. */
export async function openPostgresQueue<Work>(settings: PostgresSettings<Work>): Promise<Queue<Work>> {
  const { url, report, retry = RETRY, pollMs = POLL_MS } = settings;
  await openStore(url);
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: "milegate",
  });
  pool.on("error", report);
  const running = new Map<string, Claimed>();
  const shared = openShared(pool, report);
  const session = openSession({
    url,
    held: () => running.keys(),
    wake: () => queue.wake(),
    heard: shared.heard,
    report,
  });
  const queue = queueOver({ jobs: openJobs({ pool, session, retry }), shared, running }, settings, pollMs);
  return queue;
}
