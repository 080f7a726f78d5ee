// From a comment's Markdown to the commands in it.
import type { Nodes } from "mdast";
import { parseMarkdown } from "../markdown/ast.ts";

/** `args` is all that follows the verb on the line. */
export type Invocation = { verb: string; args: string; line: number };

/** A trimmed line; some keyboards write no-break spaces. */
const COMMAND = /^\/phase(?:\s+(\S+)(?:\s+(.*))?)?$/is;

export type ParsedComment = { kind: "commands"; invocations: Invocation[] } | { kind: "unreadable"; reason: string };

const UNREADABLE =
  "This comment is too complex to be read for commands. Please write the command in a comment of its own.";

/**
 * Commands stand on lines of their own in the paragraphs of a comment: not in code, quotes, lists, links or HTML
 * comments. A line counts when its first character is plain text of a top-level paragraph, or of what Markdown takes for
 * a heading because dashes follow, as above the signature of an e-mail.
 */
export function parseCommands(body: string): ParsedComment {
  if (!/^[^\S\n]*\/phase/im.test(body)) return { kind: "commands", invocations: [] };
  const root = parseMarkdown(body);
  if (root === null) return { kind: "unreadable", reason: UNREADABLE };
  const paragraphs = root.children.filter((node) => node.type === "paragraph" || node.type === "heading");
  const invocations = paragraphs.flatMap(({ children }) => children.flatMap((node) => invocationsIn(body, node)));
  return { kind: "commands", invocations };
}

function invocationsIn(body: string, node: Nodes): Invocation[] {
  const start = node.position?.start;
  const end = node.position?.end;
  if (node.type !== "text" || start?.offset === undefined || end?.offset === undefined) return [];
  const lines = linesOf(body, start.offset, end.offset);
  return lines.flatMap((text, index) => {
    // A text that goes on behind something else does not begin its line.
    if (index === 0 && !/^[ \t]*$/.test(before(body, start.offset ?? 0))) return [];
    const [found, verb, args] = COMMAND.exec(text.trim()) ?? [];
    return found === undefined ? [] : [{ verb: verb?.toLowerCase() ?? "", args: args ?? "", line: start.line + index }];
  });
}

const before = (body: string, offset: number): string => body.slice(body.lastIndexOf("\n", offset - 1) + 1, offset);

/** Whole lines, so that an argument keeps its own Markdown ("because of `x`") although it ends the text node. */
function linesOf(body: string, from: number, to: number): string[] {
  const end = body.indexOf("\n", to);
  const lines = body.slice(from, end === -1 ? body.length : end).split("\n");
  return lines.slice(0, body.slice(from, to).split("\n").length).map((line) => line.replace(/\r$/, ""));
}
