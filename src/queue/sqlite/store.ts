// Opens the embedded store: deliveries and jobs in one SQLite file.
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { StoreError } from "../queue.ts";
import { SQLITE_STEPS, type SqliteStep } from "./tables.ts";

export type SqliteStore = {
  path: string;
  db: DatabaseSync;
  /** For statements that run often. */
  prepare(text: string): StatementSync;
  /** Stores everything or nothing. */
  transaction<Result>(step: () => Result): Result;
};

/** Throws a `StoreError` if another process uses the file, or the file is damaged or of a version that this one can't read. */
export function openSqliteStore(path: string, steps: readonly SqliteStep[] = SQLITE_STEPS): SqliteStore {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    db.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
    const store = { path, db, prepare: (text: string) => db.prepare(text), transaction: transactions(db) };
    checkPages(db);
    store.transaction(() => migrate(db, path, steps));
    // group-sync.ts syncs what has to be durable, off the event loop.
    db.exec("PRAGMA synchronous = NORMAL");
    return store;
  } catch (error) {
    db.close();
    throw refusal(path, error);
  }
}

/** Of 4 KB: a log that is larger leaves a small disk no room. */
const LOG_PAGES = 250;

function transactions(db: DatabaseSync): SqliteStore["transaction"] {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  return (step) => {
    begin.run();
    try {
      const result = step();
      commit.run();
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      if (codeOf(error) === FULL) shrinkLog(db);
      throw error;
    }
  };
}

/** Result codes: https://www.sqlite.org/rescode.html. */
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;
const BUSY_OR_LOCKED: readonly number[] = [5, 6];

/** The lower eight bits of a code are its kind. */
const codeOf = (error: unknown): number => Number(Object(error).errcode) & 0xff;

/** Copies the log into the database to free space on a full disk. If there is not enough space for that, a later call does it. */
function shrinkLog(db: DatabaseSync): void {
  try {
    db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  } catch {
    // The caller throws the original error.
  }
}

function checkPages(db: DatabaseSync): void {
  const found = String(Object.values(db.prepare("PRAGMA quick_check(1)").get() ?? {})[0]);
  if (found !== "ok") throw Object.assign(new Error(found), { errcode: CORRUPT });
}

function migrate(db: DatabaseSync, path: string, steps: readonly SqliteStep[]): void {
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (version > steps.length && readableFrom(db) > steps.length)
    throw new StoreError(
      `${path} was written by a newer Milegate (store version ${version}, this one knows ${steps.length}). Start that version, or set DATA_DIR to another folder.`,
    );
  if (version >= steps.length) return;
  for (const { sql } of steps.slice(version)) db.exec(sql);
  db.prepare("UPDATE store SET readable_from = ?").run(steps.at(-1)?.readableFrom ?? steps.length);
  db.exec(`PRAGMA user_version = ${steps.length}`);
}

const readableFrom = (db: DatabaseSync): number =>
  Number(db.prepare("SELECT readable_from FROM store").get()?.["readable_from"]);

function refusal(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (BUSY_OR_LOCKED.includes(code)) return new StoreError(inUse(path), { cause: error });
  if (code === CORRUPT || code === NOT_A_DATABASE) return new StoreError(damaged(path, error), { cause: error });
  return error;
}

const inUse = (path: string): string =>
  `${path} is in use by another Milegate. One process at a time can use the embedded store: stop the other, set DATA_DIR to another folder, or set DATABASE_URL to share the work through PostgreSQL.`;

const damaged = (path: string, error: unknown): string =>
  `${path} can't be read as a SQLite database (${String(Object(error).message).replaceAll(/\s+/g, " ")}). Move it away and start again, or set DATA_DIR to another folder. It holds only pending work, and the sweep at the start checks every repository. Commands that were not carried out have to be written again.`;
