// What is stored of a repository's history: a part for each pull request, and one for the rest.
import {
  keptText,
  type MergeRecord,
  type OverrideEntry,
  type PullEntry,
  type RepositoryHistory,
  recordIn,
} from "../history/history.ts";
import { plainPart } from "./plain-part.ts";
import type { StandingChanges } from "./store.ts";

/** The part that the others belong to; without it there is no history. */
export const HISTORY_PART = "history";
const PULL = "history/";

/** To be raised with any change of what is in it. */
const VERSION = 1;

const { decode, encode } = plainPart(VERSION);

type Head = Omit<RepositoryHistory, "pulls" | "merges" | "overrides">;
/** `entry` has its record as a check keeps it. */
type PullPart = {
  number: number;
  entry: (Omit<PullEntry, "record"> & { record: string }) | null;
  merge: MergeRecord | null;
  overrides: OverrideEntry[];
};

/** Null where nothing is known. */
export function parseHistory(parts: ReadonlyMap<string, unknown>): RepositoryHistory | null {
  const head = decode<Head>(parts.get(HISTORY_PART));
  if (head === null) return null;
  const rows = [...parts].flatMap(([part, value]) => (part.startsWith(PULL) ? (decode<PullPart>(value) ?? []) : []));
  return {
    ...head,
    pulls: new Map(rows.flatMap((row) => entryIn(row))),
    merges: new Map(rows.flatMap(({ number, merge }) => (merge === null ? [] : [[number, merge] as const]))),
    overrides: new Map(rows.flatMap(({ overrides }) => overrides.map((each) => [each.id, each] as const))),
  };
}

function entryIn({ number, entry }: PullPart): [number, PullEntry][] {
  const record = entry === null ? null : recordIn(entry.record, number);
  return entry === null || record === null ? [] : [[number, { ...entry, record }]];
}

/** What has to be written; nothing where it says the same. */
export function historyChanges(before: RepositoryHistory | null, after: RepositoryHistory | null): StandingChanges {
  const [old, wanted] = [partsOf(before), partsOf(after)];
  const gone = [...old.keys()].filter((part) => !wanted.has(part));
  const changed = [...wanted].filter(([part, value]) => JSON.stringify(value) !== JSON.stringify(old.get(part)));
  return new Map([...gone.map((part): [string, unknown] => [part, null]), ...changed]);
}

function partsOf(history: RepositoryHistory | null): Map<string, unknown> {
  if (history === null) return new Map();
  const { pulls, merges, overrides, ...head } = history;
  const given = Map.groupBy(overrides.values(), ({ number }) => number);
  const numbers = [...new Set([...pulls.keys(), ...merges.keys(), ...given.keys()])];
  return new Map([
    [HISTORY_PART, encode(head)],
    ...numbers.map((number): [string, unknown] => [`${PULL}${number}`, encode(pullPart(history, number, given))]),
  ]);
}

function pullPart(
  { pulls, merges }: RepositoryHistory,
  number: number,
  given: ReadonlyMap<number, OverrideEntry[]>,
): PullPart {
  const entry = pulls.get(number) ?? null;
  return {
    number,
    entry: entry && { ...entry, record: keptText(entry) },
    merge: merges.get(number) ?? null,
    overrides: given.get(number) ?? [],
  };
}
