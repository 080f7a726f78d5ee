// Ticks a box of a task list in Markdown, as a click on GitHub does.
import { markdownTree, treeNodes } from "./tree.ts";

const BOX = /\[[ xX]\]/;

/** The text with the box turned; as it is where there is no such box. */
export function ticked(text: string, index: number): string {
  const tree = markdownTree(text);
  if (tree === null) return text;
  const items = [...treeNodes(tree)].flatMap((node) =>
    node.type === "listItem" && typeof node.checked === "boolean" ? [node] : [],
  );
  const item = items[index];
  const at = item?.position?.start.offset;
  if (item === undefined || at === undefined) return text;
  return text.slice(0, at) + text.slice(at).replace(BOX, item.checked === true ? "[ ]" : "[x]");
}
