// Makes what was committed durable: many commits, one sync, off the event loop.
import { type FileHandle, open } from "node:fs/promises";
import type { SqliteStore } from "./store.ts";

export type GroupSync = {
  /** Resolves when all that was committed before the call would outlive a loss of power. */
  synced(): Promise<void>;
  close(): Promise<void>;
};

/**
 * With `synchronous = NORMAL` SQLite appends a commit to its log and does not sync it (https://www.sqlite.org/pragma.html#pragma_synchronous).
 * We sync the log ourselves, in Node's thread pool; what is committed meanwhile waits for the next sync, which covers all of it.
 */
export function groupSync({ path, db }: SqliteStore): GroupSync {
  if (path === ":memory:") return { synced: async () => undefined, close: async () => undefined };
  const log = open(`${path}-wal`, "r+");
  // Whoever waits for a sync gets the error.
  log.catch(() => undefined);
  const sync = async (): Promise<void> => {
    await (await log).datasync().catch(() => checkpoint(db));
  };
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const begin = async (before: Promise<void>): Promise<void> => {
    await before.catch(() => undefined);
    next = null;
    current = sync();
    await current;
  };
  return {
    synced: () => {
      next ??= begin(current);
      return next;
    },
    close: async () => {
      await next?.catch(() => undefined);
      await current.catch(() => undefined);
      await log.then((file: FileHandle) => file.close()).catch(() => undefined);
    },
  };
}

/** After a sync that failed the next one may succeed although the log was not written; so all of it is copied into the database, and that is synced. */
function checkpoint(db: SqliteStore["db"]): void {
  db.exec("PRAGMA synchronous = FULL");
  try {
    db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  } finally {
    db.exec("PRAGMA synchronous = NORMAL");
  }
}
