// The embedded engine: one process, one SQLite file, nothing to set up.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { FAILURE_RETRY } from "../backoff.ts";
import { type EngineSettings, makeQueue } from "../engine.ts";
import type { WorkQueue } from "../queue.ts";
import { storeClock } from "./clock.ts";
import { groupSync } from "./group-sync.ts";
import { openSqliteJobs } from "./jobs.ts";
import { openSqliteOutbox } from "./outbox.ts";
import { numberOf } from "./rows.ts";
import { openSqliteShared } from "./shared.ts";
import { openSqliteStandings } from "./standings.ts";
import { openSqliteStore } from "./store.ts";

export type SqliteSettings<Work> = EngineSettings<Work> & {
  /** A folder, made when it is missing; ":memory:" for tests. */
  directory: string;
};

/** Nobody else writes to the file; this is only how long a timer is set at most. */
const POLL_MS = 60_000;

/** Throws with what to do where the store can't be used. */
export function openSqliteQueue<Work>(settings: SqliteSettings<Work>): WorkQueue<Work> {
  const { directory, retry = FAILURE_RETRY } = settings;
  if (directory !== ":memory:") mkdirSync(directory, { recursive: true });
  const store = openSqliteStore(directory === ":memory:" ? directory : join(directory, "milegate.sqlite"));
  const latest = store.prepare("SELECT stored_at FROM delivery ORDER BY stored_at DESC LIMIT 1").get();
  const clock = storeClock(numberOf(latest?.["stored_at"]) ?? 0);
  const sync = groupSync(store);
  const jobs = openSqliteJobs({ store, clock, sync, retry });
  const shared = openSqliteShared(store, clock);
  const outbox = openSqliteOutbox({ store, clock, sync });
  return makeQueue({ jobs, shared, standings: openSqliteStandings(store), outbox }, settings, POLL_MS);
}
