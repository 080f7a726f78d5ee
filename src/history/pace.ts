// The pace of a phase under way, week by week, from its milestones and from what joined them late. Pure.
import type { PlacedFact } from "../criteria/placed.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { isUnderWay, joinedLate } from "../delivery/scope-guard.ts";
import type { Milestone } from "../github/model.ts";
import { utcDay } from "../markdown/instant.ts";
import type { Phase } from "../plan/plan.ts";
import { weekOf, weekStart } from "../values/weeks.ts";
import { type Forecast, forecastOf, type Pace } from "./forecast.ts";

export type PhaseForecast = { phase: Phase; forecast: Forecast };

/** Of every phase that is under way and has open issues, as far as is known what was closed and what joined. */
export const forecastsOf = (states: readonly PhaseState[], facts: readonly PlacedFact[], now: Date): PhaseForecast[] =>
  states.flatMap((state) => {
    const pace = paceOf(state, facts, now);
    return pace === null ? [] : [{ phase: state.phase, forecast: forecastOf(pace) }];
  });

/** A forecast changes with the weeks. */
export const forecastMoment = (now: Date): Date => weekStart(weekOf(now) + 1);

function paceOf(state: PhaseState, facts: readonly PlacedFact[], now: Date): Pace | null {
  const { began, milestones } = state;
  const open = milestones.reduce((sum, { issues }) => sum + issues.open, 0);
  if (began === null || began > now || open === 0 || !isUnderWay(state)) return null;
  const closings = milestones.flatMap((milestone) => milestone.closings ?? []);
  const joined = joinedLate(state, facts)?.map(({ joinedAt }) => joinedAt);
  if (closings.length < milestones.length || joined === undefined) return null;
  const additions = joined.filter((at) => at !== undefined);
  if (additions.length < joined.length) return null;
  const current = weekOf(now);
  const from = Math.max(firstWhole(began), ...closings.map(({ since }) => (since === null ? 0 : firstWhole(since))));
  const weeks = Array.from({ length: Math.max(0, current - from) }, (_each, at) => ({
    closed: closedIn(closings, from + at),
    added: additions.filter((each) => weekOf(each) === from + at).length,
  }));
  return { weeks, open: open + closedIn(closings, current), from: weekStart(current) };
}

/** The first week that lies wholly behind a moment. */
const firstWhole = (at: Date): number => {
  const week = weekOf(at);
  return weekStart(week).getTime() === at.getTime() ? week : week + 1;
};

const closedIn = (closings: readonly NonNullable<Milestone["closings"]>[], week: number): number =>
  closings.flatMap(({ weeks }) => weeks).reduce((sum, [each, closed]) => sum + (each === week ? closed : 0), 0);

/** As days in UTC, for programs. */
export const forecastDays = (forecast: Forecast): { p50: string; p85: string; p95: string } | { refused: string } =>
  forecast.kind === "refused"
    ? { refused: forecast.why }
    : { p50: utcDay(forecast.p50), p85: utcDay(forecast.p85), p95: utcDay(forecast.p95) };

/** In one line, plain text. */
export function forecastWords(forecast: Forecast): string {
  if (forecast.kind === "refused") return `no forecast yet (${forecast.why})`;
  const { p50, p85, p95, weeks } = forecast;
  return `all issues closed by ${utcDay(p50)} (50 %), ${utcDay(p85)} (85 %) or ${utcDay(p95)} (95 %), by the pace of ${weeks} weeks`;
}
