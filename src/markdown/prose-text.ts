// A Markdown text without its code and its HTML: what people read of it, as one line of text a block.
import { blocksOf, type MarkdownBlock } from "./blocks.ts";
import { inlineSpans } from "./spans.ts";

/** Blocks are divided by blank lines, and what was left out by a sign that is no part of a word. */
export const proseText = (text: string): string => blocksOf(text).map(readable).join("\n\n");

function readable({ kind, lines }: MarkdownBlock): string {
  const text = lines.map((line) => line.text).join("\n");
  const parts: string[] = [];
  let at = 0;
  for (const { from, to } of inlineSpans(text, kind !== "html")) {
    parts.push(text.slice(at, from));
    at = to;
  }
  return [...parts, text.slice(at)].join("\uFFFC");
}
