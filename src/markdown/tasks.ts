// Task-list items in a Markdown text.
import { blocksOf, type MarkdownBlock } from "./blocks.ts";

export type TaskCounts = { done: number; open: string[] };

/** Counts `- [ ]` and `- [x]` as GitHub renders them: not in code, not in comments. Open ones have their first line. */
export function tasksOf(text: string): TaskCounts {
  // Most descriptions have no list at all.
  return text.includes("[") ? tasksIn(blocksOf(text)) : { done: 0, open: [] };
}

/** The tasks below a heading of the second level, up to the next of the first or second. */
export function tasksBelow(text: string, heading: string): TaskCounts {
  const blocks = blocksOf(text);
  const begin = blocks.findIndex((block) => isEnd(block) && titleOf(block) === heading);
  if (begin === -1) return { done: 0, open: [] };
  const end = blocks.findIndex((block, at) => at > begin && isEnd(block));
  return tasksIn(blocks.slice(begin + 1, end === -1 ? blocks.length : end));
}

/** https://github.github.com/gfm/#task-list-items-extension- */
const BOX = /^\[([ x])\](?=[ \t]+\S)/i;

function tasksIn(blocks: readonly MarkdownBlock[]): TaskCounts {
  const tasks: TaskCounts = { done: 0, open: [] };
  for (const { lines, isFirstOfItem } of blocks) {
    const text = lines[0]?.text ?? "";
    const box = isFirstOfItem ? BOX.exec(text)?.[1] : undefined;
    if (box?.toLowerCase() === "x") tasks.done += 1;
    else if (box !== undefined) tasks.open.push(text.slice(3).trim());
  }
  return tasks;
}

const isEnd = ({ kind, depth }: MarkdownBlock): boolean => typeof kind === "object" && kind.level <= 2 && depth === 0;

/** Without the marks of a heading. */
const titleOf = ({ lines }: MarkdownBlock): string =>
  lines
    .map(({ text }) => text)
    .join("\n")
    .trim()
    .replace(/^#{1,6}\s+/, "")
    .replace(/#+$/, "")
    .trim();
