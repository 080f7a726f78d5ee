// When a sweep may take it that nothing has happened in a repository.
import { expect, test } from "@jest/globals";
import type { ListedStanding } from "../../src/github/graphql/standings.ts";
import { isIdle, makeSweepCache, type SweepCache } from "../../src/service/sweep-cache.ts";

const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-03-01T12:00:00Z");

const plan = (rest: string) => ({ text: `version: 1\n${rest}` });
const standing = (changed: Partial<ListedStanding> = {}): ListedStanding => ({
  isArchived: false,
  name: "shop",
  config: null,
  ownerConfig: null,
  milestones: [{ number: 1, title: "MVP" }],
  milestonesComplete: true,
  mark: "m",
  newest: new Date(NOW - 60_000),
  ...changed,
});
const phases = (criteria: string) => `phases: [{ id: mvp, milestones: [MVP], criteria: [${criteria}] }]\n`;

/** A store in memory, and caches of processes on it. */
function makeStore() {
  const parts = new Map<string, unknown>();
  const store: CacheStore = {
    readPart: async (_part, names) => new Map([...parts].filter(([name]) => names.includes(name))),
    write: async (name, changes) => {
      for (const value of changes.values())
        if (value === null) parts.delete(name);
        else parts.set(name, JSON.parse(JSON.stringify(value)));
    },
  };
  const open = (at: { steady: number; wall: number }, version = "1.0.0") =>
    makeSweepCache({ wall: () => at.wall, steady: () => at.steady, store, version });
  return { parts, open };
}
type CacheStore = Parameters<typeof makeSweepCache>[0]["store"];

const isKnown = async (cache: SweepCache, name: string, fingerprint: string | null): Promise<boolean> =>
  (await cache.unchanged(new Map([[name, fingerprint]]))).has(name);

test.each([0, 2 * DAY_MS, -2 * DAY_MS])(
  "a fingerprint holds for a day, also where the clock jumps by %i ms",
  async (jump) => {
    const at = { steady: 0, wall: NOW };
    const cache = makeStore().open(at);
    const fingerprint = cache.fingerprint("a", standing());
    expect(await isKnown(cache, "a", fingerprint)).toBe(false);
    await cache.remember("a", fingerprint);
    at.wall += jump;
    at.steady = DAY_MS - 1;
    expect(await isKnown(cache, "a", fingerprint)).toBe(true);
    expect(await isKnown(cache, "b", fingerprint)).toBe(false);
    expect(await isKnown(cache, "a", "other")).toBe(false);
    at.steady = DAY_MS;
    expect(await isKnown(cache, "a", fingerprint)).toBe(false);
  },
);

test.each<[string, number, boolean]>([
  ["an hour later", 3_600_000, true],
  ["a day later", DAY_MS, false],
  ["with a clock that was set back", -1, false],
])("it outlives the process: %s", async (_when, laterMs, holds) => {
  const { open } = makeStore();
  const before = open({ steady: 5, wall: NOW });
  await before.remember("a", before.fingerprint("a", standing()));
  const after = open({ steady: 0, wall: NOW + laterMs });
  expect(await isKnown(after, "a", after.fingerprint("a", standing()))).toBe(holds);
});

test.each<[string, string, string, ListedStanding]>([
  ["another version of the app", "2.0.0", "a", standing()],
  ["another name of the repository", "1.0.0", "b", standing()],
  ["anything that changed", "1.0.0", "a", standing({ mark: "n" })],
])("%s makes another fingerprint", (_what, version, name, given) => {
  const { open } = makeStore();
  const at = { steady: 0, wall: NOW };
  expect(open(at, version).fingerprint(name, given)).not.toBe(open(at).fingerprint("a", standing()));
});

test.each<unknown>(["nonsense", { fingerprint: 7 }, null])(
  "what is stored otherwise is not believed: %j",
  async (value) => {
    const { parts, open } = makeStore();
    const cache = open({ steady: 0, wall: NOW });
    parts.set("a", value);
    expect(await isKnown(cache, "a", cache.fingerprint("a", standing()))).toBe(false);
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
  expect(makeStore().open({ steady: 0, wall: NOW }).fingerprint("a", given) !== null).toBe(isTold);
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
