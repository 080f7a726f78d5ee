// What is told of a repository, from one look to the next: each fact once, none from before, and where it may be told.
import { describe, expect, test } from "@jest/globals";
import { commentOf } from "../../src/decisions/record.ts";
import { type ActiveSituation, situationOf } from "../../src/feature.ts";
import type { OwnIssue, RepositoryReading } from "../../src/github/model.ts";
import { audienceOf } from "../../src/notify/privacy.ts";
import { newFacts, parseTold, type ToldFacts, toldPart } from "../../src/notify/told.ts";
import { milestone, NOW, pull, recordComment, review, snapshot } from "../builders.ts";

const PLAN = {
  oid: "1",
  text: "gate: { until: decision }\ncommunicate: { notify: [a] }\nreview: { due: 5d, escalate: [sam], sign_offs: [{ id: security, name: Security, by: [sue] }] }\n",
};
const LATER = new Date(NOW.getTime() + 3_600_000);

const place = { repository: "1", item: 9 };
const origin = { by: "sam", byId: 1, command: 3, line: 1, at: NOW, ...place };
const decision = (outcome: "continue" | "stop", id: number, createdAt: Date) =>
  recordComment(id, {
    createdAt,
    body: commentOf(
      {
        kind: "decision",
        phase: "mvp",
        round: 1,
        outcome,
        reason: "it\n works",
        deciders: ["sam", "sue"],
        waived: [],
        ...origin,
      },
      "",
    ),
  });
const reminder = (times: number, id: number) =>
  recordComment(id, {
    createdAt: LATER,
    body: commentOf(
      { kind: "reminder", of: times === 1 ? "security" : "", phase: "mvp", round: 1, asked: NOW, times, ...place },
      "",
    ),
  });
const override = recordComment(77, {
  place: { repository: "1", item: 4 },
  createdAt: LATER,
  body: commentOf({ kind: "override", reason: "hurry", expires: LATER, ...origin, item: 4 }, ""),
});

const CLOSED = [milestone(1, "MVP", { state: "closed", closedAt: NOW })];

function situation(
  reviews: OwnIssue[],
  now: Date,
  own: Partial<RepositoryReading> = {},
  pulls = [pull(4)],
): ActiveSituation {
  const found = situationOf(snapshot(pulls, { config: PLAN, reviews, milestones: CLOSED, ...own }), now);
  if (found.kind !== "active") throw new Error(found.kind);
  return found;
}

const tell = (before: ToldFacts | null, ...given: Parameters<typeof situation>) => {
  const { told, facts } = newFacts(before, situation(...given));
  return { told: parseTold(JSON.parse(JSON.stringify(toldPart(told)))), facts };
};

test("from the first look on, each fact once", () => {
  const old = [decision("stop", 20, NOW)];
  const first = tell(null, [review(9, { comments: old })], NOW);
  expect(first.facts).toEqual([]);
  const comments = [...old, reminder(1, 21), reminder(2, 22), decision("continue", 23, LATER)];
  const second = tell(first.told, [review(9, { comments })], LATER, {}, [pull(4, { comments: [override] })]);
  expect(second.facts.map(({ id, text }) => `${id} ${text}`)).toEqual([
    "1:decision:23 octo-org/shop: the boundary review of MVP decided to continue, by sam, sue: it works",
    "1:reminder:21 octo-org/shop: the boundary review of MVP waits for the sign-off Security, which is due.",
    "1:escalation:22 octo-org/shop: the boundary review of MVP waits for a decision, for twice its time.",
    "1:override:77 octo-org/shop#4: the gate is overridden by sam until 2026-03-01: hurry",
    `1:phase_passed:mvp:${LATER.toISOString()} octo-org/shop: MVP is passed.`,
  ]);
  expect(tell(second.told, [review(9, { comments })], LATER).facts).toEqual([]);
  const again = tell(second.told, [review(9, { comments: [...comments, decision("stop", 24, LATER)] })], LATER);
  expect(again.facts.map(({ event, phase }) => [event, phase?.id])).toEqual([
    ["decision", "mvp"],
    ["phase_shut", "mvp"],
  ]);
});

test("what is older than the first look and shows up later is not told; a clock that differs by a little tells it", () => {
  const first = tell(null, [], LATER);
  const old = review(9, { createdAt: new Date(LATER.getTime() - 120_000) });
  expect(tell(first.told, [old], LATER).facts).toEqual([]);
  const young = review(9, { createdAt: new Date(LATER.getTime() - 3_000) });
  expect(tell(first.told, [young], LATER).facts.map(({ id }) => id)).toEqual(["1:review_opened:9"]);
});

test("a phase that the plan gets is neither passed nor shut by that", () => {
  const first = tell(null, [], NOW);
  const { mvp: _mvp, ...others } = first.told?.phases ?? {};
  const comments = [decision("continue", 23, NOW)];
  const seen = [review(9, { comments, createdAt: new Date(0) })];
  const known = { ...first.told, phases: others, keys: ["1:review_opened:9", "1:decision:23"], since: NOW };
  expect(tell(known, seen, LATER).facts).toEqual([]);
});

test("what is remembered is bounded, and what is still seen stays", () => {
  const keys = Array.from({ length: 2_500 }, (_each, at) => `1:decision:${at}`);
  const { told } = tell(
    { since: NOW, keys: ["1:review_opened:8", ...keys], phases: null },
    [review(8), review(9)],
    NOW,
  );
  expect(told?.keys.length).toBe(2_000);
  expect(told?.keys).toEqual(expect.arrayContaining(["1:review_opened:8", "1:review_opened:9", "1:decision:2499"]));
});

describe("where a repository may be told of", () => {
  const owners = (text: string) => ({ oid: "2", text });
  test.each<[string, Partial<RepositoryReading>, string]>([
    ["public", { visibility: "public" }, "everywhere"],
    ["private", { visibility: "private" }, "unless-public"],
    ["internal", { visibility: "internal" }, "unless-public"],
    ["a host that does not say", {}, "unless-public"],
    [
      "private, and its own file says so",
      { visibility: "private", config: owners("communicate: { private: true }") },
      "unless-public",
    ],
    [
      "private, and the owner's file says so",
      { visibility: "private", ownerConfig: owners("communicate: { private: true }") },
      "everywhere",
    ],
    [
      "private, with the plan of a file that everybody may read",
      { visibility: "private", config: null, ownerConfig: owners(""), ownerVisibility: "public" },
      "nowhere",
    ],
    [
      "private, with the plan of a file that is private, too",
      { visibility: "private", config: null, ownerConfig: owners(""), ownerVisibility: "private" },
      "unless-public",
    ],
  ])("%s", (_what, own, expected) => {
    const { snapshot: seen } = situation([], NOW, own);
    expect(seen.plan.kind === "active" ? audienceOf(seen.plan, seen.repository) : null).toBe(expected);
  });

  test("private, in a delivery with a public member", () => {
    const { snapshot: seen } = situation([], NOW, { visibility: "private" });
    if (seen.plan.kind !== "active") throw new Error(seen.plan.kind);
    const member = { name: "open", id: "2", visibility: "public", state: "member" } as const;
    const rest = { id: "d", name: "D", home: "shop", titles: false, optional: false, overlapping: [] };
    expect(audienceOf({ ...seen.plan, delivery: { ...rest, members: [member] } }, seen.repository)).toBe("nowhere");
  });
});
