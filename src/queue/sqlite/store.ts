// The embedded store: deliveries that were taken in, and jobs, in one SQLite file.
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../queue.ts";

/** Each takes the store to the next version; one that was released is never changed. */
export const STEPS: readonly string[] = [
  `CREATE TABLE delivery (guid TEXT PRIMARY KEY, stored_at INTEGER NOT NULL) WITHOUT ROWID;
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
   CREATE INDEX delivery_age ON delivery (stored_at);`,
  "CREATE TABLE closed (name TEXT PRIMARY KEY, until INTEGER NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;",
];

/** Throws with what to do where the file is in use by another process, or was written by a newer version. */
export function openStore(path: string, steps = STEPS): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    transaction(db, () => migrate(db, path, steps));
  } catch (error) {
    db.close();
    throw isLocked(error) ? new StoreError(inUse(path)) : error;
  }
  return db;
}

export function transaction<Result>(db: DatabaseSync, step: () => Result): Result {
  db.exec("BEGIN EXCLUSIVE");
  try {
    const result = step();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function migrate(db: DatabaseSync, path: string, steps: readonly string[]): void {
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (version > steps.length)
    throw new StoreError(
      `${path} was written by a newer Milegate (store version ${version}, this one knows ${steps.length}). Start that version, or set DATA_DIR to another folder.`,
    );
  for (const step of steps.slice(version)) db.exec(step);
  db.exec(`PRAGMA user_version = ${steps.length}`);
}

const isLocked = (error: unknown): boolean => /locked|busy/i.test(String(error));

const inUse = (path: string): string =>
  `${path} is in use by another Milegate. One process at a time can use the embedded store: stop the other, set DATA_DIR to another folder, or set DATABASE_URL to share the work through PostgreSQL.`;
