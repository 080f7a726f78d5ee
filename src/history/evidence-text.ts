// An export of evidence as JSON or CSV, row by row, so that it can be streamed. Pure.
import { type ChainedRow, chained, type EvidenceRequest, type HashText } from "./evidence-chain.ts";
import { columnsOf, type EvidenceKind, type PlainRow } from "./evidence-kinds.ts";

export type EvidenceFormat = "json" | "csv";

/** The parts of the text, one after another; returns the last hash. */
export function* evidenceText(
  request: EvidenceRequest,
  format: EvidenceFormat,
  rows: Iterable<PlainRow>,
  hash: HashText,
): Generator<string, string> {
  const writer = format === "csv" ? csvWriter(request.kind) : jsonWriter();
  yield writer.begin;
  const chain = chained(request, rows, hash);
  for (;;) {
    const next = chain.next();
    if (next.done === true) {
      yield writer.end();
      return next.value;
    }
    yield writer.row(next.value);
  }
}

type RowWriter = { begin: string; row(row: ChainedRow): string; end(): string };

/** A row a line. */
function jsonWriter(): RowWriter {
  let isFirst = true;
  return {
    begin: "[",
    row: (row) => {
      const line = `${isFirst ? "" : ","}\n${JSON.stringify(row)}`;
      isFirst = false;
      return line;
    },
    end: () => (isFirst ? "]\n" : "\n]\n"),
  };
}

const csvWriter = (kind: EvidenceKind): RowWriter => {
  const keys = [...columnsOf(kind).map(([key]) => key), "hash"];
  return {
    begin: csvLine(keys),
    row: (row) => csvLine(keys.map((key) => csvCell(row[key] ?? null))),
    end: () => "",
  };
};

/** https://www.rfc-editor.org/rfc/rfc4180 */
const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\r\n`;

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** What a spreadsheet would take for a formula; one that begins so behind quotes of its own gets one more, so that it can be taken off again. */
const FORMULA = /^'*[=+\-@]/;

function csvCell(value: PlainRow[string]): string {
  const text = Array.isArray(value) ? value.join("\n") : String(value ?? "");
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The value that `csvCell` was given. */
export function cellValue(cell: string, type: ReturnType<typeof columnsOf>[number][1]): PlainRow[string] {
  const text = cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
  if (type === "number") return Number(text);
  if (type === "list") return text === "" ? [] : text.split("\n");
  return type === "nullable" && text === "" ? null : text;
}
