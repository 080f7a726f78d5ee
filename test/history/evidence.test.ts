// Evidence and health from what looks saw: tables over small worlds.
import { describe, expect, test } from "@jest/globals";
import type { SetCheck } from "../../src/change.ts";
import { commentOf, type RecordOf } from "../../src/decisions/record.ts";
import { reviewsOf } from "../../src/decisions/review.ts";
import { situationOf } from "../../src/feature.ts";
import { nextRecord, recordsText } from "../../src/gate/check-record.ts";
import type { VerdictWord } from "../../src/gate/check-text.ts";
import type { CheckRun, PullItem } from "../../src/github/model.ts";
import { decisionRows, mergeRows, overrideRows, signOffRows } from "../../src/history/evidence-rows.ts";
import { healthOf } from "../../src/history/health.ts";
import { boundedHistory, newHistory, type RepositoryHistory } from "../../src/history/history.ts";
import { withSeen, withWritten } from "../../src/history/learn-history.ts";
import { historyChanges, parseHistory } from "../../src/standings/history-standing.ts";
import {
  BUILTIN,
  milestone,
  NOW,
  openMilestone,
  pull,
  REPOSITORY_ID,
  recordComment,
  review,
  snapshot,
} from "../builders.ts";

const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const WHOLE = { since: null, until: null };

const checkOf = (verdicts: readonly [number, VerdictWord][], title: string, own: Partial<CheckRun> = {}): CheckRun => ({
  ...{ id: 1, node: "c", conclusion: "success", title, summary: "…" },
  externalId: recordsText(
    verdicts.map(([number, verdict]) => nextRecord(null, { number, verdict, phase: "polish" }, at(0))),
  ),
  ...own,
});

const merged = (number: number, own: Partial<Pick<PullItem, "check" | "comments">> = {}) =>
  pull(number, { state: "closed", merge: { at: at(5), by: { login: "sue", isBot: false, id: 5 } }, ...own });

const see = (
  history: RepositoryHistory | null,
  items: PullItem[],
  minute = 6,
  milestones = [openMilestone(1, "MVP", 2)],
) => withSeen(history, situationOf(snapshot(items, { milestones }), at(minute)));

const override = (id: number, more: Partial<RecordOf<"override">> = {}) =>
  recordComment(id, {
    place: { repository: REPOSITORY_ID, item: 7 },
    createdAt: at(1),
    body: commentOf(
      {
        ...{
          kind: "override",
          by: "carol",
          byId: 3,
          command: 1,
          line: 1,
          at: at(1),
          repository: REPOSITORY_ID,
          item: 7,
        },
        ...{ reason: "Customers wait", expires: at(10_000), head: "sha7", ...more },
      },
      "words",
    ),
  });

const source = (history: RepositoryHistory | null) => ({ repository: "octo/shop", history, reviews: [], joined: [] });

