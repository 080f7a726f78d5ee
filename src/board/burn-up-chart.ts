// A burn-up as SVG, without a script or a style of its own: the lines stretch with the page, the words keep their size. Pure.
import { html } from "hono/html";
import type { BurnUpPoint } from "../history/burn-up.ts";
import { type BoardHtml, plural } from "./layout.ts";

/** In pixels: above the plot, and the plot. */
const TOP = 20;
const HEIGHT = 150;
/** The plot's own measure, both ways. */
const SIDE = 1_000;

/** `id` is the chart's own on its page. */
export function burnUpChart(id: string, name: string, points: readonly BurnUpPoint[]): BoardHtml {
  const most = niceLimit(Math.max(1, ...points.flatMap(({ scope, closed }) => [scope ?? 0, closed ?? 0])));
  const lines = [0, most / 2, most].map((value) => gridLine(value, TOP + HEIGHT * (1 - value / most)));
  return html`<svg class="chart" width="100%" height="${TOP + HEIGHT + 24}" role="img" aria-labelledby="${id}-title ${id}-desc">
      <title id="${id}-title">Burn-up of ${name}</title>
      <desc id="${id}-desc">${inWords(points)}</desc>
      ${lines}
      <svg y="${TOP}" width="100%" height="${HEIGHT}" viewBox="0 0 ${SIDE} ${SIDE}" preserveAspectRatio="none" overflow="visible">
        <path class="scope" d="${linePath(points, "scope", most)}" />
        <path class="closed" d="${linePath(points, "closed", most)}" />
      </svg>
      ${daysBelow(points)}
    </svg>`;
}

const gridLine = (value: number, y: number): BoardHtml =>
  html`<line x1="0" x2="100%" y1="${y}" y2="${y}" /><text x="0" y="${y - 4}">${value}</text>`;

/** 2, 4, 10, 20, 40, 100 and so on: half of it is a whole number, too. */
export function niceLimit(most: number): number {
  for (let step = 1; ; step *= 10)
    for (const limit of [2 * step, 4 * step, 6 * step, 8 * step, 10 * step]) if (limit >= most) return limit;
}

/** A gap where a value is not known; a value between two gaps is a dot. */
export function linePath(points: readonly BurnUpPoint[], key: "scope" | "closed", most: number): string {
  const [first, last] = [points[0]?.at.getTime() ?? 0, points.at(-1)?.at.getTime() ?? 0];
  let isDrawing = false;
  const steps = points.map((point) => {
    const value = point[key];
    const letter = isDrawing ? "L" : "M";
    isDrawing = value !== null;
    if (value === null) return "";
    const x = Math.round(((point.at.getTime() - first) / Math.max(1, last - first)) * SIDE);
    const y = Math.round((1 - value / most) * SIDE);
    return `${letter}${x} ${y}${letter === "M" ? "h0" : ""}`;
  });
  return steps.join("");
}

const dayOf = ({ at }: BurnUpPoint): string => at.toISOString().slice(0, 10);

function daysBelow(points: readonly BurnUpPoint[]): BoardHtml {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return html``;
  const y = TOP + HEIGHT + 18;
  return html`<text x="0" y="${y}">${dayOf(first)}</text><text class="end" x="100%" y="${y}">${dayOf(last)}</text>`;
}

function inWords(points: readonly BurnUpPoint[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return "There is nothing to show yet.";
  const closed = last.closed === null ? "" : `, ${last.closed} of them closed`;
  return `From ${dayOf(first)} to ${dayOf(last)}: ${plural(last.scope ?? 0, "issue")} at the end${closed}. The table has all numbers.`;
}
