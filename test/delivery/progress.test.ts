// Progress of phases and of the delivery.
import { expect, test } from "@jest/globals";
import { overallPercent, percentOf, progressOf, scopePercents } from "../../src/delivery/progress.ts";

const of = (open: number, done: number, dropped = 0) => progressOf([{ issues: { open, done, dropped } }]);

test("sums milestones; dropped issues are no work", () => {
  const sprints = [{ issues: { open: 1, done: 2, dropped: 5 } }, { issues: { open: 0, done: 1, dropped: 0 } }];
  expect(progressOf(sprints)).toEqual({ open: 1, done: 3, dropped: 5, planned: 4, ratio: 0.75 });
  expect(progressOf([])).toEqual({ open: 0, done: 0, dropped: 0, planned: 0, ratio: 0 });
});

test.each<[string, [number, ReturnType<typeof of>][], number]>([
  [
    "each phase by its share",
    [
      [30, of(0, 3)],
      [40, of(1, 1)],
      [30, of(2, 0)],
    ],
    50,
  ],
  ["100 only for all of it", [[100, of(1, 999)]], 99],
  [
    "nothing planned is nothing done",
    [
      [30, of(0, 0)],
      [70, of(0, 1)],
    ],
    70,
  ],
  ["no shares at all", [[0, of(0, 1)]], 0],
  [
    "no loss by binary fractions",
    [
      [30, of(0, 1)],
      [40, of(0, 1)],
      [30, of(0, 1)],
    ],
    100,
  ],
])("overall: %s", (_name, phases, expected) => {
  expect(overallPercent(phases.map(([share, progress]) => ({ share, progress })))).toBe(expected);
});

test("scope is each phase's part of what is planned", () => {
  expect(scopePercents([{ progress: of(1, 2) }, { progress: of(7, 0, 9) }])).toEqual([30, 70]);
  expect(scopePercents([{ progress: of(0, 0) }])).toEqual([0]);
});

test("a percentage is rounded down", () => {
  expect([0, 0.299, 0.3, 0.999, 1].map(percentOf)).toEqual([0, 29, 30, 99, 100]);
});
