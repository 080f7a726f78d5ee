// Markdown as GitHub renders it: sanitized, with mentions and references linked, alerts, charts and task lists that tick.

import { defaultSchema, sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { raw } from "hono/html";
import { toHast } from "mdast-util-to-hast";
import { markdownTree } from "./tree.ts";
import type { Html } from "./visit.ts";

type Node = ReturnType<typeof sanitize>;
type Element = Extract<Node, { type: "element" }>;
type Child = Element["children"][number];

export type Rendering = {
  /** Level of the heading above: what is inside begins one below. */
  under: number;
  /** Whether boxes of task lists are buttons of the form around it. */
  ticks: boolean;
  /** Where `#7` leads, if it leads somewhere. */
  reference: (number: number) => string | null;
  isPerson: (login: string) => boolean;
};

export function renderMarkdown(text: string, rendering: Rendering): Html {
  const tree = markdownTree(text);
  if (tree === null)
    return raw(toHtml({ type: "element", tagName: "pre", properties: {}, children: [textNode(text)] }));
  const clean = sanitize(folded(toHast(tree, { allowDangerousHtml: true })), defaultSchema);
  const root: Node = clean.type === "root" ? clean : { type: "root", children: [] };
  const state = { ...rendering, tasks: 0, levels: [] };
  return raw(toHtml({ ...root, children: root.children.flatMap((child) => shown(child, state)) }));
}

const BREAK = /^<br ?\/?>$/;

/** Inside a line GitHub lets a break through, as cells of tables have it. */
function withBreaks(node: ReturnType<typeof toHast> | Child): Child[] {
  if (node.type === "raw" && BREAK.test(node.value))
    return [{ type: "element", tagName: "br", properties: {}, children: [] }];
  if (node.type === "element") return [{ ...node, children: node.children.flatMap(withBreaks) }];
  return node.type === "text" ? [node] : [];
}

const FOLDS = /<details( open)?>|<\/details>|<summary>([^<]*)<\/summary>/g;

/** Of the HTML that GitHub lets through, what folds text away; a piece that is anything else besides is dropped whole. */
function folded(tree: ReturnType<typeof toHast>): ReturnType<typeof toHast> {
  if (tree.type !== "root") return tree;
  const root: Element = { type: "element", tagName: "div", properties: {}, children: [] };
  const open = [root];
  for (const child of tree.children) {
    if (child.type === "raw") fold(child.value, open);
    else open.at(-1)?.children.push(...withBreaks(child));
  }
  return { type: "root", children: root.children };
}

const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

/** The last of `open` is what text comes into. */
function fold(html: string, open: Element[]): void {
  if (html.replace(FOLDS, "").trim() !== "") return;
  for (const [tag, isOpen, summary] of html.matchAll(FOLDS)) {
    const made: Element = { type: "element", tagName: "details", properties: {}, children: [] };
    if (summary !== undefined) {
      const text = textNode(summary.replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity));
      open.at(-1)?.children.push({ ...made, tagName: "summary", children: [text] });
    } else if (tag.startsWith("<details")) {
      const details = { ...made, properties: isOpen === undefined ? {} : { open: true } };
      open.at(-1)?.children.push(details);
      open.push(details);
    } else if (open.length > 1) open.pop();
  }
}

type State = Rendering & { tasks: number; levels: number[] };

const textNode = (value: string): Child => ({ type: "text", value });

function shown(node: Child | Node, state: State): Child[] {
  if (node.type === "text") return linked(node.value, state);
  if (node.type !== "element") return [];
  switch (node.tagName) {
    case "h1":
    case "h2":
    case "h3":
    case "h4":
    case "h5":
    case "h6":
      return [heading(node, state)];
    case "code":
    case "a":
      return [node];
    case "pre":
      return [chart(node)];
    case "blockquote":
      return [quote(within(node, state))];
    case "li":
      return [task(node, state)];
    case "th":
      // An empty corner is no heading to who listens to the page.
      return [textOf(node) === "" ? { ...node, tagName: "td" } : within(node, state)];
    case "table":
      return [scrolling(within(node, state))];
    default:
      return [within(node, state)];
  }
}

const within = (node: Element, state: State): Element => ({
  ...node,
  children: node.children.flatMap((child) => shown(child, state)),
});

