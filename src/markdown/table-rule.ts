// The line below a table's head: GFM 4.10, https://github.github.com/gfm/#tables-extension-
import { indentAt, type LineCursor, restAt } from "./cursor.ts";

const RULE = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** A head of as many cells makes a table of both. */
export function isTableRule(cursor: LineCursor, head: string): boolean {
  const line = restAt(cursor);
  return indentAt(cursor) <= 3 && /[|:]/.test(line) && RULE.test(line) && cellsOf(line) === cellsOf(head);
}

function cellsOf(row: string): number {
  const bars = row.match(/\\.|\|/gs)?.filter((sign) => sign === "|").length ?? 0;
  const text = row.trim();
  const isOpen = text.startsWith("|") ? 1 : 0;
  const isClosed = text.length > isOpen && /(?:^|[^\\])(?:\\\\)*\|$/.test(text) ? 1 : 0;
  return bars + 1 - isOpen - isClosed;
}
