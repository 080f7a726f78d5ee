// How long functions are: from the line on which each begins to the one on which it ends.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";

export type FunctionLength = { path: string; line: number; lines: number };

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "ClassMethod"]);

/** Of every function in the TypeScript files below a folder, arrow functions of one line included. */
export const functionLengths = (folder: string): FunctionLength[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => lengthsIn(join(folder, path)));

function lengthsIn(path: string): FunctionLength[] {
  const text = readFileSync(path);
  const tree = parseSync(text.toString(), { syntax: "typescript", target: "es2024" });
  // Positions are bytes, and count on from one file to the next.
  const base = tree.span.start - leadingBytes(text);
  const found: FunctionLength[] = [];
  visit(tree, ({ start, end }) => {
    const line = lineAt(text, start - base);
    found.push({ path, line, lines: lineAt(text, end - base) - line + 1 });
  });
  return found;
}

/** The tree begins at the first token; what is before it are comments and space. */
function leadingBytes(text: Buffer): number {
  const [leading = ""] = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|#![^\n]*\n)*/.exec(text.toString()) ?? [];
  return Buffer.byteLength(leading);
}

type Span = { start: number; end: number };

function visit(node: unknown, found: (span: Span) => void): void {
  if (Array.isArray(node)) for (const each of node) visit(each, found);
  if (typeof node !== "object" || node === null || Array.isArray(node)) return;
  if ("type" in node && FUNCTIONS.has(String(node.type))) found(spanOf(node));
  for (const each of Object.values(node)) visit(each, found);
}

/** A method's own span is its function's. */
function spanOf(node: object): Span {
  const { span } = node as { span: Span };
  return span;
}

const lineAt = (text: Buffer, position: number): number => {
  let line = 1;
  for (let at = text.indexOf(10); at !== -1 && at < position; at = text.indexOf(10, at + 1)) line += 1;
  return line;
};

/** Of values in ascending order; `part` is between 0 and 1. */
export const percentileOf = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
