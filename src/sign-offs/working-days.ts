// When a time that people are given is over: by the working days of the plan's calendar, in its zone, or by the clock.
import { Temporal } from "temporal-polyfill";
import type { Plan } from "../plan/plan.ts";
import type { WorkingTime } from "../values/working-time.ts";

type Calendar = Plan["calendar"];

/** Of `Temporal`, which counts them from 1. */
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

function isWorkingDay({ weekdays, holidays }: Calendar, at: Temporal.ZonedDateTime): boolean {
  const day = DAYS[at.dayOfWeek - 1];
  return day !== undefined && weekdays.includes(day) && !holidays.includes(at.toPlainDate().toString());
}

const zoned = ({ zone }: Calendar, at: Date): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/**
 * The same time of day, that many working days later; the moment itself for none. Where a clock is put forward over it, the time after
 * the gap: https://tc39.es/proposal-temporal/docs/ambiguity.html
 */
export function afterWorkingDays(calendar: Calendar, from: Date, days: number): Date {
  const begin = zoned(calendar, from);
  let at = begin;
  for (let [day, left] = [1, days]; left > 0; day++) {
    at = begin.add({ days: day });
    if (isWorkingDay(calendar, at)) left--;
  }
  return new Date(at.epochMilliseconds);
}

/** What is longer is a clock gone wrong. */
const MOST_DAYS = 4_000;

/** How many working days have gone from one moment to another, in whole ones. */
export function workingDaysBetween(calendar: Calendar, from: Date, until: Date): number {
  const [begin, end] = [zoned(calendar, from), zoned(calendar, until)];
  let days = 0;
  for (let day = 1; ; day++) {
    const at = begin.add({ days: day });
    if (day > MOST_DAYS || Temporal.ZonedDateTime.compare(at, end) > 0) return days;
    if (isWorkingDay(calendar, at)) days++;
  }
}

/** Null where it is told by the clock. A working week has as many days as the calendar's. */
export function workingDaysOf({ weekdays }: Calendar, { amount, unit }: WorkingTime): number | null {
  if (unit === "ms") return null;
  return unit === "weeks" ? amount * new Set(weekdays).size : amount;
}

/** "2026-03-08", in the calendar's zone. */
export const dayIn = (calendar: Calendar, at: Date): string => zoned(calendar, at).toPlainDate().toString();
