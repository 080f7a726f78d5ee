// A Markdown text without its code and its HTML: what people read of it, as one line of text a block.
import { type Block, blocksOf } from "./blocks.ts";
import { spansOf } from "./spans.ts";

/** Blocks are divided by blank lines, and what was left out by a sign that is no part of a word. */
export const proseText = (text: string): string => blocksOf(text).map(readable).join("\n\n");

function readable({ kind, lines }: Block): string {
  const text = lines.map((line) => line.text).join("\n");
  const parts: string[] = [];
  let at = 0;
  for (const { from, to } of spansOf(text, kind !== "html")) {
    parts.push(text.slice(at, from));
    at = to;
  }
  return [...parts, text.slice(at)].join("\uFFFC");
}
