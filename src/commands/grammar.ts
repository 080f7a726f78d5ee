// From a comment's Markdown to the commands in it.
import { proseLines } from "../markdown/prose.ts";

/** `args` is all that follows the verb on the line. */
export type Invocation = { verb: string; args: string; line: number };

/** A trimmed line; some keyboards write no-break spaces. */
const COMMAND = /^\/phase(?:\s+(\S+)(?:\s+(.*))?)?$/is;

/**
 * Commands stand at the beginning of lines: not in code, quotes, HTML or HTML comments, nor behind the mark of a list.
 * The same command again, without another between, is no command of its own. Takes time in proportion to the length.
 */
export function parseCommands(body: string): Invocation[] {
  // Most comments have none.
  if (!/\/phase/i.test(body)) return [];
  const all = proseLines(body).flatMap(({ text, number }) => {
    const [found, verb = "", args = ""] = COMMAND.exec(text.trim()) ?? [];
    return found === undefined ? [] : [{ verb: verb.toLowerCase(), args, line: number }];
  });
  return all.filter((each, index) => written(each) !== written(all[index - 1]));
}

const written = (invocation: Invocation | undefined): string =>
  invocation === undefined ? "" : `${invocation.verb} ${invocation.args.replace(/\s+/g, " ")}`;
