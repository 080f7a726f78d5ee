// The review as a state machine, and the tally: every state against every event, in tables.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decisionsOf } from "../../src/decisions/decision.ts";
import { decisionProblems } from "../../src/decisions/problems.ts";
import { type AnyRecord, markerOf, type Outcome } from "../../src/decisions/record.ts";
import { EARLY, reviewsOf, withSuperseded } from "../../src/decisions/review.ts";
import { reviewMarker } from "../../src/decisions/review-marker.ts";
import { openConcerns, tallyWith } from "../../src/decisions/tally.ts";
import type { OwnIssue } from "../../src/github/model.ts";
import { reviewStateOf, stepsOf } from "../../src/review/state.ts";
import { BUILTIN, milestone, NOW, REPOSITORY_ID, recordComment, review } from "../builders.ts";

const [MVP] = BUILTIN.phases;
if (MVP === undefined) throw new Error("no phase");
const PEOPLE = ["alice", "bob", "carol", "dan"];
const byPerson = (by: string) => ({ by, byId: PEOPLE.indexOf(by.toLowerCase()) + 1 });
const origin = { ...byPerson("alice"), command: 42, line: 1, at: NOW };
const round1 = { phase: "mvp", round: 1 };
const decision = (outcome: Outcome, by = "alice", round = 1): AnyRecord => ({
  ...{ kind: "decision", phase: "mvp", round, outcome, reason: "", deciders: [by], waived: [] },
  ...origin,
  ...byPerson(by),
});
const vote = (outcome: Outcome, by: string): AnyRecord => ({
  kind: "vote",
  ...round1,
  outcome,
  reason: "",
  ...origin,
  ...byPerson(by),
});
const concern = (name: string): AnyRecord => ({ kind: "concern", ...round1, name, text: "", ...origin });
const resolve = (name: string): AnyRecord => ({ kind: "resolve", ...round1, name, ...origin });

type Round = { round?: number; number?: number; records?: AnyRecord[]; extra?: string } & Pick<
  Partial<OwnIssue>,
  "state" | "stateReason" | "closedAt"
> & { labels?: string[]; byApp?: string[] };

const issueOf = ({ round = 1, number = round, records = [], extra = "", ...own }: Round) =>
  review(number, {
    body: `${reviewMarker({ phase: MVP, round }, REPOSITORY_ID)}${extra}`,
    comments: records.map((record, at) => recordComment(number * 100 + at, { body: markerOf(record) })),
    ...own,
  });
const rounds = (...each: Round[]) => reviewsOf(BUILTIN, each.map(issueOf));

const HOUR = 60 * 60 * 1000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
const open = [milestone(1, "MVP")];
const closed = (hours = 1) => [milestone(1, "MVP", { state: "closed", closedAt: ago(hours) })];
const over = { state: "closed", stateReason: "not_planned", closedAt: ago(2) } as const;
const done = { state: "closed", stateReason: "completed", closedAt: ago(2) } as const;

describe("what follows", () => {
  test.each<[string, typeof open, Round[], string[]]>([
    ["no milestone", [], [], []],
    ["an open milestone", open, [], []],
    ["a milestone closed just now", closed(), [], ["open 1"]],
    ["a milestone closed long ago", closed(15 * 24), [], []],
    ["a review under way", closed(), [{}], ["keep"]],
    ["a milestone reopened before a decision", open, [{}], ["supersede"]],
    [
      "a milestone closed anew before the app got to closing the review that its reopening superseded",
      closed(3),
      [{ ...over, extra: withSuperseded("") }],
      ["open 2"],
    ],
    ["the same, where somebody closed the review", closed(3), [over], []],
    ["the same, where the review was asked for early", open, [{ extra: EARLY }], ["keep"]],
    ["superseded, and still open", open, [over], []],
    ["superseded, and not closed anew", closed(3), [over], []],
    ["superseded, and closed anew", closed(1), [over], ["open 2"]],
    ["closed by somebody without a decision, then closed anew", closed(1), [done], ["open 2"]],
    ["continued", closed(), [{ ...done, records: [decision("continue")] }], ["settle"]],
    ["continued, and closed anew", closed(1), [{ ...done, records: [decision("continue")] }], ["settle"]],
    ["continued, and reopened", open, [{ ...done, records: [decision("continue")] }], ["settle"]],
    ["pivoted, and reopened", open, [{ records: [decision("pivot")] }], ["settle"]],
    [
      "a new round after a decision",
      closed(),
      [{ round: 2 }, { ...done, records: [decision("stop")] }],
      ["keep", "settle"],
    ],
    ["two of one round", closed(), [{ number: 7 }, { number: 9 }], ["keep", "close-duplicate"]],
    [
      "two of one round, one of them decided",
      closed(),
      [{ number: 7, records: [decision("pivot")] }, { number: 9 }],
      ["settle", "close-duplicate"],
    ],
  ])("%s", (_name, milestones, reviews, expected) => {
    const steps = stepsOf({ milestones, reviews: rounds(...reviews) }, NOW);
    expect(steps.map((step) => (step.kind === "open" ? `open ${step.round}` : step.kind))).toEqual(expected);
  });
});

