// Milegate's own Markdown as HTML: what its checks and dashboards say, on a page.
import { html } from "hono/html";
import type { Nodes } from "mdast";
import { parseMarkdown } from "../markdown/ast.ts";

type Part = ReturnType<typeof html> | string;

/** As text where it can't be parsed. Nothing in it is taken for HTML. */
export function markdownHtml(markdown: string): Part {
  const root = parseMarkdown(markdown);
  return root === null ? html`<pre>${markdown}</pre>` : html`${inside(root)}`;
}

/** Without the paragraph around a single line. */
export function markdownLine(markdown: string): Part {
  const root = parseMarkdown(markdown);
  const [first, second] = root === null ? [] : root.children;
  return first?.type === "paragraph" && second === undefined ? html`${inside(first)}` : markdownHtml(markdown);
}

const inside = (node: Nodes): Part[] => ("children" in node ? node.children.map((child) => part(child)) : []);

function part(node: Nodes): Part {
  switch (node.type) {
    case "heading":
      return html`<h2>${inside(node)}</h2>`;
    case "paragraph":
      return html`<p>${inside(node)}</p>`;
    case "list":
      return html`<ul class="told">${node.children.map((item) => html`<li>${listItem(item)}</li>`)}</ul>`;
    case "blockquote":
      return html`<blockquote>${inside(node)}</blockquote>`;
    case "code":
      return html`<pre tabindex="0">${node.value}</pre>`;
    default:
      return inlinePart(node);
  }
}

/** A line needs no paragraph of its own. */
const listItem = (node: Nodes): Part[] =>
  "children" in node
    ? node.children.map((child) => (child.type === "paragraph" ? html`${inside(child)}` : part(child)))
    : [];

function inlinePart(node: Nodes): Part {
  switch (node.type) {
    case "text":
      return node.value.replaceAll("\u200B", "");
    case "inlineCode":
      return html`<code>${node.value}</code>`;
    case "strong":
      return html`<strong>${inside(node)}</strong>`;
    case "emphasis":
      return html`<em>${inside(node)}</em>`;
    case "link":
      return /^https?:\/\//.test(node.url) ? html`<a href="${node.url}">${inside(node)}</a>` : html`${inside(node)}`;
    case "break":
      return html`<br />`;
    case "html":
    case "thematicBreak":
      return "";
    default:
      return html`${inside(node)}`;
  }
}
