// Code, HTML and addresses within a paragraph, in which Markdown has no markup: CommonMark 6.1, 6.5 and 6.6.
import { type HtmlSpan, htmlReader } from "./html-span.ts";

/** From the index `from` up to `to`. */
export type TextSpan = HtmlSpan & { from: number };

/** In the order of the text, none within another. Without code, backticks are ordinary characters, as within HTML. */
export function* inlineSpans(text: string, hasCode: boolean): Generator<TextSpan> {
  const codeAt = codeReader(text);
  const htmlAt = htmlReader(text);
  const special = hasCode ? /\\[\s\S]|`+|</g : /</g;
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    const [mark] = found;
    const from = found.index;
    const span = mark === "<" ? htmlAt(from) : mark.startsWith("`") ? codeAt(from, mark.length) : null;
    if (span === null) continue;
    yield { from, ...span };
    special.lastIndex = span.to;
  }
}

/** Finds the next run of as many backticks. Each run is passed once, so that many runs take linear time. */
function codeReader(text: string): (from: number, length: number) => HtmlSpan | null {
  const runs = Map.groupBy(text.matchAll(/`+/g), ([run]) => run.length);
  for (const places of runs.values()) places.reverse();
  return (from, length) => {
    const places = runs.get(length) ?? [];
    while ((places.at(-1)?.index ?? text.length) <= from) places.pop();
    const found = places.at(-1);
    return found === undefined ? null : { to: found.index + length };
  };
}
