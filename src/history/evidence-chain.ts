// The hash chain of an export of evidence: a row that is changed, added, moved or taken out breaks it. Pure.
import { columnsOf, type EvidenceKind, type PlainRow } from "./evidence-kinds.ts";

/** Hex SHA-256 of a text in UTF-8. */
export type HashText = (text: string) => string;

/** What was asked for; `since` and `until` are as in the request, and empty where it had none. */
export type EvidenceRequest = { kind: EvidenceKind; owner: string; since: string; until: string };

export type ChainedRow = PlainRow & { hash: string };

/** Before the first row: `kind owner since until` with a line feed after each, the owner in lower case. */
export const firstLink = ({ kind, owner, since, until }: EvidenceRequest): string =>
  [kind, owner.toLowerCase(), since, until].map((part) => `${part}\n`).join("");

/** With its keys in the order of the columns, and nothing else. */
export const rowText = (kind: EvidenceKind, row: PlainRow): string =>
  JSON.stringify(Object.fromEntries(columnsOf(kind).map(([key]) => [key, row[key] ?? null])));

/** A row's hash is that of the hash before it (for the first row `firstLink`) followed directly by the row's JSON. */
export const nextHash = (before: string, json: string, hash: HashText): string => hash(before + json);

/** One row after another; returns the last hash, which for no row is that of `firstLink` alone. */
export function* chained(
  request: EvidenceRequest,
  rows: Iterable<PlainRow>,
  hash: HashText,
): Generator<ChainedRow, string> {
  let before: string | null = null;
  for (const row of rows) {
    before = nextHash(before ?? firstLink(request), rowText(request.kind, row), hash);
    const ordered = Object.fromEntries(columnsOf(request.kind).map(([key]) => [key, row[key] ?? null]));
    yield { ...ordered, hash: before };
  }
  return before ?? hash(firstLink(request));
}
