// How a process goes over a time: what blocked, who overrode, how long decisions took, what crept in, what shut again. Pure.
import type { Review } from "../decisions/round.ts";
import { ofKind } from "../decisions/trust.ts";
import type { EvidenceSource, TimeSpan } from "./evidence-rows.ts";
import { isWithin } from "./evidence-rows.ts";
import { blockedSpells, type RepositoryHistory } from "./history.ts";

/** `joined` are the moments at which issues joined phases after their planning; null where not all are known. */
export type HealthSource = EvidenceSource & { joined: readonly Date[] | null };

/** A figure is null where not all of it is known. */
export type ProcessHealth = {
  since: string | null;
  until: string | null;
  as_of: string;
  blocked_hours: number | null;
  overrides: { count: number; by: Record<string, number> };
  days_to_decision: number | null;
  scope_added: number | null;
  shut_again: number | null;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function healthOf(sources: readonly HealthSource[], span: TimeSpan, now: Date): ProcessHealth {
  const until = span.until === null || span.until > now ? now : span.until;
  const whole = { since: span.since, until };
  return {
    since: span.since?.toISOString() ?? null,
    until: span.until?.toISOString() ?? null,
    as_of: now.toISOString(),
    blocked_hours: rounded(
      summed(sources, ({ history }) => blockedHours(history, whole, now)),
      2,
    ),
    overrides: overridesIn(sources, whole),
    days_to_decision: rounded(median(sources.flatMap(({ reviews }) => daysToDecision(reviews, whole))), 2),
    scope_added: summed(sources, ({ joined }) => joined?.filter((at) => isWithin(whole, at)).length ?? null),
    shut_again: summed(sources, ({ history }) => shutAgain(history, whole)),
  };
}

/** Null where one of them is. */
function summed<Source>(sources: readonly Source[], figure: (source: Source) => number | null): number | null {
  let sum = 0;
  for (const source of sources) {
    const value = figure(source);
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

const rounded = (value: number | null, places: number): number | null =>
  value === null ? null : Math.round(value * 10 ** places) / 10 ** places;

type Window = { since: Date | null; until: Date };

/** Pull requests that were closed before they are known may have been blocked then, as may those whose checks had no room for it all. */
function blockedHours(history: RepositoryHistory | null, { since, until }: Window, now: Date): number | null {
  if (history === null) return 0;
  const { closedSince, untoldUntil, pulls } = history;
  if ([closedSince, untoldUntil ?? null].some((from) => from !== null && (since === null || since < from))) return null;
  let hours = 0;
  for (const entry of pulls.values()) {
    const spells = blockedSpells(entry, now);
    const first = spells[0]?.from ?? null;
    if (entry.record.isCut && (since === null || first === null || since < first)) return null;
    for (const spell of spells)
      hours += Math.max(
        0,
        Math.min(spell.until.getTime(), until.getTime()) - Math.max(spell.from.getTime(), since?.getTime() ?? 0),
      );
  }
  return hours / HOUR_MS;
}

function overridesIn(sources: readonly HealthSource[], window: Window): ProcessHealth["overrides"] {
  const given = sources
    .flatMap(({ history }) => [...(history?.overrides.values() ?? [])])
    .filter(({ at }) => isWithin(window, at));
  const by = [...Map.groupBy(given, (each) => each.by)].map(([login, all]): [string, number] => [login, all.length]);
  return { count: given.length, by: Object.fromEntries(by.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

/** From the opening of a review to its first decision. */
const daysToDecision = (reviews: readonly Review[], window: Window): number[] =>
  reviews.flatMap(({ issue, records }) => {
    const [first] = ofKind(records, "decision");
    if (first === undefined || !isWithin(window, first.record.at)) return [];
    return [Math.max(0, first.record.at.getTime() - issue.createdAt.getTime()) / DAY_MS];
  });

/** Null of none: one long review says less than most. */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** GitHub does not tell when a gate shut, so what was before it was watched is not known. */
function shutAgain(history: RepositoryHistory | null, window: Window): number | null {
  if (history === null) return 0;
  if ((window.since ?? new Date(0)) < history.since) return null;
  return history.shutAgain.filter(({ at }) => isWithin(window, at)).length;
}
