// Checks an export of evidence as it was saved: whether each row's hash follows from the one before. Pure.
import { type EvidenceRequest, firstLink, type HashText, nextHash, rowText } from "./evidence-chain.ts";
import { columnsOf, EVIDENCE_KINDS, type EvidenceKind, type PlainRow } from "./evidence-kinds.ts";
import { cellValue, evidenceText } from "./evidence-text.ts";

/** What is known of the request beside the file. */
export type ClaimedRequest = Partial<EvidenceRequest>;

/** `broken`: it is not as it was exported, with the reason. `head` is the last row's hash; null where there is no row, and it is not claimed whose it is. */
export type FileVerdict =
  | { kind: "whole"; of: EvidenceKind; rows: number; head: string | null }
  | { kind: "broken"; why: string };

type ReadFile = {
  kind: EvidenceKind;
  rows: PlainRow[];
  hashes: string[];
  texts: (rows: readonly PlainRow[]) => string[];
};

export function verifyEvidence(text: string, claimed: ClaimedRequest, hash: HashText): FileVerdict {
  const file = text.trimStart().startsWith("[") ? readJson(text, claimed.kind) : readCsv(text);
  if (typeof file === "string") return { kind: "broken", why: file };
  const { kind, rows, hashes } = file;
  if (claimed.kind !== undefined && claimed.kind !== kind)
    return { kind: "broken", why: `it holds ${kind}, not ${claimed.kind}` };
  if (!file.texts(withHashes(rows, hashes)).includes(text))
    return { kind: "broken", why: "its text is not laid out as it was exported" };
  const owner = claimed.owner ?? String(rows[0]?.["repository"] ?? "").split("/", 1)[0] ?? "";
  const request = { kind, owner, since: claimed.since ?? "", until: claimed.until ?? "" };
  const at = firstBroken(request, rows, hashes, hash);
  if (at !== null) return { kind: "broken", why: whyBroken(at, claimed) };
  return { kind: "whole", of: kind, rows: rows.length, head: hashes.at(-1) ?? headOfNone(request, claimed, hash) };
}

/** Whose it is, no row says. */
const headOfNone = (request: EvidenceRequest, { owner }: ClaimedRequest, hash: HashText): string | null =>
  owner === undefined ? null : hash(firstLink(request));

/** Null where all rows follow from one another. */
function firstBroken(
  request: EvidenceRequest,
  rows: readonly PlainRow[],
  hashes: readonly string[],
  hash: HashText,
): number | null {
  const at = rows.findIndex((row, index) => {
    const before = index === 0 ? firstLink(request) : (hashes[index - 1] ?? "");
    return nextHash(before, rowText(request.kind, row), hash) !== hashes[index];
  });
  return at === -1 ? null : at;
}

/** The file alone does not tell for what time it was asked for. */
const whyBroken = (at: number, { since, until }: ClaimedRequest): string =>
  at === 0 && since === undefined && until === undefined
    ? "its first row is not as it was exported, or the request had since or until: give --since and --until as they were"
    : `row ${at + 1} is not as it was exported`;

const withHashes = (rows: readonly PlainRow[], hashes: readonly string[]): PlainRow[] =>
  rows.map((row, at) => ({ ...row, hash: hashes[at] ?? "" }));

/** The reason where it is none. */
function readJson(text: string, claimed: EvidenceKind | undefined): ReadFile | string {
  const read = parsed(text);
  if (!Array.isArray(read)) return "it is no JSON list of rows";
  const rows = read.filter(isPlainRow);
  if (rows.length < read.length) return "it holds something else than rows";
  const kind = rows.length === 0 ? (claimed ?? null) : kindOf(Object.keys(rows[0] ?? {}));
  if (kind === null)
    return rows.length === 0
      ? "it holds no rows: give --kind and --owner as in the request"
      : "its first row has other keys than any evidence";
  const other = rows.findIndex((row) => kindOf(Object.keys(row)) !== kind);
  if (other !== -1) return `row ${other + 1} has other keys than ${kind}`;
  return { kind, ...split(rows), texts: jsonTexts };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isPlainRow = (value: unknown): value is PlainRow =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** As it is exported, and as programs write lists that they have read. */
const jsonTexts = (rows: readonly PlainRow[]): string[] =>
  [
    `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`,
    JSON.stringify(rows),
    JSON.stringify(rows, null, 2),
  ].flatMap((text) => [text, `${text}\n`]);

function readCsv(text: string): ReadFile | string {
  const [keys, ...lines] = csvCells(text);
  const kind = kindOf(keys ?? []);
  if (kind === null) return "its first line has other columns than any evidence";
  const types = new Map(columnsOf(kind));
  const rows = lines.map((cells) =>
    Object.fromEntries((keys ?? []).map((key, at) => [key, cellValue(cells[at] ?? "", types.get(key) ?? "text")])),
  );
  return { kind, ...split(rows), texts: (all) => [csvText(kind, all)] };
}

/** The hashes are given: a row's own takes the place of a computed one. */
function csvText(kind: EvidenceKind, rows: readonly PlainRow[]): string {
  const given = rows.map((row) => String(row["hash"]));
  return [...evidenceText({ kind, owner: "", since: "", until: "" }, "csv", rows, () => given.shift() ?? "")].join("");
}

const split = (rows: readonly PlainRow[]): Pick<ReadFile, "rows" | "hashes"> => ({
  rows: rows.map(({ hash: _hash, ...row }) => row),
  hashes: rows.map(({ hash }) => (typeof hash === "string" ? hash : "")),
});

const kindOf = (keys: readonly string[]): EvidenceKind | null =>
  EVIDENCE_KINDS.find((kind) => {
    const wanted = [...columnsOf(kind).map(([key]) => key), "hash"];
    return wanted.length === keys.length && wanted.every((key, at) => key === keys[at]);
  }) ?? null;

/** A cell in quotes ends where one stands alone; its own are doubled. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;

/** What is no CSV ends early, and is then not laid out as it was exported. */
function csvCells(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const found = CELL.exec(text);
    if (found === null) break;
    const [, inQuotes, plain = "", end] = found;
    line.push(inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"'));
    if (end === ",") continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
