// How many issues a phase held, and how many of them were closed, week by week: from its milestones and from what joined them late. Pure.
import type { PlacedFact } from "../criteria/placed.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { plannedUntil } from "../delivery/planning.ts";
import { isUnderWay, joinedLate } from "../delivery/scope-guard.ts";
import type { Phase } from "../plan/plan.ts";
import { weekOf, weekStart } from "../values/weeks.ts";

/** Dropped issues are among both; null is not known. */
export type BurnUpPoint = { at: Date; scope: number | null; closed: number | null };

/** The earliest point first. `isUnderWay`: the phase has not ended. */
export type PhaseBurnUp = { phase: Phase; isUnderWay: boolean; points: BurnUpPoint[] };

/** What was longer ago than two years is left out. */
const LONGEST_WEEKS = 104;

/** Of every phase that has begun: when it began, each Monday after that, and the present or the first Monday after its end. */
export const burnUpsOf = (states: readonly PhaseState[], facts: readonly PlacedFact[], now: Date): PhaseBurnUp[] =>
  states.flatMap((state) => {
    const { phase, began } = state;
    if (began === null || began > now) return [];
    const points = momentsFrom(began, state.ended, now).map((at) => pointAt(state, facts, at, now));
    return [{ phase, isUnderWay: isUnderWay(state), points }];
  });

function momentsFrom(began: Date, ended: Date | null, now: Date): Date[] {
  const stop = ended === null || weekStart(weekOf(ended) + 1) > now ? now : weekStart(weekOf(ended) + 1);
  const first = Math.max(weekOf(began) + 1, weekOf(stop) - LONGEST_WEEKS);
  const mondays = Array.from({ length: Math.max(0, weekOf(stop) - first + 1) }, (_each, at) => weekStart(first + at));
  return [...new Set([began, ...mondays, stop].map((at) => at.getTime()))].map((at) => new Date(at));
}

function pointAt(state: PhaseState, facts: readonly PlacedFact[], at: Date, now: Date): BurnUpPoint {
  const issues = state.milestones.map((milestone) => milestone.issues);
  const closedNow = issues.reduce((sum, { done, dropped }) => sum + done + dropped, 0);
  const total = issues.reduce((sum, { open }) => sum + open, closedNow);
  if (at.getTime() === now.getTime()) return { at, scope: total, closed: closedNow };
  const later = closedFrom(state, weekOf(at));
  const closed = later === null ? null : closedNow - later;
  const joined = joinedAfter(state, facts, at);
  // What was closed before it joined counts from its closing on.
  return { at, closed, scope: joined === null ? null : Math.max(total - joined, closed ?? 0) };
}

/** GitHub is asked only for what joined after the planning of a phase under way, so all else is not known. */
function joinedAfter(state: PhaseState, facts: readonly PlacedFact[], at: Date): number | null {
  const planned = plannedUntil(state);
  if (planned === null || at < planned || !isUnderWay(state)) return null;
  const moments = joinedLate(state, facts)?.map(({ joinedAt }) => joinedAt ?? null) ?? [null];
  return moments.includes(null) ? null : moments.filter((joined) => joined !== null && joined > at).length;
}

/** Closed in a week or later; null where not all of it is known. What was closed in the week in which it began is closed after that. */
function closedFrom({ milestones }: PhaseState, week: number): number | null {
  let sum = 0;
  for (const { closings } of milestones) {
    if (closings === undefined || (closings.since !== null && weekStart(week) < closings.since)) return null;
    for (const [each, closed] of closings.weeks) if (each >= week) sum += closed;
  }
  return sum;
}
