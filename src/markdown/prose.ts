// The lines of a Markdown text that are its writer's own words: no code, quotes or HTML.
import { type BlockLine, blocksOf, type MarkdownBlock } from "./blocks.ts";
import { enclosedLines } from "./enclosed.ts";
import type { HtmlTag } from "./html-span.ts";
import { inlineSpans, type TextSpan } from "./spans.ts";

/** `text` is without the blanks before it. */
export type ProseLine = { number: number; text: string };

/**
 * Lines at the margin, outside of lists; a lazy continuation of a list's paragraph counts. Lines directly after HTML, without a blank
 * line in between, count, too.
 */
export function proseLines(text: string): ProseLine[] {
  const blocks = blocksOf(text);
  const enclosed = enclosedLines(blocks);
  return blocks
    .filter(({ isQuoted }) => !isQuoted)
    .flatMap(ownLines)
    .filter(({ number, depth }) => depth === 0 && !enclosed.has(number));
}

function ownLines(block: MarkdownBlock): BlockLine[] {
  const isHtml = block.kind === "html";
  // A span on the first line hides only later lines, and most blocks have one line.
  if (block.lines.length === 1) return isHtml ? [] : block.lines;
  const text = block.lines.map((line) => line.text).join("\n");
  const spans = [...inlineSpans(text, !isHtml)];
  const starts = lineStarts(block.lines);
  const hidden = isHtml ? withinHtml(starts, spans) : withinSpans(starts, spans);
  return block.lines.filter((_line, index) => !hidden[index]);
}

function lineStarts(lines: readonly BlockLine[]): number[] {
  let next = 0;
  return lines.map(({ text }) => {
    const start = next;
    next += text.length + 1;
    return start;
  });
}

/** For each line, whether it begins within a span. */
function withinSpans(starts: readonly number[], spans: readonly TextSpan[]): boolean[] {
  let at = 0;
  return starts.map((start) => {
    while ((spans[at]?.to ?? start + 1) <= start) at += 1;
    return (spans[at]?.from ?? start) < start;
  });
}

/** For each line, whether it belongs to the HTML that began above it: it does until all its tags are closed. */
function withinHtml(starts: readonly number[], spans: readonly TextSpan[]): boolean[] {
  const within = withinSpans(starts, spans);
  const elements = openElements();
  let at = 0;
  return starts.map((start, index) => {
    for (; (spans[at]?.from ?? start) < start; at += 1) elements.read(spans[at]?.tag);
    return index === 0 || elements.areOpen() || within[index] === true;
  });
}

/** https://html.spec.whatwg.org/multipage/syntax.html#void-elements */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;

/** A closing tag also closes unclosed elements inside; one without an open element is ignored. */
function openElements() {
  const open: string[] = [];
  const counts = new Map<string, number>();
  const count = (name: string, by: number) => counts.set(name, (counts.get(name) ?? 0) + by);
  const close = (name: string) => {
    let last: string | undefined;
    while (last !== name && (counts.get(name) ?? 0) > 0) {
      last = open.pop();
      if (last !== undefined) count(last, -1);
    }
  };
  return {
    areOpen: () => open.length > 0,
    read(tag: HtmlTag | undefined) {
      if (tag === undefined || tag.kind === "whole" || VOID.test(tag.name)) return;
      if (tag.kind === "close") return close(tag.name);
      open.push(tag.name);
      count(tag.name, 1);
    },
  };
}
