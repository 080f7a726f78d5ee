// Wraps text to the terminal; continuation lines are indented below the text, not below its bullet.
import { Help } from "commander";

/** Commander's wrapper; by default it does not wrap below 40 columns. */
const helper = Object.assign(new Help(), { minWidthToWrap: 20 });

/** A list item's sign or a quote's bar, with its indentation. */
const MARGIN = /^\s*(?:(?:[-+~!|✔✘●–?]|\d+\.) )?/u;

/** `columns` is the terminal's width; null if the output is not a terminal, which is not wrapped. Words longer than a line stay whole. */
export function wrapText(text: string, columns: number | null): string {
  if (columns === null) return text;
  return text
    .split("\n")
    .map((line) => wrapLine(line, columns))
    .join("\n");
}

function wrapLine(line: string, columns: number): string {
  if (helper.displayWidth(line) <= columns) return line;
  const [margin = ""] = MARGIN.exec(line) ?? [];
  const rest = helper.boxWrap(line.slice(margin.length), columns - margin.length);
  return margin + rest.replaceAll("\n", `\n${continued(margin)}`);
}

/** Repeats a quote's bar on every line. */
const continued = (margin: string): string => margin.replace(/[^\s|]/gu, " ");