describe("a review is", () => {
  test.each<[string, Round]>([
    ["in-review", {}],
    ["in-review", { records: [vote("stop", "bob"), concern("x")] }],
    ["superseded", over],
    ["continued", { records: [decision("pivot"), decision("continue")] }],
    ["pivoted", { records: [decision("pivot"), vote("continue", "bob")] }],
    ["stopped", { ...done, records: [decision("stop")] }],
    // Anybody who may write can change the round in the body; nobody can in a record.
    ["stopped", { records: [decision("stop", "alice", 2)] }],
  ])("%s", (state, round) => {
    expect(rounds(round).map(reviewStateOf)).toEqual([state]);
  });
});

describe("the decision of a phase", () => {
  test.each<[string, Round[], string | undefined, number]>([
    ["none", [{}], undefined, 0],
    ["the latest of a round", [{ records: [decision("pivot"), decision("continue")] }], "continue", 0],
    [
      "the latest of all rounds",
      [{ round: 2, records: [decision("stop", "bob", 2)] }, { records: [decision("continue")] }],
      "stop",
      0,
    ],
    [
      "an older one while the new round is undecided",
      [{ round: 2 }, { records: [decision("continue")] }],
      "continue",
      0,
    ],
    ["a stricter label of somebody's", [{ records: [decision("continue")], labels: ["decision: stop"] }], "stop", 1],
    ["a milder label of somebody's", [{ records: [decision("pivot")], labels: ["Decision: Continue"] }], "pivot", 1],
    ["a label alone", [{ labels: ["decision: pivot"] }], "pivot", 1],
    ["a continue by label alone", [{ labels: ["decision: continue"] }], undefined, 1],
    ["a label of the app's own whose record is gone", [{ byApp: ["decision: stop"] }], undefined, 0],
    ["a label that agrees", [{ records: [decision("stop")], labels: ["decision: stop"] }], "stop", 0],
  ])("%s", (_name, each, outcome, problems) => {
    const issues = each.map(issueOf);
    expect(decisionsOf(BUILTIN, issues).get(MVP)?.outcome).toBe(outcome);
    expect(decisionProblems(reviewsOf(BUILTIN, issues), issues)).toHaveLength(problems);
  });
});

const recorded = (...records: AnyRecord[]) => rounds({ records })[0]?.records ?? [];
const everybody = () => true;

describe("a vote of alice to continue", () => {
  test.each<[string, AnyRecord[], number, string]>([
    ["decides alone", [], 1, "alice"],
    ["is short of a quorum", [], 2, "short by 1"],
    ["completes a quorum", [vote("continue", "bob")], 2, "bob, alice"],
    ["counts once", [vote("continue", "Alice")], 2, "short by 1"],
    ["does not need everybody", [vote("stop", "carol"), vote("continue", "bob")], 2, "bob, alice"],
    ["does not count who changed their mind", [vote("continue", "bob"), vote("pivot", "bob")], 2, "short by 1"],
    ["counts who gave a decision before", [decision("continue", "bob")], 2, "bob, alice"],
  ])("%s", (_name, records, quorum, expected) => {
    const tally = tallyWith(
      recorded(...records),
      { ...byPerson("alice"), outcome: "continue", reason: "" },
      quorum,
      everybody,
    );
    expect(tally.kind === "decided" ? tally.deciders.map(({ by }) => by).join(", ") : `short by ${tally.missing}`).toBe(
      expected,
    );
  });
});

test.each<[string, AnyRecord[], string[]]>([
  ["raised", [concern("x"), concern("X "), concern("y")], ["x", "y"]],
  ["resolved", [concern("x"), resolve("X")], []],
  ["raised again", [concern("x"), resolve("x"), concern("x")], ["x"]],
  ["resolved before it was raised", [resolve("x"), concern("x")], ["x"]],
])("a concern that is %s", (_name, records, names) => {
  const open = rounds({ records }).flatMap((each) => openConcerns(each));
  expect(open.map(({ name }) => name)).toEqual(names);
});

test("a tally is what a plain count of everybody's last word gives", () => {
  const people = ["alice", "bob", "carol", "dan"];
  const outcomes: Outcome[] = ["continue", "pivot", "stop"];
  const votes = fc.array(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...outcomes)), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(votes, fc.integer({ min: 1, max: 4 }), (given, quorum) => {
      const last = given.at(-1);
      if (last === undefined) return;
      const before = given.slice(0, -1).map(([by, outcome]) => vote(outcome, by));
      const tally = tallyWith(
        recorded(...before),
        { ...byPerson(last[0]), outcome: last[1], reason: "" },
        quorum,
        everybody,
      );
      const word = new Map(given);
      const agreeing = people.filter((each) => word.get(each) === last[1]);
      expect(tally.kind).toBe(agreeing.length >= quorum ? "decided" : "short");
      if (tally.kind === "decided") expect(tally.deciders.map(({ by }) => by).toSorted()).toEqual(agreeing);
    }),
  );
});
