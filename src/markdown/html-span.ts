// HTML and addresses in angle brackets within a text, each character read once, however many brackets are open.

export type HtmlTag = { name: string; kind: "open" | "close" | "whole" };

/** `to` is the index after it; `tag` is the element that it opens or closes. */
export type HtmlSpan = { to: number; tag?: HtmlTag };

/** CommonMark 6.6: such a span ends with the next `end` after its beginning. */
const MARKED: readonly { start: RegExp; end: string; room: number }[] = [
  { start: /<!--(?=-?>)/y, end: ">", room: 4 },
  { start: /<!--/y, end: "-->", room: 4 },
  { start: /<\?/y, end: "?>", room: 2 },
  { start: /<!\[CDATA\[/y, end: "]]>", room: 9 },
  { start: /<![a-z]/iy, end: ">", room: 3 },
];

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
/** CommonMark 6.5. */
const ADDRESS = new RegExp(
  `<(?:[a-z][a-z0-9+.-]{1,31}:[^\\s<>\\p{Cc}]*|[a-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${LABEL}(?:\\.${LABEL})*)>`,
  "iuy",
);
const CLOSING = /<\/([a-z][a-z0-9-]*)\s*>/iy;
const OPENING = /<([a-z][a-z0-9-]*)/iy;
/** As far as the next value in quotes, or the tag's end. */
const ATTRIBUTES =
  /(?:\s+[a-z_:][a-z0-9_.:-]*(?:\s*=\s*[^\s"'=<>`]+)?)*(?:\s+[a-z_:][a-z0-9_.:-]*\s*=\s*(?=["'])|\s*\/?>)/iy;

/** Reads the span at an index; call it with growing indexes. */
export function htmlReader(text: string): (from: number) => HtmlSpan | null {
  const missing = new Set<string>();
  const tagAt = tagReader(text);
  return (from) => {
    const marked = MARKED.find(({ start }) => matchAt(start, text, from) !== null);
    if (marked !== undefined) return markedEnd(text, from + marked.room, marked.end, missing);
    return matchAt(ADDRESS, text, from) === null ? tagAt(from) : { to: ADDRESS.lastIndex };
  };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Searches for a missing end only once. */
function markedEnd(text: string, from: number, end: string, missing: Set<string>): HtmlSpan | null {
  const found = missing.has(end) ? -1 : text.indexOf(end, from);
  if (found === -1) missing.add(end);
  return found === -1 ? null : { to: found + end.length };
}

/** Does not read a quoted value again if no tag ends after it. */
function tagReader(text: string): (from: number) => HtmlSpan | null {
  const failed = new Set<number>();
  return (from) => {
    const [closing, closed = ""] = matchAt(CLOSING, text, from) ?? [];
    if (closing !== undefined) return { to: from + closing.length, tag: { name: closed.toLowerCase(), kind: "close" } };
    const [opening, name = ""] = matchAt(OPENING, text, from) ?? [];
    const to = opening === undefined ? null : attributesEnd(text, from + opening.length, failed);
    if (to === null) return null;
    return { to, tag: { name: name.toLowerCase(), kind: text[to - 2] === "/" ? "whole" : "open" } };
  };
}

function attributesEnd(text: string, from: number, failed: Set<number>): number | null {
  const quotes: number[] = [];
  for (let at = from; matchAt(ATTRIBUTES, text, at) !== null; ) {
    const next = ATTRIBUTES.lastIndex;
    if (text[next - 1] === ">") return next;
    const close = failed.has(next) ? -1 : text.indexOf(text.charAt(next), next + 1);
    quotes.push(next);
    if (close === -1) break;
    at = close + 1;
  }
  for (const quote of quotes) failed.add(quote);
  return null;
}
