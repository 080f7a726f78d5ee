// Text for people, in lines that fit the terminal: what goes on begins below the text, not below its bullet.
import { Help } from "commander";

/** Commander wraps its own help, too, but leaves what is narrower than 40 columns alone. */
const helper = Object.assign(new Help(), { minWidthToWrap: 20 });

/** A list item's sign or a quote's bar, with the blanks before it. */
const MARGIN = /^\s*(?:(?:[-+~!|✔✘●–?]|\d+\.) )?/u;

/** `columns` is the terminal's width; null for output that is no terminal, which stays as it is. Words longer than a line stay whole. */
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

/** A quote's bar is on every line of it. */
const continued = (margin: string): string => margin.replace(/[^\s|]/gu, " ");
