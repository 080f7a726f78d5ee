// A forecast is the same for the same weeks, comes later the more is left, and is refused where little is known.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { deliveryFacts } from "../../src/delivery/delivery.ts";
import { situationOf } from "../../src/feature.ts";
import type { Fact, Milestone } from "../../src/github/model.ts";
import { forecastOf, type Pace } from "../../src/history/forecast.ts";
import { forecastMoment, forecastsOf, forecastWords } from "../../src/history/pace.ts";
import { WEEK_MS, weekOf, weekStart } from "../../src/values/weeks.ts";
import { milestone, NOW, snapshot } from "../builders.ts";

const FROM = weekStart(2_900);
const weeks = (...closed: number[]): Pace["weeks"] => closed.map((each) => ({ closed: each, added: 0 }));

test.each<[string, Pace["weeks"], string]>([
  ["four weeks", weeks(9, 9, 9, 9), "4 whole weeks of work so far, and it takes 5"],
  ["nine closings", weeks(1, 2, 2, 2, 2), "9 issues closed in 5 weeks, and it takes 10"],
  ["a lot that joins", weeks(3, 3, 3, 3, 3).map((week) => ({ ...week, added: 3 })), "issues join about as fast"],
])("%s give no forecast", (_what, seen, why) => {
  expect(forecastOf({ weeks: seen, open: 10, from: FROM })).toEqual({
    kind: "refused",
    why: expect.stringContaining(why),
  });
});

test("a steady pace ends when it says", () => {
  const forecast = forecastOf({ weeks: weeks(7, 7, 7, 7, 7, 7), open: 14, from: FROM });
  const end = new Date(FROM.getTime() + 14 * 86_400_000);
  expect(forecast).toEqual({ kind: "forecast", p50: end, p85: end, p95: end, weeks: 6 });
  expect(forecastWords(forecast)).toContain("(50 %)");
});

test("is in order, the same each time, and no earlier with more to do", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ closed: fc.nat(12), added: fc.nat(2) }), { minLength: 5, maxLength: 20 }),
      fc.integer({ min: 1, max: 60 }),
      (seen, open) => {
        const pace = { weeks: seen, open, from: FROM };
        const forecast = forecastOf(pace);
        expect(forecastOf(pace)).toEqual(forecast);
        if (forecast.kind === "refused") return;
        expect(forecast.p50 <= forecast.p85 && forecast.p85 <= forecast.p95).toBe(true);
        const more = forecastOf({ ...pace, open: open + 5 });
        if (more.kind === "forecast") expect(more.p50 >= forecast.p50).toBe(true);
      },
    ),
    { numRuns: 12 },
  );
});

describe("the pace of a phase", () => {
  const WEEK = weekOf(NOW);
  const mvp = (closings: [number, number][], createdAt = weekStart(WEEK - 6), since: Date | null = null) =>
    milestone(1, "MVP", { createdAt, issues: { open: 7, done: 30 }, closings: { since, weeks: closings } });
  const PLAN = { oid: "p", text: "version: 1\nphases:\n- { id: mvp, milestones: [MVP], planning: 52w }\n" };
  const joined = ({ createdAt }: Milestone): Fact => ({
    query: { kind: "added-issues", milestone: 1, since: new Date(createdAt.getTime() + 52 * WEEK_MS) },
    answer: { kind: "read", value: [] },
  });
  const forecastIn = (own: ReturnType<typeof milestone>) => {
    const situation = situationOf(snapshot([], { config: PLAN, milestones: [own], facts: [joined(own)] }), NOW);
    if (situation.kind !== "active") throw new Error(situation.kind);
    return forecastsOf(situation.states, deliveryFacts(situation.delivery), NOW)[0]?.forecast;
  };
  const each = (closed: number, from: number, to: number): [number, number][] =>
    Array.from({ length: to - from }, (_week, at) => [from + at, closed]);

  test.each<[string, ReturnType<typeof milestone>, object | undefined]>([
    ["counts whole weeks", mvp(each(7, WEEK - 6, WEEK)), { kind: "forecast", weeks: 6, p95: weekStart(WEEK + 1) }],
    [
      "counts what was closed this week as work that it began with",
      mvp(each(7, WEEK - 6, WEEK + 1)),
      { kind: "forecast", weeks: 6, p95: weekStart(WEEK + 2) },
    ],
    ["begins with the phase", mvp(each(7, WEEK - 6, WEEK), weekStart(WEEK - 3)), { kind: "refused" }],
    ["begins where all is known", mvp(each(7, WEEK - 6, WEEK), undefined, weekStart(WEEK - 3)), { kind: "refused" }],
    ["is unknown where the host does not tell", milestone(1, "MVP", { issues: { open: 7 } }), undefined],
    ["has no end to tell of with nothing open", milestone(1, "MVP", { ...mvp([]), issues: { open: 0 } }), undefined],
  ])("%s", (_what, own, wanted) => {
    if (wanted === undefined) expect(forecastIn(own)).toBeUndefined();
    else expect(forecastIn(own)).toMatchObject(wanted);
  });

  test("changes with the week", () => {
    expect(forecastMoment(weekStart(WEEK))).toEqual(weekStart(WEEK + 1));
    expect(weekStart(WEEK).getUTCDay()).toBe(1);
  });
});
