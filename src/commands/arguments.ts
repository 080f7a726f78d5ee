// Reads what follows a verb: a word, in quotes if it has spaces, and the rest.
import { splitFirst } from "./words.ts";

/** An empty word where nothing was written. */
export function takeWord(args: string): { word: string; rest: string } {
  const { first: word, rest } = splitFirst(args) ?? { first: "", rest: "" };
  return { word, rest };
}

/** Phones and word processors make one long dash of two. */
const WAIVE = /^(?:--|[–—])waive(?=\s|$)/i;

export function takeWaive(args: string): { waive: boolean; rest: string } {
  const text = args.trim();
  return { waive: WAIVE.test(text), rest: text.replace(WAIVE, "").trim() };
}
