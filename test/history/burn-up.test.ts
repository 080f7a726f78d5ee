// A burn-up has what can be known of each Monday, and says of all else that it is not known.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { linePath, niceLimit } from "../../src/board/burn-up-chart.ts";
import { deliveryFacts } from "../../src/delivery/delivery.ts";
import { situationOf } from "../../src/feature.ts";
import type { Fact, Milestone } from "../../src/github/model.ts";
import { burnUpsOf } from "../../src/history/burn-up.ts";
import { WEEK_MS, weekOf, weekStart } from "../../src/values/weeks.ts";
import { milestone, NOW, snapshot } from "../builders.ts";

const WEEK = weekOf(NOW);
const monday = (ago: number): Date => weekStart(WEEK - ago);
const DAY_MS = 86_400_000;

type World = { joined?: Date[] | null; weeks?: [number, number][]; since?: Date | null; own?: Partial<Milestone> };

/** Ten issues, six of them closed; it began four weeks ago on a Wednesday, and its planning took a week. */
function pointsOf({ joined = [], weeks = [], since = null, own = {} }: World) {
  const createdAt = new Date(monday(4).getTime() + 2 * DAY_MS);
  const mvp = milestone(1, "MVP", {
    ...{ createdAt, closings: { since, weeks }, issues: { open: 4, done: 5, dropped: 1 } },
    ...own,
  } as Parameters<typeof milestone>[2]);
  const fact: Fact = {
    query: { kind: "added-issues", milestone: 1, since: new Date(createdAt.getTime() + WEEK_MS) },
    answer: { kind: "read", value: (joined ?? []).map((joinedAt) => ({ number: 1, title: "", url: "", joinedAt })) },
  };
  const situation = situationOf(snapshot([], { milestones: [mvp], facts: joined === null ? [] : [fact] }), NOW);
  if (situation.kind !== "active") throw new Error(situation.kind);
  return burnUpsOf(situation.states, deliveryFacts(situation.delivery), NOW)[0]?.points ?? [];
}

const shown = (world: World): string[] =>
  pointsOf(world).map(({ scope, closed }) => `${scope ?? "?"}/${closed ?? "?"}`);

describe("a phase's burn-up: issues/closed when it began, on each Monday, and now", () => {
  const weeks: [number, number][] = [
    [WEEK - 4, 1],
    [WEEK - 2, 2],
    [WEEK, 3],
  ];
  const late = [monday(2), monday(1)].map((at) => new Date(at.getTime() + DAY_MS));
  test.each<[string, World, string[]]>([
    ["with all that is known", { weeks, joined: late }, ["?/0", "?/1", "8/1", "9/3", "10/3", "10/6"]],
    ["where nothing joined late", { weeks }, ["?/0", "?/1", "10/1", "10/3", "10/3", "10/6"]],
    ["where what joined was not read", { weeks, joined: null }, ["?/0", "?/1", "?/1", "?/3", "?/3", "10/6"]],
    ["where old closings are not told", { weeks, since: monday(2) }, ["?/?", "?/?", "10/1", "10/3", "10/3", "10/6"]],
    [
      "that ended, to the Monday after that",
      { weeks, own: { state: "closed", closedAt: new Date(monday(2).getTime() + DAY_MS) } },
      ["?/0", "?/1", "?/1", "?/3"],
    ],
    [
      "where what is closed joined after that",
      { weeks: [[WEEK - 4, 6]], joined: Array<Date>(6).fill(late[1] ?? NOW) },
      ["?/0", "?/6", "6/6", "6/6", "10/6", "10/6"],
    ],
    ["that is as young as can be", { own: { createdAt: NOW } }, ["10/6"]],
    ["that has not begun", { own: { createdAt: new Date(NOW.getTime() + 1) } }, []],
  ])("%s", (_what, world, wanted) => {
    expect(shown(world)).toEqual(wanted);
  });

  test("never falls, and never has more closed than there are", () => {
    const week = fc.tuple(fc.integer({ min: WEEK - 30, max: WEEK }), fc.nat(2));
    const moment = fc.integer({ min: 0, max: 21 * 24 }).map((hours) => new Date(NOW.getTime() - hours * 3_600_000));
    fc.assert(
      fc.property(fc.array(week, { maxLength: 3 }), fc.array(moment, { maxLength: 10 }), (some, joined) => {
        const points = pointsOf({ weeks: some, joined });
        for (const key of ["scope", "closed"] as const) {
          const values = points.flatMap((point) => point[key] ?? []);
          expect(values).toEqual(values.toSorted((a, b) => a - b));
        }
        for (const { scope, closed } of points) expect((closed ?? 0) <= (scope ?? 10)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

test("a line has gaps where nothing is known, and a dot between two of them", () => {
  const points = [3, null, 0, 2].map((scope, at) => ({ at: new Date(at), scope, closed: null }));
  expect(linePath(points, "scope", 4)).toBe("M0 250h0M667 1000h0L1000 500");
  expect(linePath(points, "closed", 4)).toBe("");
  expect([1, 2, 3, 11, 41, 99, 1001].map(niceLimit)).toEqual([2, 2, 4, 20, 60, 100, 2000]);
});
