// Task-list items in a Markdown text.
import { nodesOf, parseMarkdown } from "./ast.ts";

export type Tasks = { done: number; open: string[] };

/**
 * Counts `- [ ]` and `- [x]` as GitHub renders them: not in code, not in comments. Open ones come with their first line.
 * Null when the text is too costly to parse.
 */
export function tasksOf(text: string): Tasks | null {
  const tasks: Tasks = { done: 0, open: [] };
  // Parsing costs time; most descriptions have no list at all.
  if (!text.includes("[")) return tasks;
  const root = parseMarkdown(text);
  if (root === null) return null;
  for (const node of nodesOf(root)) {
    if (node.type !== "listItem" || typeof node.checked !== "boolean") continue;
    if (node.checked) tasks.done += 1;
    else tasks.open.push(firstLine(text, node.children[0]?.position));
  }
  return tasks;
}

type Position = { start: { offset?: number | undefined }; end: { offset?: number | undefined } };

function firstLine(text: string, position?: Position) {
  return text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0).split("\n", 1)[0] ?? "";
}

/** The tasks below a heading of the second level, up to the next of the first or second; null when it is too costly to parse. */
export function tasksBelow(text: string, heading: string): Tasks | null {
  const root = parseMarkdown(text);
  if (root === null) return null;
  const isEnd = (node: (typeof root.children)[number]) => node.type === "heading" && node.depth <= 2;
  const begin = root.children.findIndex((node) => isEnd(node) && titleOf(text, node) === heading);
  if (begin === -1) return { done: 0, open: [] };
  const end = root.children.findIndex((node, at) => at > begin && isEnd(node));
  const from = root.children[begin]?.position?.end.offset ?? 0;
  const to = end === -1 ? text.length : root.children[end]?.position?.start.offset;
  return tasksOf(text.slice(from, to));
}

const titleOf = (text: string, node: { position?: Position | undefined }): string =>
  text
    .slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
    .replace(/^#+\s*|\s*#*\s*$/g, "")
    .trim();
