// When phases begin and end: SPEC section 2, ADR 8.
import { expect, test } from "@jest/globals";
import { spansOf } from "../../src/delivery/spans.ts";
import { milestone, planOf } from "../builders.ts";

const PLAN = planOf(
  'version: 1\nphases:\n  - { id: a, milestones: ["A*"] }\n  - { id: b, milestones: ["B*"] }\n  - { id: c, milestones: ["C*"] }\n',
);
const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const from = (number: number, title: string, created: number, closed: number | null = null) =>
  milestone(number, title, {
    createdAt: day(created),
    ...(closed === null ? {} : { state: "closed", closedAt: day(closed) }),
  });

type Row = [string, ReturnType<typeof from>[], Record<string, number>, string];

/** "a 1-5": from the first to the fifth day; "?" is not yet. */
test.each<Row>([
  ["nothing there", [], {}, "a ?-? b ?-? c ?-?"],
  ["the first begins with its milestone", [from(1, "A", 3)], {}, "a 3-? b ?-? c ?-?"],
  ["the earliest of several, the last closing", [from(1, "A 1", 5, 9), from(2, "A 2", 3, 7)], {}, "a 3-9 b ?-? c ?-?"],
  ["not ended while one is open", [from(1, "A 1", 1, 9), from(2, "A 2", 3)], {}, "a 1-? b ?-? c ?-?"],
  [
    "created on the first day, begun when the one before ended",
    [from(1, "A", 1, 9), from(2, "B", 1)],
    {},
    "a 1-9 b 9-? c ?-?",
  ],
  ["created later than that", [from(1, "A", 1, 9), from(2, "B", 12)], {}, "a 1-9 b 12-? c ?-?"],
  ["the one before has not ended", [from(1, "A", 1), from(2, "B", 1, 5)], {}, "a 1-? b ?-5 c ?-?"],
  ["a decision comes before the closing", [from(1, "A", 1, 9), from(2, "B", 1)], { a: 6 }, "a 1-6 b 6-? c ?-?"],
  ["a decision stays when it is reopened", [from(1, "A", 1), from(2, "B", 1)], { a: 6 }, "a 1-6 b 6-? c ?-?"],
  ["an unused phase is looked past", [from(1, "A", 1, 9), from(2, "C", 2)], {}, "a 1-9 b ?-? c 9-?"],
  ["unused phases at the beginning", [from(1, "C", 2)], {}, "a ?-? b ?-? c 2-?"],
  [
    "a decided phase without a milestone is not",
    [from(1, "A", 1, 9), from(2, "C", 2)],
    { b: 15 },
    "a 1-9 b ?-15 c 15-?",
  ],
])("%s", (_name, milestones, continued, expected) => {
  const decided = new Map(Object.entries(continued).map(([id, n]) => [id, day(n)]));
  const told = [...spansOf(PLAN, milestones, decided)].map(
    ([{ id }, { began, ended }]) => `${id} ${began?.getUTCDate() ?? "?"}-${ended?.getUTCDate() ?? "?"}`,
  );
  expect(told.join(" ")).toBe(expected);
});
