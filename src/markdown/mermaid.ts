// Mermaid charts that GitHub draws in issues and comments: gantt and pie, with names that can't break out of them.
import { utcDay } from "./instant.ts";

export type PieSlice = { name: string; value: number };
export type GanttBar = { name: string; from: Date; to: Date; mark?: "done" | "active" | "crit" };
export type GanttSection = { name: string; bars: GanttBar[] };

/** Letters, digits and little else: a colon, a semicolon or a line end would be syntax. */
const plain = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N} ._+-]+/gu, " ")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, 60) || "unnamed";

const fenced = (lines: readonly string[]): string => ["```mermaid", ...lines, "```"].join("\n");

/** Null if there is nothing to show: an empty pie is an error in Mermaid. */
export function pie(title: string, slices: readonly PieSlice[]): string | null {
  const shown = slices.filter(({ value }) => value > 0);
  if (shown.length === 0) return null;
  return fenced([
    `pie showData title ${plain(title)}`,
    ...shown.map(({ name, value }) => `  "${plain(name)}" : ${value}`),
  ]);
}

/** Bars from day to day. A bar that would end before its beginning or on the same day lasts a day. Null without bars. */
export function gantt(title: string, sections: readonly GanttSection[]): string | null {
  const shown = sections.filter(({ bars }) => bars.length > 0);
  if (shown.length === 0) return null;
  const lines = shown.flatMap(({ name, bars }) => [`  section ${plain(name)}`, ...bars.map(barLine)]);
  return fenced(["gantt", `  title ${plain(title)}`, "  dateFormat YYYY-MM-DD", ...ticks(shown), ...lines]);
}

const DAY_MS = 86_400_000;
const TICKS = [
  { upTo: 10, every: "1day" },
  { upTo: 70, every: "1week" },
  { upTo: 730, every: "1month" },
] as const;

/** The axis shows days. Without an interval, a short chart would show the same day every few hours. */
function ticks(sections: readonly GanttSection[]): string[] {
  const times = sections.flatMap(({ bars }) => bars.flatMap(({ from, to }) => [from.getTime(), to.getTime()]));
  const days = (Math.max(...times) - Math.min(...times)) / DAY_MS;
  const found = TICKS.find(({ upTo }) => days <= upTo);
  return found === undefined ? [] : [`  tickInterval ${found.every}`];
}

function barLine({ name, from, to, mark }: GanttBar): string {
  const end = utcDay(to) > utcDay(from) ? utcDay(to) : "1d";
  return `  ${plain(name)} :${mark === undefined ? "" : `${mark}, `}${utcDay(from)}, ${end}`;
}
