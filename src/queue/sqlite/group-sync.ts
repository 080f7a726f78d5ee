// Makes commits durable: one sync for many commits, off the event loop.
import { type FileHandle, open } from "node:fs/promises";
import type { SqliteStore } from "./store.ts";

export type GroupSync = {
  /** Resolves when everything committed before the call survives a power loss. */
  synced(): Promise<void>;
  close(): Promise<void>;
};

/**
 * With `synchronous = NORMAL` SQLite appends a commit to its log and does not sync it (https://www.sqlite.org/pragma.html#pragma_synchronous).
 * We sync the log ourselves, in Node's thread pool. Commits during a sync wait for the next sync, which covers all of them.
 */
export function groupSync({ path, db }: SqliteStore): GroupSync {
  if (path === ":memory:") return { synced: async () => undefined, close: async () => undefined };
  const log = open(`${path}-wal`, "r+");
  // The callers of `synced` get the error.
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

/** After a failed sync, the next one may succeed although the log was not written. So copy the log into the database and sync that. */
function checkpoint(db: SqliteStore["db"]): void {
  db.exec("PRAGMA synchronous = FULL");
  try {
    db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  } finally {
    db.exec("PRAGMA synchronous = NORMAL");
  }
}
