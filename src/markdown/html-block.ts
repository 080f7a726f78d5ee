// Where a block of HTML begins in Markdown, and where it ends: CommonMark 4.6.

const TAGS =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";

/** `raw` ends with a line that holds its end; `element` and `tag` end with a blank line, and a `tag` interrupts no paragraph. */
export type HtmlStart = { kind: "raw"; end: RegExp } | { kind: "element" } | { kind: "tag" };

const RAW: readonly { start: RegExp; end: RegExp }[] = [
  { start: /^<(?:script|pre|textarea|style)(?:[\s>]|$)/i, end: /<\/(?:script|pre|textarea|style)>/i },
  { start: /^<!--/, end: /-->/ },
  { start: /^<\?/, end: /\?>/ },
  { start: /^<![a-z]/i, end: />/ },
  { start: /^<!\[CDATA\[/, end: /\]\]>/ },
];
const ELEMENT = new RegExp(`^</?(?:${TAGS})(?:\\s|/?>|$)`, "i");
/** Each part can end in only one way, so that a long line is read once. */
const TAG =
  /^<(?:\/[a-z][a-z0-9-]*[ \t]*|[a-z][a-z0-9-]*(?:[ \t]+[a-z_:][a-z0-9_.:-]*(?:[ \t]*=[ \t]*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?)>[ \t]*$/i;

/** `rest` begins with the line's first word. */
export function htmlStartOf(rest: string): HtmlStart | null {
  if (!rest.startsWith("<")) return null;
  const raw = RAW.find(({ start }) => start.test(rest));
  if (raw !== undefined) return { kind: "raw", end: raw.end };
  if (ELEMENT.test(rest)) return { kind: "element" };
  return TAG.test(rest) ? { kind: "tag" } : null;
}