describe("a merge", () => {
  const rows = (item: PullItem, before: RepositoryHistory | null = null) =>
    mergeRows([source(see(before, [item]))], WHOLE);
  test.each<[string, PullItem, object]>([
    [
      "that the gate let through",
      merged(7, { check: checkOf([[7, "Open"]], "Open: Polish waits for no other phase") }),
      {
        conclusion: "success",
        verdict: "Open: Polish waits for no other phase",
        why: expect.stringContaining("passed"),
      },
    ],
    [
      "past the gate, with a check that blocks",
      merged(7, { check: checkOf([[7, "Blocked"]], "Blocked: x", { conclusion: "action_required" }) }),
      { conclusion: "action_required", verdict: "Blocked: x", why: expect.stringContaining("went past the gate") },
    ],
    [
      "of a shared head has its own verdict",
      merged(7, {
        check: checkOf(
          [
            [8, "Blocked"],
            [7, "Exempt"],
          ],
          "Blocked: x",
          { conclusion: "action_required" },
        ),
      }),
      { conclusion: "success", verdict: "Exempt", why: "the plan exempts it" },
    ],
    [
      "with an override",
      merged(7, { check: checkOf([[7, "Overridden"]], "Overridden: by carol"), comments: [override(4)] }),
      { verdict: "Overridden: by carol", why: "carol let it through: Customers wait" },
    ],
    [
      "with a check of an earlier version",
      merged(7, { check: { ...checkOf([], "Open: all"), externalId: "" } }),
      { conclusion: "success", verdict: "Open: all" },
    ],
    [
      "before there was a check",
      merged(7),
      { conclusion: "none", verdict: "none", why: expect.stringContaining("went past the gate") },
    ],
  ])("%s", (_what, item, wanted) => {
    expect(rows(item, newHistory(at(0), { kind: "first" }))).toEqual([
      expect.objectContaining({
        ...{ repository: "octo/shop", number: 7, title: "Pull 7", merged_at: at(5).toISOString(), merged_by: "sue" },
        ...{ head_sha: "sha7", ...wanted },
      }),
    ]);
  });

  test("of which GitHub has no check any more, and the store was lost, is unknown", () => {
    expect(rows(merged(7), newHistory(at(6), { kind: "lost", gatedSince: at(0) }))).toEqual([
      expect.objectContaining({ conclusion: "unknown", verdict: "unknown", why: expect.stringContaining("unknown") }),
    ]);
  });

  test("keeps the verdict that was stored, whatever its check says later", () => {
    const first = see(newHistory(at(0), { kind: "first" }), [merged(7, { check: checkOf([[7, "Open"]], "Open: a") })]);
    const later = see(first, [merged(7, { check: checkOf([[7, "Blocked"]], "Blocked: b") })], 9);
    expect(mergeRows([source(later)], WHOLE)).toEqual(mergeRows([source(first)], WHOLE));
  });

  test("is in an export of its time alone", () => {
    const history = see(newHistory(at(0), { kind: "first" }), [merged(7)]);
    expect(mergeRows([source(history)], { since: at(6), until: null })).toEqual([]);
    expect(mergeRows([source(history)], { since: at(5), until: at(6) })).toHaveLength(1);
    expect(mergeRows([source(history)], { since: null, until: at(5) })).toEqual([]);
  });
});

describe("an override", () => {
  test.each<[string, PullItem, Date | null]>([
    ["is in force", pull(7, { comments: [override(4)] }), null],
    ["has expired", pull(7, { comments: [override(4, { expires: at(3) })] }), at(3)],
    ["ended with the closing", pull(7, { comments: [override(4)], lastClosedAt: at(5), state: "closed" }), at(5)],
    [
      "ended with a push",
      pull(7, { headSha: "new", comments: [override(4)], check: checkOf([], "x", { madeAt: at(2) }) }),
      at(2),
    ],
  ])("that %s", (_what, item, ended) => {
    expect(overrideRows([source(see(null, [item]))], WHOLE)).toEqual([
      {
        ...{ repository: "octo/shop", number: 7, by: "carol", at: at(1).toISOString(), reason: "Customers wait" },
        ...{ head_sha: "sha7", ended_at: ended?.toISOString() ?? null },
      },
    ]);
  });
});

const decided = review(9, {
  createdAt: at(-2 * 1440),
  comments: [
    recordComment(3, {
      body: commentOf(
        {
          ...{ kind: "decision", phase: "mvp", round: 1, outcome: "continue", reason: "ok", waived: ["tasks\ndone"] },
          ...{ deciders: ["sam", "sue"], by: "sam", byId: 1, command: 2, line: 1, at: at(0) },
          ...{ repository: REPOSITORY_ID, item: 9 },
        },
        "words",
      ),
    }),
  ],
});
const reviews = reviewsOf(BUILTIN, [decided]);

test("a decision names who, why and what was waived", () => {
  const sources = [{ ...source(null), reviews }];
  expect(decisionRows(sources, WHOLE)).toEqual([
    {
      ...{ repository: "octo/shop", review: 9, phase: "mvp", round: 1, outcome: "continue", by: ["sam", "sue"] },
      ...{ at: at(0).toISOString(), reason: "ok", waived: ["tasks done"] },
    },
  ]);
  expect(signOffRows(sources, WHOLE)).toEqual([]);
});

