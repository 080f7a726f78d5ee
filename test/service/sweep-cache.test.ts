// When a sweep may take it that nothing has happened in a repository.
import { expect, test } from "@jest/globals";
import type { ListedStanding } from "../../src/github/graphql/standings.ts";
import { isIdle, makeSweepCache } from "../../src/service/sweep-cache.ts";

const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-03-01T12:00:00Z");

const plan = (rest: string) => ({ text: `version: 1\n${rest}` });
const standing = (changed: Partial<ListedStanding> = {}): ListedStanding => ({
  isArchived: false,
  config: null,
  ownerConfig: null,
  milestones: [{ number: 1, title: "MVP" }],
  milestonesComplete: true,
  mark: "m",
  newest: new Date(NOW - 60_000),
  ...changed,
});
const phases = (criteria: string) => `phases: [{ id: mvp, milestones: [MVP], criteria: [${criteria}] }]\n`;

const wall = () => NOW;

test.each([0, 2 * DAY_MS, -2 * DAY_MS])(
  "a fingerprint holds for a day, also where the clock jumps by %i ms",
  (jump) => {
    const at = { steady: 0, wall: NOW };
    const cache = makeSweepCache({ wall: () => at.wall, steady: () => at.steady });
    const fingerprint = cache.fingerprint(standing()) ?? "";
    expect(cache.has("a", fingerprint)).toBe(false);
    cache.remember("a", fingerprint);
    at.wall += jump;
    at.steady = DAY_MS - 1;
    expect([cache.has("a", fingerprint), cache.has("b", fingerprint), cache.has("a", "other")]).toEqual([
      true,
      false,
      false,
    ]);
    at.steady = DAY_MS;
    expect(cache.has("a", fingerprint)).toBe(false);
  },
);

test.each<[string, ListedStanding | "unknown", boolean]>([
  ["nothing but issues and milestones counts", standing(), true],
  [
    "the plan asks for files of the default branch",
    standing({ config: plan(phases("files-exist: { paths: [a] }")) }),
    true,
  ],
  ["the plan asks for a release", standing({ config: plan(phases("release")) }), false],
  ["the plan asks for one, as a guide only", standing({ config: plan(phases("release: { must: false }")) }), false],
  ["the owner's plan does", standing({ ownerConfig: plan(phases("release")) }), false],
  ["something changed within this second", standing({ newest: new Date(NOW - 900) }), false],
  ["GitHub did not say", "unknown", false],
])("where %s", (_name, given, isTold) => {
  expect(makeSweepCache({ wall, steady: wall }).fingerprint(given) !== null).toBe(isTold);
});

test.each<[string, ListedStanding | "unknown", boolean]>([
  ["a milestone is called like a phase", standing(), false],
  ["none is", standing({ milestones: [{ number: 1, title: "v1" }] }), true],
  ["none of those read is", standing({ milestones: [{ number: 1, title: "v1" }], milestonesComplete: false }), false],
  ["it is archived", standing({ isArchived: true }), true],
  ["the plan is off", standing({ config: plan("enabled: false\n"), milestonesComplete: false }), true],
  ["the plan is invalid", standing({ config: plan("nonsense: 1\n") }), false],
  ["only the owner has a plan, and there is no milestone", standing({ ownerConfig: plan(""), milestones: [] }), true],
  ["GitHub did not say", "unknown", false],
])("idle where %s: %#", (_name, given, expected) => {
  expect(isIdle(given)).toBe(expected);
});
