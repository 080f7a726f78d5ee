// The words behind a verb: quoted ones, reasons and `--waive`.
import { cut } from "../markdown/cut.ts";
import { code } from "../markdown/escape.ts";
import { type Parsed, parsed, refusedCommand } from "./command.ts";

/** A phone's keyboard makes typographic quotes of straight ones, each language its own. */
const QUOTES = new Map([
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["”", "”"],
  ["„", "“”"],
  ["‟", "”"],
  ["‘", "’"],
  ["’", "’"],
  ["‚", "‘’"],
  ["«", "»"],
  ["»", "«"],
]);

export type Words = { first: string; rest: string; isQuoted: boolean };

/** The first word, or what is in quotes, and the text behind it; null where there is nothing. A quote that is never closed is a character. */
export function splitFirst(text: string): Words | null {
  const trimmed = text.trim();
  const closing = QUOTES.get(trimmed.charAt(0));
  if (closing !== undefined) {
    const end = [...trimmed].findIndex((sign, at) => at > 0 && closing.includes(sign));
    const signs = [...trimmed];
    const [inner, rest] = [signs.slice(1, end).join(""), signs.slice(end + 1).join("")];
    if (end > 1 && /^(\s|$)/.test(rest)) return { first: inner.trim(), rest: rest.trim(), isQuoted: true };
  }
  const [first = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(trimmed)?.slice(1) ?? [];
  return first === "" ? null : { first, rest, isQuoted: false };
}

/** Phones and word processors make one long dash of two. */
const WAIVE = /^(?:--|[–—])waive(?=\s|$)/i;

export function takeWaive(args: string): { waive: boolean; rest: string } {
  const text = args.trim();
  return { waive: WAIVE.test(text), rest: text.replace(WAIVE, "").trim() };
}

export function aReason(text: string, usage: string): Parsed<string> {
  return /[\p{L}\p{N}]/u.test(text) ? parsed(givenReason(text)) : refusedCommand(`it needs a reason: ${code(usage)}.`);
}

/** In bytes: a record holds it twice, once with every byte in three characters, and a comment takes 65,536 characters. */
const REASON_LIMIT = 4_000;

export const givenReason = (written: string): string => cut(written.trim(), REASON_LIMIT);
