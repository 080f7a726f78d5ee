// What the store has of repositories, kept parsed until it changes.
import { createHash } from "node:crypto";
import type { OwnerRoster } from "../github/model.ts";
import type { RepositoryName } from "../github/port.ts";
import type { RepositoryHistory } from "../history/history.ts";
import { setBounded } from "../set-bounded.ts";
import { BOARD_PART, type BoardStanding, parseBoard } from "../standings/board-standing.ts";
import { parseHistory } from "../standings/history-standing.ts";
import { type MemberStanding, parseMemberStanding } from "../standings/member-standing.ts";
import { parseRoster, ROSTER_PART } from "../standings/roster-standing.ts";
import { type DeliveryStanding, parseStanding } from "../standings/standing.ts";
import { ownerKey, repositoryKey, type StandingStore } from "../standings/store.ts";

/** As the latest looks saw it; `version` is another one whenever something of it is. `board` is null where there is nothing to show. */
export type KnownRepository = {
  version: number;
  member: MemberStanding | null;
  board: BoardStanding | null;
  delivery: DeliveryStanding;
  history: RepositoryHistory | null;
};

export type KnownRoster = { version: number; roster: OwnerRoster | null };

export type StoredRepositories = {
  repositories(names: readonly RepositoryName[]): Promise<KnownRepository[]>;
  roster(of: Omit<RepositoryName, "name">): Promise<KnownRoster>;
  /** Something was written in this process. */
  changed(key: string): void;
};

type Kept<Value> = { value: Value; digest: string; readAt: number };

type Needs = {
  standings: Pick<StandingStore, "read">;
  /** A steady clock, in milliseconds. */
  now: () => number;
  /** Whether other processes write to the store, too. */
  isShared: boolean;
};

/** What others wrote is seen within this time. */
const SHARED_VALID_MS = 20_000;
const LIMIT = 20_000;
/** Read together, and then a breath, so that nothing else in the process waits for long. */
const BATCH = 20;

export function makeStored({ standings, now, isShared }: Needs): StoredRepositories {
  const repositories = new Map<string, Kept<KnownRepository>>();
  const rosters = new Map<string, Kept<KnownRoster>>();
  const dirty = new Set<string>();
  let versions = 0;
  const isFresh = (key: string, kept: Kept<unknown> | undefined): boolean =>
    kept !== undefined && !dirty.has(key) && (!isShared || now() - kept.readAt < SHARED_VALID_MS);
  const load = async <Value>(
    kept: Map<string, Kept<Value>>,
    key: string,
    parse: (parts: ReadonlyMap<string, unknown>, version: number) => Value,
  ): Promise<Value> => {
    const before = kept.get(key);
    if (before !== undefined && isFresh(key, before)) return before.value;
    // What is written while it is read is read again.
    dirty.delete(key);
    const parts = await standings.read(key).catch((error: unknown) => {
      dirty.add(key);
      throw error;
    });
    const digest = digestOf(parts);
    const value = before?.digest === digest ? before.value : parse(parts, ++versions);
    setBounded(kept, key, { value, digest, readAt: now() }, LIMIT);
    return value;
  };
  return {
    repositories: async (names) => {
      const found: KnownRepository[] = [];
      let read = 0;
      for (const name of names) {
        const key = repositoryKey(name);
        if (!isFresh(key, repositories.get(key)) && ++read % BATCH === 0) await breath();
        found.push(await load(repositories, key, parseRepository));
      }
      return found;
    },
    roster: (of) => load(rosters, ownerKey(of), parseOwner),
    changed: (key) => void dirty.add(key),
  };
}

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** When the owner's repositories were read last is no change. */
function digestOf(parts: ReadonlyMap<string, unknown>): string {
  const hash = createHash("sha1");
  for (const [part, value] of parts)
    if (part !== "sweep")
      hash.update(part).update(JSON.stringify(part === ROSTER_PART ? { ...Object(value), at: "" } : value));
  return hash.digest("base64");
}

const parseRepository = (parts: ReadonlyMap<string, unknown>, version: number): KnownRepository => ({
  version,
  member: parseMemberStanding(parts),
  board: parseBoard(parts.get(BOARD_PART)),
  delivery: parseStanding(parts),
  history: parseHistory(parts),
});

const parseOwner = (parts: ReadonlyMap<string, unknown>, version: number): KnownRoster => ({
  version,
  roster: parseRoster(parts.get(ROSTER_PART))?.roster ?? null,
});
