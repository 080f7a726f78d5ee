// The block that a line of Markdown begins, after the marks of its containers: CommonMark 4.1 to 4.6.
import { indentAt, type LineCursor, restAt } from "./cursor.ts";
import { htmlStartOf } from "./html-block.ts";

/** `underline` converts the paragraph above it to a heading. `raw` is HTML that no blank line ends. */
export type BlockStart =
  | { kind: "indented" }
  | { kind: "html" | "rule" }
  | { kind: "fence"; mark: string }
  | { kind: "heading" | "underline"; level: number }
  | { kind: "raw"; end: RegExp };

const FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*)$/s;
const HEADING = /^(#{1,6})(?:[ \t]|$)/;
const UNDERLINE = /^(?:=+|-+)[ \t]*$/;
const RULE = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;

/** Null for text. `open` is what the line would otherwise continue: a paragraph, or lazily one in other containers. */
export function blockStartOf(cursor: LineCursor, open: "paragraph" | "lazy" | "none"): BlockStart | null {
  if (indentAt(cursor) > 3) return open === "none" ? { kind: "indented" } : null;
  const rest = restAt(cursor);
  const [, ticks, tildes] = FENCE.exec(rest) ?? [];
  const mark = ticks ?? tildes;
  if (mark !== undefined) return { kind: "fence", mark };
  const level = HEADING.exec(rest)?.[1]?.length;
  if (level !== undefined) return { kind: "heading", level };
  const html = htmlStartOf(rest);
  if (html?.kind === "raw") return html;
  if (html?.kind === "element" || (html?.kind === "tag" && open !== "paragraph")) return { kind: "html" };
  if (open === "paragraph" && UNDERLINE.test(rest)) return { kind: "underline", level: rest.startsWith("=") ? 1 : 2 };
  return RULE.test(rest) ? { kind: "rule" } : null;
}

/** `* * *`, which is not a list. */
export const isRule = (cursor: LineCursor): boolean => indentAt(cursor) <= 3 && RULE.test(restAt(cursor));

/** At least as many signs as at the beginning, and nothing after them. */
export function fenceEnds(cursor: LineCursor, mark: string): boolean {
  const rest = restAt(cursor);
  return indentAt(cursor) <= 3 && rest.startsWith(mark) && /^(?:`+|~+)[ \t]*$/.test(rest);
}
