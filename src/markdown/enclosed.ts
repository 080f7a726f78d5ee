// Quotes and code in HTML, which continue over blank lines: <blockquote>, <code>, <pre>.
import type { MarkdownBlock } from "./blocks.ts";
import { inlineSpans } from "./spans.ts";

const ENCLOSING = /^(?:blockquote|code|pre)$/;

/** The numbers of the lines that begin between such a tag and the one that closes it. An unclosed tag encloses nothing. */
export function enclosedLines(blocks: readonly MarkdownBlock[]): Set<number> {
  const lines = new Set<number>();
  let last = 0;
  for (const { from, to } of pairsIn(blocks).toSorted((a, b) => a.from - b.from)) {
    for (let line = Math.max(from, last) + 1; line <= to; line += 1) lines.add(line);
    last = Math.max(last, to);
  }
  return lines;
}

/** Line numbers of tags and of their closing tags. */
function pairsIn(blocks: readonly MarkdownBlock[]): { from: number; to: number }[] {
  const open = new Map<string, number[]>();
  return blocks.flatMap(tagsIn).flatMap(({ name, isOpening, number }) => {
    const begun = open.get(name) ?? [];
    open.set(name, begun);
    if (isOpening) begun.push(number);
    const from = isOpening ? undefined : begun.pop();
    return from === undefined ? [] : [{ from, to: number }];
  });
}

function tagsIn({ kind, lines, isQuoted }: MarkdownBlock): { name: string; isOpening: boolean; number: number }[] {
  const text = lines.map((line) => line.text).join("\n");
  if (isQuoted || !text.includes("<")) return [];
  let read = 0;
  let line = 0;
  return [...inlineSpans(text, kind !== "html")].flatMap(({ from, tag }) => {
    for (; read < from; read += 1) if (text[read] === "\n") line += 1;
    if (tag === undefined || tag.kind === "whole" || !ENCLOSING.test(tag.name)) return [];
    return [{ name: tag.name, isOpening: tag.kind === "open", number: lines[line]?.number ?? 0 }];
  });
}
