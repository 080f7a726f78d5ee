// What is stored of a standing is the standing again, or nothing.
import { expect, test } from "@jest/globals";
import type { PullItem, PullOrigins } from "../../src/github/model.ts";
import { type DeliveryStanding, NO_STANDING, parseStanding, standingChanges } from "../../src/standings/standing.ts";

const AT = new Date("2026-03-01T12:00:00Z");

const ORIGINS: PullOrigins = {
  commits: { author: 3, commits: [{ oid: "a", author: null, committer: null, signature: null, merged: [4] }] },
  ...{ carried: [{ number: 4, milestone: null, labels: ["phase: mvp"] }], endsIn: ["main"] },
};

const pull = (number: number, changed: Partial<PullItem> = {}): PullItem => ({
  ...{ kind: "pull", number, title: "Shine", url: `https://github.com/o/r/pull/${number}`, state: "open" },
  ...{
    author: { login: "alice", isBot: false, id: 3 },
    byApp: false,
    labels: [{ name: "bug", byApp: false }],
    milestone: null,
  },
  ...{ comments: [], lastClosedAt: AT, headSha: "abc", base: "main", check: null, planCheck: null },
  ...{ closes: [{ number: 1, milestone: { number: 2, title: "MVP" }, labels: [] }], touchesPlan: "unread" },
  ...{ headRef: "shine", commitCount: 2, origins: ORIGINS, updatedAt: new Date(0), isMerging: false, isQueued: false },
  ...changed,
});

const STANDING: DeliveryStanding = {
  pulls: new Map([7, 8].map((number) => [number, pull(number)])),
  requirement: { kind: "other-app", app: 4711 },
  written: { whole: "a", lean: "b", named: [{ number: 1, title: "Pay" }] },
  unanswered: [{ item: 7, comment: 8, at: AT, answer: "Moved." }],
  criteria: ["release"],
};

/** As a store keeps it. */
const stored = (standing: DeliveryStanding, before = new Map<string, unknown>()): Map<string, unknown> => {
  const after = new Map(before);
  for (const [part, value] of standingChanges(before, standing))
    if (value === null) after.delete(part);
    else after.set(part, JSON.parse(JSON.stringify(value)));
  return after;
};

test.each<[string, DeliveryStanding]>([
  ["all that can be known", STANDING],
  ["no open pull request", { ...STANDING, pulls: new Map() }],
  ["pull requests that are not all known", { ...STANDING, pulls: null, written: null, criteria: null }],
  ["nothing", NO_STANDING],
])("%s is read as it was stored, and stored once", (_what, standing) => {
  const parts = stored(standing);
  expect(parseStanding(parts)).toEqual(standing);
  expect(standingChanges(parts, standing)).toEqual(new Map());
});

test("only what changed is written, and what is gone is removed", () => {
  const pulls = new Map([[8, pull(8, { title: "Another" })]]);
  const changes = standingChanges(stored(STANDING), { ...STANDING, pulls });
  expect([...changes.keys()]).toEqual(["pull/7", "delivery", "pull/8"]);
  expect(changes.get("pull/7")).toBeNull();
  expect(standingChanges(stored(STANDING), NO_STANDING)).toEqual(
    new Map(["delivery", "pull/7", "pull/8"].map((part) => [part, null])),
  );
});

test("parts of others are left alone", () => {
  const parts = stored(STANDING, new Map([["sweep", { at: 1 }]]));
  expect(stored(NO_STANDING, parts)).toEqual(new Map([["sweep", { at: 1 }]]));
});

test.each<[string, (parts: Map<string, unknown>) => unknown, DeliveryStanding]>([
  ["its head is missing", (parts) => parts.delete("delivery"), NO_STANDING],
  ["it is of another version", (parts) => parts.set("delivery", { version: 0 }), NO_STANDING],
  ["a pull request is missing", (parts) => parts.delete("pull/7"), { ...STANDING, pulls: null }],
  ["one is nonsense", (parts) => parts.set("pull/7", { number: "7" }), { ...STANDING, pulls: null }],
])("where %s, what is missing is read anew", (_what, spoil, expected) => {
  const parts = stored(STANDING);
  spoil(parts);
  expect(parseStanding(parts)).toEqual(expected);
});

test("of comments only those are kept that may be records, and of forged ones no more than that", () => {
  const place = { repository: "1", item: 7 };
  const comment = {
    id: 1,
    url: "u",
    own: false,
    author: null,
    createdAt: AT,
    editedByOthers: false,
    isMoved: null,
    place,
  };
  const comments = ["Hello", `> <!-- milegate:override reason=mine -->${"x".repeat(60_000)}`].map((body) => ({
    ...comment,
    body,
  }));
  const kept = parseStanding(stored({ ...STANDING, pulls: new Map([[7, pull(7, { comments })]]) })).pulls?.get(7);
  expect(kept?.comments).toEqual([{ ...comment, body: "<!-- milegate:override " }]);
});
