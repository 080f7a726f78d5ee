// Markdown as a terminal shows it: its text alone.
import { nodesOf, parseMarkdown } from "./ast.ts";

/** Texts and code in document order, without the characters that only keep Markdown from seeing structure. */
export function plainText(markdown: string): string {
  const root = parseMarkdown(markdown);
  if (root === null) return markdown;
  const parts = [...nodesOf(root)].flatMap((node) =>
    node.type === "text" || node.type === "inlineCode" ? [node.value] : [],
  );
  return parts.join("").replaceAll("\u200B", "");
}
