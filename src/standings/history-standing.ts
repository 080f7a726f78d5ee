// What is stored of a repository's history: a part for each pull request, and one for the rest.
import { z } from "zod";
import {
  keptText,
  type MergeRecord,
  type OverrideEntry,
  type PullEntry,
  type RepositoryHistory,
  recordIn,
} from "../history/history.ts";
import { parsePlain, plainText } from "../values/plain-data.ts";
import type { StandingChanges } from "./store.ts";

/** The part that the others belong to; without it there is no history. */
export const HISTORY_PART = "history";
const PULL = "history/";

/** To be raised with any change of what is in it. */
const VERSION = 1;

const stored = z.object({ version: z.literal(VERSION), plain: z.string() });

type Head = Omit<RepositoryHistory, "pulls" | "merges" | "overrides">;
/** `entry` has its record as a check keeps it. */
type PullPart = {
  number: number;
  entry: (Omit<PullEntry, "record"> & { record: string }) | null;
  merge: MergeRecord | null;
  overrides: OverrideEntry[];
};

/** Null for what is missing, damaged or of another version. */
function plainIn<Value>(part: unknown): Value | null {
  const read = stored.safeParse(part);
  if (!read.success) return null;
  try {
    // Only the app writes it, and the version says which.
    return parsePlain(read.data.plain) as Value;
  } catch {
    return null;
  }
}

const plainPart = (value: unknown): unknown => ({ version: VERSION, plain: plainText(value) });

/** Null where nothing is known. */
export function parseHistory(parts: ReadonlyMap<string, unknown>): RepositoryHistory | null {
  const head = plainIn<Head>(parts.get(HISTORY_PART));
  if (head === null) return null;
  const rows = [...parts].flatMap(([part, value]) => (part.startsWith(PULL) ? (plainIn<PullPart>(value) ?? []) : []));
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
    [HISTORY_PART, plainPart(head)],
    ...numbers.map((number): [string, unknown] => [`${PULL}${number}`, plainPart(pullPart(history, number, given))]),
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