describe("health", () => {
  const write = (history: RepositoryHistory | null, verdict: VerdictWord, minute: number) => {
    const before = history?.pulls.get(7)?.record ?? null;
    const externalId = recordsText([nextRecord(before, { number: 7, verdict, phase: "polish" }, at(minute))]);
    const content = { conclusion: "success", title: verdict, summary: "", detailsUrl: "", externalId } as const;
    const change: SetCheck = { kind: "set-check", repository: "R", headSha: "s", existing: null, pulls: [7], content };
    return withWritten(history, [change]);
  };
  const health = (history: RepositoryHistory | null, since: Date | null, until: Date | null = null) =>
    healthOf([{ ...source(history), reviews, joined: [at(30), at(90)] }], { since, until }, at(240));

  test("counts hours within the time, to the present", () => {
    let history = write(newHistory(at(0), { kind: "first" }), "Blocked", 0);
    history = write(history, "Open", 60);
    history = write(history, "Blocked", 180);
    expect(health(history, null)).toMatchObject({
      blocked_hours: 2,
      days_to_decision: 2,
      scope_added: 2,
      shut_again: 0,
    });
    expect(health(history, at(31), at(121))).toMatchObject({
      blocked_hours: 0.48,
      scope_added: 1,
      days_to_decision: null,
    });
  });

  test("is null for what was before the store was lost", () => {
    const lost = newHistory(at(100), { kind: "lost", gatedSince: at(0) });
    expect(health(lost, at(0))).toMatchObject({ blocked_hours: null, shut_again: null });
    expect(health(lost, at(101))).toMatchObject({ blocked_hours: 0, shut_again: 0 });
  });

  test.each<[string, PullItem]>([
    [
      "an open pull request whose check is of an earlier version",
      pull(7, { check: { ...checkOf([], "Blocked: x"), externalId: "", madeAt: at(1) } }),
    ],
    ["a pull request that was closed without a check", merged(7)],
  ])("is null for the time that %s was perhaps blocked in", (_what, item) => {
    const began = pull(9, { check: checkOf([[9, "Open"]], "Open: y", { madeAt: at(1) }) });
    const lost = see(null, [began, item], 10);
    expect(health(lost, at(2))).toMatchObject({ blocked_hours: null });
    expect(health(lost, at(11))).toMatchObject({ blocked_hours: 0 });
  });

  test("counts overrides by who used them", () => {
    const history = see(null, [pull(7, { comments: [override(4), override(5, { by: "dan" })] })]);
    expect(health(history, null).overrides).toEqual({ count: 2, by: { carol: 1, dan: 1 } });
  });

  test("counts what was passed and shut again", () => {
    const passed = see(null, [], 1, [milestone(1, "MVP", { issues: { done: 3 } })]);
    expect(passed?.passed).toEqual(["mvp"]);
    const shut = see(passed, [], 2, [openMilestone(1, "MVP", 1)]);
    const again = see(shut, [], 3, [openMilestone(1, "MVP", 1)]);
    expect(again?.shutAgain).toEqual([{ phase: "mvp", at: at(2) }]);
    expect(health(again, null).shut_again).toBe(1);
  });
});

describe("what is stored", () => {
  const full = see(newHistory(at(0), { kind: "first" }), [
    merged(7, { check: checkOf([[7, "Overridden"]], "Overridden: x"), comments: [override(4)] }),
    pull(8, { check: checkOf([[8, "Blocked"]], "Blocked: y") }),
  ]);
  const kept = (history: RepositoryHistory | null) =>
    new Map([...historyChanges(null, history)].map(([part, value]) => [part, JSON.parse(JSON.stringify(value))]));

  test("is read as it was, and written once", () => {
    expect(parseHistory(kept(full))).toEqual(full);
    expect(historyChanges(parseHistory(kept(full)), full).size).toBe(0);
    expect([...historyChanges(full, null).values()]).toEqual([null, null, null]);
  });

  test("has no more pull requests than there is room for, and knows that", () => {
    const bounded = boundedHistory(full ?? newHistory(at(0), { kind: "first" }), 1);
    expect([...bounded.pulls.keys()]).toEqual([8]);
    expect(bounded).toMatchObject({ closedSince: at(5), merges: new Map(), overrides: new Map() });
  });
});
