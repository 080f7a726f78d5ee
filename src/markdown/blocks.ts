// The blocks of a Markdown text, read line by line in one pass, like the first phase of GitHub's parser.
import { type MarkdownContainer, matchContainers, openContainer } from "./containers.ts";
import { cursorOn, indentAt, isBlankAt, type LineCursor, restAt } from "./cursor.ts";
import { definitionsLength } from "./definitions.ts";
import { type BlockStart, blockStartOf, fenceEnds, isRule } from "./starts.ts";
import { isTableRule } from "./table-rule.ts";

/** `number` counts from 1; `depth` is how many quotes and list items the line itself is marked for; a lazy line has fewer than its block. */
export type BlockLine = { number: number; text: string; depth: number };

/** A block of text. Code, rules, definitions, and HTML with its own end mark (comments, for example) are left out. */
export type MarkdownBlock = {
  /** A `row` is a table's row; `html` ends with a blank line. */
  kind: "paragraph" | "row" | "html" | { level: number };
  lines: BlockLine[];
  /** How many quotes and list items it is in. */
  depth: number;
  isQuoted: boolean;
  /** The first block of a list item, where a checkbox may be. */
  isFirstOfItem: boolean;
};

type Leaf =
  | { kind: "paragraph" | "html"; block: MarkdownBlock }
  | { kind: "raw"; end: RegExp }
  | { kind: "fence"; mark: string }
  | { kind: "table" | "indented" };

type Reader = { containers: MarkdownContainer[]; leaf: Leaf | null; blocks: MarkdownBlock[] };

/** A line after the marks of its containers. */
type Line = { cursor: LineCursor; number: number; depth: number };

/** In the order of the text. Takes linear time for any text. */
export function blocksOf(text: string): MarkdownBlock[] {
  const reader: Reader = { containers: [], leaf: null, blocks: [] };
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) readLine(reader, cursorOn(line), index + 1);
  closeLeaf(reader);
  return reader.blocks;
}

function readLine(reader: Reader, cursor: LineCursor, number: number): void {
  const depth = matchContainers(reader.containers, cursor);
  const line = { cursor, number, depth };
  if (depth === reader.containers.length && isTakenByLeaf(reader, line)) return;
  openContainers(reader, line);
  if (isBlankAt(cursor)) closeTo(reader, line.depth);
  else readLeaf(reader, line);
}

/** Whether the line belongs to the open leaf, whatever its content. A blank line ends a leaf that it does not belong to. */
function isTakenByLeaf(reader: Reader, line: Line): boolean {
  const { leaf } = reader;
  const { cursor } = line;
  switch (leaf?.kind) {
    case "fence":
      if (fenceEnds(cursor, leaf.mark)) reader.leaf = null;
      return true;
    case "raw":
      if (leaf.end.test(restAt(cursor))) reader.leaf = null;
      return true;
    case "indented":
      return isBlankAt(cursor) || indentAt(cursor) > 3;
    case "html":
      if (!isBlankAt(cursor)) addLine(leaf.block, line);
      break;
  }
  if (isBlankAt(cursor)) closeLeaf(reader);
  return isBlankAt(cursor) || leaf?.kind === "html";
}

function openContainers(reader: Reader, line: Line): void {
  const { cursor } = line;
  for (let markers = 0; !isBlankAt(cursor) && indentAt(cursor) <= 3 && !isRule(cursor); markers += 1) {
    const interrupts = reader.leaf?.kind === "paragraph" && line.depth === reader.containers.length;
    const opened = openContainer(cursor, interrupts, markers);
    if (opened === null) return;
    closeTo(reader, line.depth);
    const quote = reader.containers.at(-1)?.innermostQuote ?? -1;
    takeFirst(reader);
    reader.containers.push({
      ...opened,
      isEmpty: opened.kind === "item",
      innermostQuote: opened.kind === "quote" ? line.depth : quote,
    });
    line.depth += 1;
  }
}

