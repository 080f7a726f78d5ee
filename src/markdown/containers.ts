// Block quotes, list items and footnotes: which open ones a line continues, and which it opens.
import { indentAt, isBlankAt, type LineCursor, restAt, skipMark } from "./cursor.ts";

/** `innermostQuote` is the index of the last quote among the open containers up to this one, -1 for none. */
export type MarkdownContainer = OpenedContainer & { isEmpty: boolean; innermostQuote: number };

/** A line belongs to an item or a footnote if it is indented by that many `columns`. */
type OpenedContainer = { kind: "quote" | "item" | "footnote"; columns: number };

/** GitHub's parser accepts no more list markers on one line: https://github.com/github/cmark-gfm/blob/master/src/blocks.c */
const MOST_MARKERS = 100;

/** How many of the open containers the line belongs to, from the outermost. Moves the cursor past their marks. */
export function matchContainers(open: readonly MarkdownContainer[], cursor: LineCursor): number {
  for (const [depth, container] of open.entries()) {
    if (container.kind === "quote") {
      if (!skipQuoteMark(cursor)) return depth;
    } else if (isBlankAt(cursor)) {
      // A blank line continues any item except an empty one. It ends quotes.
      const last = open.at(-1);
      if ((last?.innermostQuote ?? -1) < depth) return last?.isEmpty === true ? open.length - 1 : open.length;
    } else {
      if (indentAt(cursor) < container.columns) return depth;
      cursor.column += container.columns;
    }
  }
  return open.length;
}

function skipQuoteMark(cursor: LineCursor): boolean {
  if (indentAt(cursor) > 3 || cursor.line.charAt(cursor.at) !== ">") return false;
  skipMark(cursor, 1);
  if (indentAt(cursor) > 0) cursor.column += 1;
  return true;
}

/** The container that the line opens here. Moves the cursor past its mark. `interrupts`: it would interrupt a paragraph. */
export function openContainer(cursor: LineCursor, interrupts: boolean, markers: number): OpenedContainer | null {
  if (skipQuoteMark(cursor)) return { kind: "quote", columns: 0 };
  if (markers >= MOST_MARKERS) return null;
  if (skipFootnoteMark(cursor)) return { kind: "footnote", columns: 4 };
  const columns = skipListMark(cursor, interrupts);
  return columns === null ? null : { kind: "item", columns };
}

const FOOTNOTE = /^\[\^(?:[^[\]\\\s]|\\.)+\]:/;

/** https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#footnotes */
function skipFootnoteMark(cursor: LineCursor): boolean {
  const [mark] = FOOTNOTE.exec(restAt(cursor)) ?? [];
  if (mark === undefined) return false;
  skipMark(cursor, mark.length);
  cursor.column = cursor.atColumn;
  return true;
}

const LIST_MARK = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;

/** CommonMark 5.2. Returns the indentation, in columns, of lines that belong to the item. */
function skipListMark(cursor: LineCursor, interrupts: boolean): number | null {
  const [mark, number] = LIST_MARK.exec(cursor.line.slice(cursor.at, cursor.at + 11)) ?? [];
  if (mark === undefined) return null;
  const isAtEnd = /^[ \t]*$/.test(cursor.line.slice(cursor.at + mark.length));
  if (interrupts && (isAtEnd || Number(number ?? "1") !== 1)) return null;
  const before = indentAt(cursor);
  skipMark(cursor, mark.length);
  const after = indentAt(cursor);
  const isCode = isAtEnd || after > 4;
  cursor.column += isCode ? Math.min(1, after) : after;
  return before + mark.length + (isCode ? 1 : after);
}
