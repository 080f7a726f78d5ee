// The embedded store: deliveries that were taken in, and jobs, in one SQLite file.
import { DatabaseSync } from "node:sqlite";

const VERSION = 1;

const SCHEMA = `
  CREATE TABLE delivery (guid TEXT PRIMARY KEY, stored_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    repository TEXT NOT NULL,
    key TEXT NOT NULL,
    priority INTEGER NOT NULL,
    work TEXT NOT NULL,
    deliveries TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'failed')),
    due INTEGER NOT NULL,
    created INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    failed_at INTEGER
  );
  CREATE UNIQUE INDEX job_ready ON job (repository, key) WHERE state = 'ready';
  CREATE INDEX job_due ON job (state, due, priority, id);
  CREATE INDEX delivery_age ON delivery (stored_at);`;

/** Throws with what to do where the file is in use by another process, or was written by a newer version. */
export function openStore(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    db.exec("BEGIN EXCLUSIVE");
    migrate(db, path);
    db.exec("COMMIT");
  } catch (error) {
    db.close();
    throw isLocked(error) ? new Error(inUse(path)) : error;
  }
  return db;
}

function migrate(db: DatabaseSync, path: string): void {
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (version > VERSION)
    throw new Error(
      `${path} was written by a newer Milegate (store version ${version}, this one knows ${VERSION}). Start that version, or set DATA_DIR to another folder.`,
    );
  if (version === 0) db.exec(`${SCHEMA} PRAGMA user_version = ${VERSION};`);
}

const isLocked = (error: unknown): boolean => error instanceof Error && /locked|busy/i.test(error.message);

const inUse = (path: string): string =>
  `${path} is in use by another Milegate. One process at a time can use the embedded store: stop the other, set DATA_DIR to another folder, or set DATABASE_URL to share the work through PostgreSQL.`;
