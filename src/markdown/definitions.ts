// Link reference definitions at the beginning of a paragraph: CommonMark 4.7.

const LABEL = /\[(?:[^\\[\]]|\\[\s\S]){1,999}\]:/y;
const GAP = /[ \t]*(?:\n[ \t]*)?/y;
const ANGLED = /<(?:[^\\<>\n]|\\.)*>/y;
const BARE = /[^\s<\p{Cc}][^\s\p{Cc}]*/uy;
const TITLE = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\)/y;
const LINE_END = /[ \t]*(?:\n|$)/y;

/** The index after a match at exactly that place; null if there is none. */
function behind(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** How long the definitions at the beginning of the paragraph are, line ends included. */
export function definitionsLength(paragraph: string): number {
  let length = 0;
  for (let next = definitionEnd(paragraph, 0); next !== null; next = definitionEnd(paragraph, next)) length = next;
  return length;
}

function definitionEnd(text: string, from: number): number | null {
  const label = behind(LABEL, text, from);
  if (label === null || /^\[\s*\]:$/.test(text.slice(from, label))) return null;
  const begin = behind(GAP, text, label) ?? label;
  const target = behind(ANGLED, text, begin) ?? bareEnd(text, begin);
  return target === null ? null : (titledEnd(text, target) ?? behind(LINE_END, text, target));
}

/** Parentheses in a bare destination must be balanced. */
function bareEnd(text: string, from: number): number | null {
  const end = behind(BARE, text, from);
  if (end === null) return null;
  let depth = 0;
  for (const [paren] of text.slice(from, end).matchAll(/\\[()]|[()]/g)) {
    depth += paren === "(" ? 1 : paren === ")" ? -1 : 0;
    if (depth < 0) return null;
  }
  return depth === 0 ? end : null;
}

/** Null if no title follows, or if text follows the title. */
function titledEnd(text: string, target: number): number | null {
  const begin = behind(GAP, text, target) ?? target;
  const end = begin === target ? null : behind(TITLE, text, begin);
  return end === null ? null : behind(LINE_END, text, end);
}