/** Opens the block that begins on the line; otherwise the line is text of an open or a new paragraph. */
function readLeaf(reader: Reader, line: Line): void {
  const { cursor, depth } = line;
  const isParagraph = reader.leaf?.kind === "paragraph";
  const isLazy = isParagraph && depth < reader.containers.length;
  const start = blockStartOf(cursor, isLazy ? "lazy" : isParagraph ? "paragraph" : "none");
  if (start?.kind === "underline" && isHeading(reader, start.level)) return;
  if (start === null || (start.kind === "underline" && !isRule(cursor))) addText(reader, line);
  else openLeaf(reader, line, start);
}

function openLeaf(reader: Reader, line: Line, start: BlockStart): void {
  closeTo(reader, line.depth);
  switch (start.kind) {
    case "heading":
      addBlock(reader, { level: start.level }, line);
      return;
    case "html":
      reader.leaf = { kind: "html", block: addBlock(reader, "html", line) };
      return;
    case "raw":
    case "fence":
    case "indented":
      reader.leaf = start;
  }
  takeFirst(reader);
  if (start.kind === "raw" && start.end.test(restAt(line.cursor))) reader.leaf = null;
}

/** Converts the open paragraph to a heading; false if it has only definitions. */
function isHeading(reader: Reader, level: number): boolean {
  const { leaf } = reader;
  if (leaf?.kind !== "paragraph") return false;
  dropDefinitions(leaf.block);
  if (leaf.block.lines.length === 0) return false;
  leaf.block.kind = { level };
  reader.leaf = null;
  return true;
}

function addText(reader: Reader, line: Line): void {
  const { leaf, containers } = reader;
  const isWhole = line.depth === containers.length;
  if (leaf?.kind === "paragraph") {
    if (isWhole && isTableRule(line.cursor, leaf.block.lines.at(-1)?.text ?? "")) beginTable(reader, leaf.block);
    else addLine(leaf.block, line);
  } else if (leaf?.kind === "table" && isWhole) addBlock(reader, "row", line);
  else {
    closeTo(reader, line.depth);
    reader.leaf = { kind: "paragraph", block: addBlock(reader, "paragraph", line) };
  }
}

/** The paragraph's last line is the table's head. */
function beginTable(reader: Reader, paragraph: MarkdownBlock): void {
  const head = paragraph.lines.splice(-1);
  dropDefinitions(paragraph);
  reader.blocks.push({ ...paragraph, kind: "row", lines: head, isFirstOfItem: false });
  reader.leaf = { kind: "table" };
}

function addBlock(reader: Reader, kind: MarkdownBlock["kind"], line: Line): MarkdownBlock {
  const quote = reader.containers.at(-1)?.innermostQuote ?? -1;
  const isFirstOfItem = takeFirst(reader);
  const block = { kind, lines: [], depth: reader.containers.length, isQuoted: quote >= 0, isFirstOfItem };
  addLine(block, line);
  reader.blocks.push(block);
  return block;
}

const addLine = (block: MarkdownBlock, { cursor, number, depth }: Line): unknown =>
  block.lines.push({ number, depth, text: restAt(cursor) });

/** Whether the innermost item was empty; marks it as not empty. */
function takeFirst({ containers }: Reader): boolean {
  const last = containers.at(-1);
  const isFirst = last?.isEmpty === true;
  if (last !== undefined) last.isEmpty = false;
  return isFirst;
}

function closeTo(reader: Reader, depth: number): void {
  closeLeaf(reader);
  reader.containers.length = depth;
}

function closeLeaf(reader: Reader): void {
  if (reader.leaf?.kind === "paragraph") dropDefinitions(reader.leaf.block);
  reader.leaf = null;
}

function dropDefinitions({ lines }: MarkdownBlock): void {
  if (lines[0]?.text.startsWith("[") !== true) return;
  const text = lines.map((line) => line.text).join("\n");
  const length = definitionsLength(text);
  if (length > 0) lines.splice(0, length === text.length ? lines.length : text.slice(0, length).split("\n").length - 1);
}
