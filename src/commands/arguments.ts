// Reads what follows a verb: a word, in quotes if it has spaces, and the rest.

const QUOTED = /^["“”]([^"“”]+)["“”](?:\s+|$)(.*)$/su;

/** An empty word where nothing was written. */
export function takeWord(args: string): { word: string; rest: string } {
  const text = args.trim();
  const [, quoted, behind] = QUOTED.exec(text) ?? [];
  if (quoted !== undefined) return { word: quoted.trim(), rest: (behind ?? "").trim() };
  const [word = ""] = text.split(/\s+/, 1);
  return { word, rest: text.slice(word.length).trim() };
}

/** Phones and word processors make one long dash of two. */
const WAIVE = /^(?:--|[–—])waive(?=\s|$)/i;

export function takeWaive(args: string): { waive: boolean; rest: string } {
  const text = args.trim();
  return { waive: WAIVE.test(text), rest: text.replace(WAIVE, "").trim() };
}
