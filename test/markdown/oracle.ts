// Which lines of a Markdown text are their writer's own words, by the tree that a CommonMark parser makes of it.
import type { Nodes, Parents } from "mdast";
import { parseMarkdown } from "../../src/markdown/ast.ts";

/** The numbers of the lines that begin with that word outside of code, quotes and HTML, as the tree has it. */
export function linesInTree(text: string, word: string): number[] {
  const root = parseMarkdown(text);
  if (root === null) throw new Error("too many marks for the tree");
  return [...text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)].flatMap(({ index, 0: line }, at) => {
    const begin = line.search(/\S/);
    if (begin === -1 || !line.slice(begin).startsWith(word)) return [];
    return isOwn(root, index + begin) ? [at + 1] : [];
  });
}

function isOwn(root: Parents, offset: number): boolean {
  const found = root.children.find(({ position }) => contains(position, offset));
  if (found === undefined) return true;
  if (/^(?:blockquote|code|inlineCode|html|definition)$/.test(found.type)) return false;
  return !("children" in found) || isOwn(found, offset);
}

const contains = (position: Nodes["position"], offset: number): boolean =>
  position !== undefined && (position.start.offset ?? 0) <= offset && offset < (position.end.offset ?? 0);
