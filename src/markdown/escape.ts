// Escapes people's text for the app's Markdown.

const PUNCTUATION = /[\\`*_{}[\]()<>|~!$]/g;
/** Line starts that would begin a heading, a list, a quote, a rule or a command. */
const BLOCK_START = /^([>+\-=/]|#+\s|\d+[.)])/;
/** Joiners stay: they are part of letters and emoji, for example of Persian words and family emoji. */
const INVISIBLE = /(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\u2028\u2029])+/gu;

/**
 * One line of plain text: no Markdown structure, no HTML, no notifications.
 *
 * GitHub looks for mentions and references after Markdown is rendered, so a backslash does not stop `@octocat` or `#7`;
 * a zero-width space after the sign does.
 */
export function escapeText(text: string): string {
  const plain = text
    .replace(INVISIBLE, " ")
    .trim()
    .replace(PUNCTUATION, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(BLOCK_START, "\u200B$1");
  return unlinked(plain);
}

/** The same within HTML: Markdown's backslashes would be visible there, and GitHub still finds mentions. */
export function escapeHtml(text: string): string {
  const plain = text.replace(INVISIBLE, " ").trim();
  return unlinked(plain.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;"));
}

/** https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls */
const unlinked = (text: string): string =>
  text
    .replace(/[@#](?=\w)/g, "$&\u200B")
    .replace(/\bGH-(?=\d)/gi, "$&\u200B")
    .replace(/(https?|www)(?=[:.])/gi, "$1\u200B");

/** A link whose text comes from people; `url` comes from GitHub. Existing percent-encoding in it stays. */
export function link(text: string, url: string): string {
  const whole = encodeURI(url.toWellFormed()).replaceAll("%25", "%");
  return `[${escapeText(text)}](${whole.replace(/[()]/g, (c) => (c === "(" ? "%28" : "%29"))})`;
}

/**
 * The same, beginning with an issue's or pull request's "owner/name#number", which is the app's own text. Within a link GitHub makes no
 * other of it.
 */
export function referenceLink(reference: string, text: string, url: string): string {
  const linked = link(text, url);
  return `[${reference}${text === "" ? "" : " "}${linked.slice(1)}`;
}

/** Inline code that can hold any text, backticks too (CommonMark 6.1). */
export function code(text: string): string {
  const inner = text.replace(INVISIBLE, " ");
  const longest = Math.max(0, ...(inner.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = inner.startsWith("`") || inner.endsWith("`") ? " " : "";
  return `${fence}${pad}${inner}${pad}${fence}`;
}
