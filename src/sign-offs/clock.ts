// The clock of somebody who was asked: it runs while the turn is theirs, stands while it is not, and may start anew.
import type { Plan } from "../plan/plan.ts";
import type { WorkingTime } from "../values/working-time.ts";
import { afterWorkingDays, workingDaysBetween, workingDaysOf } from "./working-days.ts";

type Calendar = Plan["calendar"];

/**
 * `asked` is when they were asked, by which their turn is known. Since `from` it runs; before, `days` working days and `ms` milliseconds
 * had gone, both told as the plan may change from one to the other. `stood` is since when it stands; null while it runs.
 */
export type TurnClock = { asked: Date; from: Date; days: number; ms: number; stood: Date | null };

export const startClock = (asked: Date): TurnClock => ({ asked, from: asked, days: 0, ms: 0, stood: null });

/** Nothing where it stands already. */
export function stopClock(clock: TurnClock, at: Date, calendar: Calendar): TurnClock {
  const { from, days, ms, stood } = clock;
  if (stood !== null) return clock;
  const until = new Date(Math.max(at.getTime(), from.getTime()));
  return {
    ...clock,
    days: days + workingDaysBetween(calendar, from, until),
    ms: ms + until.getTime() - from.getTime(),
    stood: until,
  };
}

/** What had gone stays gone. */
export const continueClock = (clock: TurnClock, at: Date): TurnClock =>
  clock.stood === null
    ? clock
    : { ...clock, from: new Date(Math.max(at.getTime(), clock.stood.getTime())), stood: null };

/** When so many times the time is over; null while it stands. */
export function clockEnd(
  { from, days, ms, stood }: TurnClock,
  due: WorkingTime,
  times: number,
  calendar: Calendar,
): Date | null {
  if (stood !== null) return null;
  const working = workingDaysOf(calendar, due);
  if (working === null) return new Date(from.getTime() + Math.max(0, due.amount * times - ms));
  return afterWorkingDays(calendar, from, Math.max(0, working * times - days));
}
