// A document with smaller pages. Only those shrink whose elements have lists of their own: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api

const PAGE = /\b(first|last): (\d+)/g;

/** The same document; pages that hold lists ask for at most `size` elements. Every reader of such a page goes on where it ends. */
export function withSmallerPages(document: string, size: number): string {
  const blank = withoutTexts(document);
  const parts: string[] = [];
  let end = 0;
  for (const { 0: page, 1: way, 2: records, index } of blank.matchAll(PAGE)) {
    if (Number(records) <= size || !hasLists(blank, selectionBehind(blank, index))) continue;
    parts.push(document.slice(end, index), `${way}: ${size}`);
    end = index + page.length;
  }
  return parts.join("") + document.slice(end);
}

/** What stands in quotes is blanked out, so that no name is taken for a part of the document. */
const withoutTexts = (document: string): string =>
  document.replace(/"(?:\\.|[^"\\])*"/g, (text) => `"${" ".repeat(text.length - 2)}"`);

/** The selection of the field in whose arguments the position is; empty where it has none. */
function selectionBehind(document: string, position: number): string {
  const begin = endOfBrackets(document, position, 1);
  const opening = /^\s*\{/.exec(document.slice(begin));
  if (opening === null) return "";
  const inside = begin + opening[0].length;
  return document.slice(inside, endOfBrackets(document, inside, 1));
}

/** Where so many brackets that are open at the position are closed. */
function endOfBrackets(document: string, position: number, open: number): number {
  let left = open;
  let at = position;
  for (; at < document.length && left > 0; at += 1) {
    if (/[({[]/.test(document[at] ?? "")) left += 1;
    if (/[)}\]]/.test(document[at] ?? "")) left -= 1;
  }
  return at;
}

/** A fragment counts for what it selects. */
const hasLists = (document: string, selection: string): boolean =>
  /\b(first|last):/.test(selection) ||
  [...selection.matchAll(/\.\.\.(\w+)/g)].some(([, name = ""]) => hasLists(document, fragmentOf(document, name)));

function fragmentOf(document: string, name: string): string {
  const found = new RegExp(`\\bfragment ${name} on \\w+ \\{`).exec(document);
  if (found === null) return "";
  const inside = found.index + found[0].length;
  return document.slice(inside, endOfBrackets(document, inside, 1));
}
