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

function firstLine(
  text: string,
  position?: { start: { offset?: number | undefined }; end: { offset?: number | undefined } },
) {
  return text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0).split("\n", 1)[0] ?? "";
}
