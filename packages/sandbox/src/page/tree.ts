// Markdown as a syntax tree with positions, for what the page shows and what a click changes.
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

export type MarkdownTree = ReturnType<typeof fromMarkdown>;
type TreeNode = MarkdownTree | MarkdownTree["children"][number];

/** Without GFM's transforms: all that they do is to find e-mail addresses, by a recursion that hostile nesting overflows. */
const TREE = gfmFromMarkdown().map(({ transforms: _transforms, ...extension }) => extension);

/** Parsing takes quadratic time in nested quotes and unclosed links: 60,000 of them would take 15 seconds. */
const COSTLY_MARKS = 2_000;

/** Null for a text that was made to be slow; no text that people write is. */
export function markdownTree(text: string): MarkdownTree | null {
  if ((text.match(/[>[]/g) ?? []).length > COSTLY_MARKS) return null;
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: TREE });
}

/** Every node of the tree, in document order. Iterative: hostile nesting must not end the stack. */
export function* treeNodes(root: TreeNode): Generator<TreeNode> {
  const stack: TreeNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if ("children" in node) stack.push(...[...node.children].reverse());
  }
}
