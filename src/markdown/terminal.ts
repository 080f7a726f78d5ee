// Renders the app's Markdown for a terminal: no backslashes, a link's URL after its text.
import type { Nodes } from "mdast";
import { parseMarkdown } from "./ast.ts";

type Strong = (text: string) => string;

/** Headings, paragraphs, lists and quotes; `strong` formats emphasized text. */
export function terminalText(markdown: string, strong: Strong): string {
  const root = parseMarkdown(markdown);
  if (root === null) return markdown;
  return blocks(root, strong).join("\n\n").replaceAll("\u200B", "");
}

const childrenOf = (node: Nodes): Nodes[] => ("children" in node ? node.children : []);

const blocks = (node: Nodes, strong: Strong): string[] =>
  childrenOf(node)
    .map((child) => block(child, strong))
    .filter((text) => text !== "");

function block(node: Nodes, strong: Strong): string {
  switch (node.type) {
    case "heading":
      return strong(inline(node, (text) => text));
    case "list":
      return node.children.map((item) => indented("- ", blocks(item, strong).join("\n"))).join("\n");
    case "blockquote":
      return indented("| ", blocks(node, strong).join("\n"), "| ");
    case "code":
      return node.value;
    case "html":
    case "thematicBreak":
      return "";
    default:
      return inline(node, strong);
  }
}

const indented = (first: string, text: string, rest = " ".repeat(first.length)): string =>
  text
    .split("\n")
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join("\n");

function inline(node: Nodes, strong: Strong): string {
  const inside = () =>
    childrenOf(node)
      .map((child) => inline(child, strong))
      .join("");
  switch (node.type) {
    case "text":
    case "inlineCode":
      return node.value;
    case "strong":
      return strong(inside());
    case "link":
      return `${inside()} (${node.url})`;
    case "break":
      return "\n";
    default:
      return inside();
  }
}
