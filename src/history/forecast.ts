// When a phase will have closed its issues: its own weeks, drawn again and again. Pure, and the same for the same weeks.
import { WEEK_MS } from "../values/weeks.ts";

/** `weeks` are whole ones, the latest last; `open` are the issues that were open when the week of `from` began, and what joined since. */
export type Pace = { weeks: readonly { closed: number; added: number }[]; open: number; from: Date };

export type Forecast =
  | { kind: "forecast"; p50: Date; p85: Date; p95: Date; weeks: number }
  | { kind: "refused"; why: string };

export const FORECAST_WEEKS = 5;
const FORECAST_CLOSINGS = 10;
/** What was longer ago says little of today's pace. */
export const PACE_WEEKS = 13;
const RUNS = 2_000;
/** Four years: whoever needs longer has no forecast. */
const LONGEST = 208;

export function forecastOf({ weeks: all, open, from }: Pace): Forecast {
  const weeks = all.slice(-PACE_WEEKS);
  const closings = weeks.reduce((sum, { closed }) => sum + closed, 0);
  if (weeks.length < FORECAST_WEEKS)
    return {
      kind: "refused",
      why: `${counted(weeks.length, "whole week")} of work so far, and it takes ${FORECAST_WEEKS}`,
    };
  if (closings < FORECAST_CLOSINGS)
    return {
      kind: "refused",
      why: `${counted(closings, "issue")} closed in ${counted(weeks.length, "week")}, and it takes ${FORECAST_CLOSINGS}`,
    };
  const durations = Array.from({ length: RUNS }, (_run, at) => oneRun(weeks, open, at)).toSorted((a, b) => a - b);
  const [p50, p85, p95] = [0.5, 0.85, 0.95].map((part) => durations[Math.ceil(part * RUNS) - 1] ?? LONGEST);
  if (p50 === undefined || p85 === undefined || p95 === undefined || p95 >= LONGEST)
    return { kind: "refused", why: "issues join about as fast as they are closed" };
  const at = (duration: number): Date => new Date(from.getTime() + duration * WEEK_MS);
  return { kind: "forecast", p50: at(p50), p85: at(p85), p95: at(p95), weeks: weeks.length };
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

type Week = Pace["weeks"][number];

/** Each run has chance of its own, so that more to do never ends earlier. */
function oneRun(weeks: readonly Week[], open: number, run: number): number {
  const random = seeded(run);
  return duration(redrawn(weeks, random), open, random);
}

/** A few weeks tell the pace only roughly, so each run believes in others of them: one less than there are, as their spread is that of a sample. */
const redrawn = (weeks: readonly Week[], random: () => number): Week[] =>
  weeks.slice(1).map(() => drawn(weeks, random));

const drawn = (weeks: readonly Week[], random: () => number): Week =>
  weeks[Math.floor(random() * weeks.length)] ?? { closed: 0, added: 0 };

/** In weeks, to the part of the last one. */
function duration(weeks: readonly Week[], open: number, random: () => number): number {
  let left = open;
  for (let week = 0; week < LONGEST; week++) {
    const { closed, added } = drawn(weeks, random);
    const before = left + added;
    left = before - closed;
    if (left <= 0) return week + Math.min(1, before / Math.max(1, closed));
  }
  return LONGEST;
}

/** mulberry32: small, and the same everywhere. */
function seeded(run: number): () => number {
  let state = Math.imul(run + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
