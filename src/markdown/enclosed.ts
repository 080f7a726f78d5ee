// Quotes and code that are written in HTML, which go on over blank lines: <blockquote>, <code>, <pre>.
import type { Block } from "./blocks.ts";
import { spansOf } from "./spans.ts";

const ENCLOSING = /^(?:blockquote|code|pre)$/;

/** The numbers of the lines that begin between such a tag and the one that closes it. A tag that nothing closes encloses nothing. */
export function enclosedLines(blocks: readonly Block[]): Set<number> {
  const lines = new Set<number>();
  let last = 0;
  for (const { from, to } of pairsIn(blocks).toSorted((a, b) => a.from - b.from)) {
    for (let line = Math.max(from, last) + 1; line <= to; line += 1) lines.add(line);
    last = Math.max(last, to);
  }
  return lines;
}

/** Line numbers of tags and of those that close them. */
function pairsIn(blocks: readonly Block[]): { from: number; to: number }[] {
  const open = new Map<string, number[]>();
  return blocks.flatMap(tagsIn).flatMap(({ name, isOpening, number }) => {
    const begun = open.get(name) ?? [];
    open.set(name, begun);
    if (isOpening) begun.push(number);
    const from = isOpening ? undefined : begun.pop();
    return from === undefined ? [] : [{ from, to: number }];
  });
}

function tagsIn({ kind, lines, isQuoted }: Block): { name: string; isOpening: boolean; number: number }[] {
  const text = lines.map((line) => line.text).join("\n");
  if (isQuoted || !text.includes("<")) return [];
  let read = 0;
  let line = 0;
  return [...spansOf(text, kind !== "html")].flatMap(({ from, tag }) => {
    for (; read < from; read += 1) if (text[read] === "\n") line += 1;
    if (tag === undefined || tag.kind === "whole" || !ENCLOSING.test(tag.name)) return [];
    return [{ name: tag.name, isOpening: tag.kind === "open", number: lines[line]?.number ?? 0 }];
  });
}
