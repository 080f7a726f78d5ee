// How long GitHub's reads may be behind its events, and when to read again.
import type { EventAge } from "../reconcile/too-early.ts";

/**
 * In milliseconds since the event: what a read does not show is read again after `firstMs`, then half as late again each time, at most
 * `mostMs` later, until `totalMs`. Until `confirmMs` no merge group is failed.
 */
export type LagPatience = { firstMs: number; mostMs: number; totalMs: number; confirmMs: number };

/** `NOT_FOUND` for what an event named seconds before: https://github.com/palantir/policy-bot/pull/509 */
export const READ_LAG: LagPatience = { firstMs: 500, mostMs: 3_000, totalMs: 60_000, confirmMs: 5_000 };

/** `since` is when the event came. A clock that was set back makes it old. */
export function ageOf(since: number | undefined, now: number, { totalMs, confirmMs }: LagPatience): EventAge {
  const ms = now - (since ?? Number.NEGATIVE_INFINITY);
  if (ms < 0 || ms >= totalMs) return "old";
  return ms < confirmMs ? "new" : "recent";
}

/** Of a read that may be as new as the event, there is less to fear: later it is twice as late each time, so that it costs few reads. */
export function nextDoubt(since: number, now: number, { firstMs, mostMs }: LagPatience): Date {
  const age = now - since;
  return new Date(now + Math.max(firstMs, age <= mostMs ? age / 2 : age));
}

/** A read that was 3 s behind shows it within 4.5 s, so that what follows is right within 5. */
export function nextRead(since: number, now: number, { firstMs, mostMs }: LagPatience): Date {
  return new Date(now + Math.min(mostMs, Math.max(firstMs, (now - since) / 2)));
}

/** What follows an event is looked at while it is news; a timer that comes back to its subject later asks for nothing else. */
export const isNews = (since: number | undefined, now: number, { totalMs }: LagPatience): boolean =>
  since !== undefined && Math.abs(now - since) < 10 * totalMs;
