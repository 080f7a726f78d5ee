// The embedded engine: one process, one SQLite file, nothing to set up.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { RETRY } from "../backoff.ts";
import { type EngineSettings, queueOver } from "../engine.ts";
import type { Claimed } from "../jobs.ts";
import type { Queue } from "../queue.ts";
import { openJobs } from "./jobs.ts";
import { openShared } from "./shared.ts";
import { openStore } from "./store.ts";

export type SqliteSettings<Work> = EngineSettings<Work> & {
  /** A folder, made when it is missing; ":memory:" for tests. */
  directory: string;
};

/** Nobody else writes to the file; this is only how long a timer is set at most. */
const POLL_MS = 60_000;

/** Throws with what to do where the store can't be used. */
export function openSqliteQueue<Work>(settings: SqliteSettings<Work>): Queue<Work> {
  const { directory, retry = RETRY } = settings;
  if (directory !== ":memory:") mkdirSync(directory, { recursive: true });
  const db = openStore(directory === ":memory:" ? directory : join(directory, "milegate.sqlite"));
  const store = { jobs: openJobs(db, retry), shared: openShared(db), running: new Map<string, Claimed>() };
  return queueOver(store, settings, POLL_MS);
}
