// Standings in the embedded store.
import type { StandingChanges, StandingStore } from "../../standings/store.ts";
import type { SqliteStore } from "./store.ts";

export function openSqliteStandings(store: SqliteStore): StandingStore {
  const all = store.prepare("SELECT part, value FROM standing WHERE repository = ? ORDER BY part");
  const one = store.prepare("SELECT value FROM standing WHERE repository = ? AND part = ?");
  const holding = store.prepare("SELECT repository FROM standing WHERE part = ? ORDER BY repository");
  const write = standingWriter(store);
  return {
    read: async (repository) =>
      new Map(all.all(repository).map(({ part, value }) => [String(part), JSON.parse(String(value))])),
    readPart: async (part, repositories) =>
      new Map(
        repositories.flatMap((repository): [string, unknown][] => {
          const row = one.get(repository, part);
          return row === undefined ? [] : [[repository, JSON.parse(String(row["value"]))]];
        }),
      ),
    holding: async (part) => holding.all(part).map(({ repository }) => String(repository)),
    write: async (repository, changes) => store.transaction(() => write(repository, changes)),
  };
}

/** Within a transaction. */
export function standingWriter(store: SqliteStore): (repository: string, changes: StandingChanges) => void {
  const set = store.prepare(`
    INSERT INTO standing (repository, part, value) VALUES (?, ?, ?)
    ON CONFLICT (repository, part) DO UPDATE SET value = excluded.value`);
  const remove = store.prepare("DELETE FROM standing WHERE repository = ? AND part = ?");
  return (repository, changes) => {
    for (const [part, value] of changes)
      if (value === null) remove.run(repository, part);
      else set.run(repository, part, JSON.stringify(value));
  };
}
