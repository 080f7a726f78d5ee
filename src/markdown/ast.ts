// Markdown as GitHub parses it, as a syntax tree with positions.
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** Without GFM's transforms: all that they do is to find e-mail addresses, by a recursion that hostile nesting overflows. */
const TREE = gfmFromMarkdown().map(({ transforms: _transforms, ...extension }) => extension);

/** Parsing takes quadratic time in nested quotes and unclosed links: 60,000 of them would take 15 seconds, 2,000 take none to speak of. */
const COSTLY_MARKS = 2_000;

/** Null for a text that was made to be slow; no text that people write is. */
export function parseMarkdown(text: string): Root | null {
  if ((text.match(/[>[]/g) ?? []).length > COSTLY_MARKS) return null;
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: TREE });
}

/** Every node below (and including) this one, in document order. Iterative: hostile nesting must not end the stack. */
export function* nodesOf(root: Nodes): Generator<Nodes> {
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if ("children" in node) stack.push(...[...node.children].reverse());
  }
}
