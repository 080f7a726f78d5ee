// A line of Markdown, read from the left in columns: a tab reaches to the next multiple of four.

/** `column` is the current position; the next word begins at the index `at`, in the column `atColumn`. */
export type LineCursor = { line: string; column: number; at: number; atColumn: number };

export function cursorOn(line: string): LineCursor {
  const cursor = { line, column: 0, at: 0, atColumn: 0 };
  skipBlanks(cursor);
  return cursor;
}

function skipBlanks(cursor: LineCursor): void {
  for (; cursor.at < cursor.line.length; cursor.at += 1) {
    const sign = cursor.line.charAt(cursor.at);
    if (sign === " ") cursor.atColumn += 1;
    else if (sign === "\t") cursor.atColumn += 4 - (cursor.atColumn % 4);
    else return;
  }
}

/** Columns between here and the next word. */
export const indentAt = ({ column, atColumn }: LineCursor): number => atColumn - column;

export const isBlankAt = ({ line, at }: LineCursor): boolean => at === line.length;

/** From the next word to the end of the line. */
export const restAt = ({ line, at }: LineCursor): string => line.slice(at);

/** Skips a mark of that length at the beginning of the next word. */
export function skipMark(cursor: LineCursor, length: number): void {
  cursor.at += length;
  cursor.atColumn += length;
  cursor.column = cursor.atColumn;
  skipBlanks(cursor);
}
