// Markdown as GitHub parses it, as a syntax tree with positions.
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** Without GFM's transforms: they only find e-mail addresses, with a recursion that hostile nesting overflows. */
const TREE = gfmFromMarkdown().map(({ transforms: _transforms, ...extension }) => extension);

/** Parsing takes quadratic time in nested quotes and unclosed links: 60,000 of them would take 15 seconds; 2,000 take almost no time. */
const COSTLY_MARKS = 2_000;

/** Null for a text that would be slow; normal text never is. */
export function parseMarkdown(text: string): Root | null {
  if ((text.match(/[>[]/g) ?? []).length > COSTLY_MARKS) return null;
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: TREE });
}

/** Every node below (and including) this one, in document order. Iterative, so that hostile nesting can't overflow the stack. */
export function* nodesOf(root: Nodes): Generator<Nodes> {
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if ("children" in node) stack.push(...[...node.children].reverse());
  }
}