const wrap = (tagName: string, className: string, children: Child[]): Element => ({
  type: "element",
  tagName,
  properties: { className: [className] },
  children,
});

/** A wide table scrolls by itself, by the keyboard, too. */
const scrolling = (table: Element): Element => ({
  ...wrap("div", "table", [table]),
  properties: { className: ["table"], tabIndex: 0 },
});

/** Looks as it was written, and is one level below the heading that it stands under, so that no level is skipped. */
function heading(node: Element, state: State): Element {
  const written = Number(node.tagName.slice(1));
  state.levels = [...state.levels.filter((level) => level < written), written];
  const level = Math.min(6, state.under + state.levels.length);
  return { ...within(node, state), tagName: `h${level}`, properties: { className: [`written-${written}`] } };
}

/** A chart is drawn where scripts run; its source is there for everybody. */
function chart(node: Element): Element {
  const [code] = node.children;
  const classes = code?.type === "element" ? code.properties["className"] : undefined;
  const isChart = Array.isArray(classes) && classes.includes("language-mermaid");
  return { ...node, properties: { ...(isChart ? { className: ["mermaid-source"] } : {}), tabIndex: 0 } };
}

const ALERT = /^\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/;

/** https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
function quote(node: Element): Element {
  const first = node.children.find((child) => child.type === "element");
  const text = first?.type === "element" ? first.children[0] : undefined;
  const kind = text?.type === "text" ? ALERT.exec(text.value)?.[1] : undefined;
  if (first?.type !== "element" || text?.type !== "text" || kind === undefined) return node;
  const name = kind.charAt(0) + kind.slice(1).toLowerCase();
  const rest = { ...first, children: [textNode(text.value.replace(ALERT, "")), ...first.children.slice(1)] };
  const children = node.children.map((child) => (child === first ? rest : child));
  return wrap("div", `alert-${kind.toLowerCase()}`, [wrap("p", "alert-title", [textNode(name)]), ...children]);
}

/** The box of a task list's item is a button that ticks it, or an image of its state. */
function task(node: Element, state: State): Element {
  const holder = node.children.find((child) => child.type === "element" && child.tagName === "p");
  const inside = holder?.type === "element" ? holder : node;
  const box = inside.children.find((child) => child.type === "element" && child.tagName === "input");
  if (box?.type !== "element") return within(node, state);
  const checked = box.properties["checked"] === true;
  const index = state.tasks++;
  const made = boxElement(checked, index, textOf(inside), state.ticks);
  const swap = (child: Child): Child[] => (child === box ? [made] : shown(child, state));
  if (inside === node) return { ...node, children: node.children.flatMap(swap) };
  const paragraph = { ...inside, children: inside.children.flatMap(swap) };
  return {
    ...node,
    children: node.children.flatMap((child) => (child === inside ? [paragraph] : shown(child, state))),
  };
}

function boxElement(checked: boolean, index: number, label: string, ticks: boolean): Element {
  const state = { className: ["box"], role: "checkbox", ariaChecked: checked ? "true" : "false", ariaLabel: label };
  const button = { type: "submit", name: "task", value: String(index) };
  return {
    type: "element",
    tagName: ticks ? "button" : "span",
    properties: ticks ? { ...state, ...button } : { ...state, ariaDisabled: "true" },
    children: [],
  };
}

function textOf(node: Child | Node): string {
  if (node.type === "text") return node.value;
  if (node.type !== "element" || ["ul", "ol"].includes(node.tagName)) return "";
  return node.children.map(textOf).join("").trim();
}

const REFERENCES = /(?<![\w/])(#\d+|@[A-Za-z0-9][A-Za-z0-9-]*(?:\/[A-Za-z0-9-]+)?)/;

function linked(value: string, { reference, isPerson }: State): Child[] {
  return value
    .split(REFERENCES)
    .filter((part) => part !== "")
    .map((part): Child => {
      if (part.startsWith("#")) {
        const href = reference(Number(part.slice(1)));
        return href === null ? textNode(part) : link(href, part);
      }
      const login = part.startsWith("@") ? part.slice(1) : "";
      return login.includes("/") || isPerson(login) ? wrap("strong", "mention", [textNode(part)]) : textNode(part);
    });
}

const link = (href: string, text: string): Element => ({
  type: "element",
  tagName: "a",
  properties: { href },
  children: [textNode(text)],
});
