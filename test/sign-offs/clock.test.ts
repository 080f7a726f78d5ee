// Working days and the clock of who was asked: zones, daylight saving, weekends, holidays, standing and going on. SPEC section 13.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { clockEnd, continueClock, startClock, stopClock } from "../../src/sign-offs/clock.ts";
import { afterWorkingDays, dayIn, workingDaysBetween } from "../../src/sign-offs/working-days.ts";
import { parseWorkingTime } from "../../src/values/working-time.ts";
import { planOf } from "../builders.ts";

const calendarOf = (text: string) => planOf(`calendar: { ${text} }`).calendar;
const UTC = calendarOf("zone: UTC");
const BERLIN = calendarOf("zone: Europe/Berlin, holidays: [2026-12-25]");
const GULF = calendarOf("zone: Asia/Dubai, weekdays: [sun, mon, tue, wed, thu]");

const time = (text: string) => parseWorkingTime(text) ?? { amount: 0, unit: "ms" as const };

/** 2026-03-02 is a Monday; in Berlin clocks go forward on Sunday, 2026-03-29, and back on 2026-10-25. */
describe("a due", () => {
  test.each([
    ["a working day", UTC, "1d", "2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z"],
    ["over a weekend", UTC, "1d", "2026-03-06T10:00:00Z", "2026-03-09T10:00:00Z"],
    ["from a Saturday", UTC, "1d", "2026-03-07T10:00:00Z", "2026-03-09T10:00:00Z"],
    ["five days are a week", UTC, "5d", "2026-03-02T10:00:00Z", "2026-03-09T10:00:00Z"],
    ["a working week", UTC, "1w", "2026-03-02T10:00:00Z", "2026-03-09T10:00:00Z"],
    ["hours are plain time", UTC, "48h", "2026-03-06T10:00:00Z", "2026-03-08T10:00:00Z"],
    ["seconds, too", UTC, "2s", "2026-03-07T10:00:00Z", "2026-03-07T10:00:02Z"],
    [
      "over the clock put forward, at the same time of day",
      BERLIN,
      "1d",
      "2026-03-27T09:00:00Z",
      "2026-03-30T08:00:00Z",
    ],
    ["over the clock put back", BERLIN, "1d", "2026-10-23T08:00:00Z", "2026-10-26T09:00:00Z"],
    ["in a holiday, so on the working day after it", BERLIN, "1d", "2026-12-24T09:00:00Z", "2026-12-28T09:00:00Z"],
    ["a day that begins before UTC's", BERLIN, "1d", "2026-03-05T23:30:00Z", "2026-03-08T23:30:00Z"],
    ["another week", GULF, "1d", "2026-03-05T10:00:00Z", "2026-03-08T10:00:00Z"],
    ["another working week", GULF, "2w", "2026-03-05T10:00:00Z", "2026-03-19T10:00:00Z"],
  ])("%s", (_what, calendar, due, from, until) => {
    expect(clockEnd(startClock(new Date(from)), time(due), 1, calendar)).toEqual(new Date(until));
  });

  test("in an hour that there is not is told by the one after the gap", () => {
    const every = calendarOf("zone: Europe/Berlin, weekdays: [mon, tue, wed, thu, fri, sat, sun]");
    expect(afterWorkingDays(every, new Date("2026-03-28T01:30:00Z"), 1)).toEqual(new Date("2026-03-29T01:30:00Z"));
    expect(dayIn(every, new Date("2026-03-28T23:30:00Z"))).toBe("2026-03-29");
  });
});

test("a due is on a working day, at the same time of day, and as many working days later", () => {
  const moments = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(UTC, BERLIN, GULF),
      (from, days, calendar) => {
        const until = afterWorkingDays(calendar, from, days);
        expect(workingDaysBetween(calendar, from, until)).toBe(days);
        expect(workingDaysBetween(calendar, from, new Date(until.getTime() - 1))).toBe(days - 1);
      },
    ),
    { numRuns: 100 },
  );
});

describe("a clock that stood", () => {
  const from = new Date("2026-03-02T10:00:00Z");
  const stood = stopClock(startClock(from), new Date("2026-03-04T12:00:00Z"), UTC);

  test("has no end", () => expect(clockEnd(stood, time("5d"), 1, UTC)).toBeNull());

  test("goes on with what was left, in days and by the clock", () => {
    const again = continueClock(stood, new Date("2026-03-16T09:00:00Z"));
    expect(clockEnd(again, time("5d"), 1, UTC)).toEqual(new Date("2026-03-19T09:00:00Z"));
    expect(clockEnd(again, time("5d"), 2, UTC)).toEqual(new Date("2026-03-26T09:00:00Z"));
    expect(clockEnd(again, time("60h"), 1, UTC)).toEqual(new Date("2026-03-16T19:00:00Z"));
    expect(clockEnd(again, time("1d"), 1, UTC)).toEqual(new Date("2026-03-16T09:00:00Z"));
  });

  test("neither stops nor goes on twice, and never goes back", () => {
    expect(stopClock(stood, new Date("2026-03-10T12:00:00Z"), UTC)).toBe(stood);
    const early = continueClock(stood, from);
    expect(early.from).toEqual(stood.stood);
    expect(continueClock(early, new Date("2027-01-01T00:00:00Z"))).toBe(early);
  });
});
