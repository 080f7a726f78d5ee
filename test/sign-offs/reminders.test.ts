// Who is reminded and when: once at the due moment, once at twice the time, none after the decision, none while the turn is the team's. SPEC section 13.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { reminderMoments, remindersDue } from "../../src/sign-offs/reminders.ts";
import { signOffStates } from "../../src/sign-offs/state.ts";
import { REPOSITORY_ID, recordComment } from "../builders.ts";
import { happened, looked, MONDAY, openedRound, type Round, roundReview, said } from "./round.ts";

const PLAN = `review:
  reviewers: [ann, "@octo/product"]
  due: 3d
  escalate: ["@octo/leads"]
  sign_offs:
    - { id: s, name: Security, by: [sam, "@octo/security"], due: 1d, escalate: [boss], questions: [Why] }
    - { id: t, name: Testing, by: write, due: 2h }
`;

const hours = (count: number): Date => new Date(MONDAY.getTime() + count * 3_600_000);
const opened = looked(
  openedRound(PLAN, "- **Security**: \n- **Testing**: \n## Review\n\n- [ ] **Security**: Why"),
  MONDAY,
);

const dueAt = (round: Round, now: Date): string[] => {
  const review = roundReview(round);
  return remindersDue(round.plan, review, signOffStates(round.plan, review), now);
};

/** The app looks at that moment, and writes what is due. */
function reminded(round: Round, now: Date): Round {
  const seen = looked(round, now);
  const made = dueAt(seen, now).map((body, at) =>
    recordComment(seen.next + at, { place: { repository: REPOSITORY_ID, item: 9 }, createdAt: now, body }),
  );
  return {
    ...seen,
    next: seen.next + made.length,
    issue: { ...seen.issue, comments: [...seen.issue.comments, ...made] },
  };
}

/** Of whom and how often, in the order in which they were written. */
const givenIn = ({ issue }: Round): string[] =>
  issue.comments.flatMap(({ body }) => {
    const [, of, times] = /^<!-- milegate:reminder of=(\w*) .* times=(\d)/.exec(body) ?? [];
    return of === undefined ? [] : [`${of || "decision"} ${times}`];
  });

const wordsOf = (round: Round, now: Date): string[] => dueAt(round, now).map((body) => body.split("\n")[1] ?? "");

describe("looked at", () => {
  test.each<[string, number[], string[]]>([
    ["before anything is due", [1], []],
    ["at each moment", [2, 24, 48, 72, 192], ["t 1", "s 1", "s 2", "decision 1", "decision 2"]],
    ["again and again", [2, 2, 3, 24, 24, 25], ["t 1", "s 1"]],
    ["only when both were missed", [1_000], ["s 2", "t 1", "decision 2"]],
    ["by a clock that jumps ahead and back", [30, 1, 26, 50, 24], ["s 1", "t 1", "s 2"]],
  ])("%s", (_what, moments, given) => {
    const round = moments.reduce((each, at) => reminded(each, hours(at)), opened);
    expect(givenIn(round)).toEqual(given);
  });
});

test("the words name who is asked, or whom to escalate to", () => {
  expect(wordsOf(opened, hours(24))).toEqual([
    "@sam, @octo/security: the sign-off **Security** waits for you, asked on 2026-03-02, due on 2026-03-03.",
    "people with the role write or higher: the sign-off **Testing** waits for you, asked on 2026-03-02, due on 2026-03-02.",
  ]);
  expect(wordsOf(opened, hours(400))).toEqual([
    "@boss: the sign-off **Security** has been waiting for `@sam`, `@octo/security` for twice its time, asked on 2026-03-02, due on 2026-03-03.",
    "people with the role write or higher: the sign-off **Testing** waits for you, asked on 2026-03-02, due on 2026-03-02.",
    "@octo/leads: this review of **MVP** has been waiting for a decision for twice its time, open since 2026-03-02, due on 2026-03-05.",
  ]);
  const nobody = looked(openedRound("review: { due: 1h }"), MONDAY);
  expect(wordsOf(nobody, hours(1))).toEqual([
    "people with the role maintain or higher: this review of **MVP** waits for a decision, open since 2026-03-02, due on 2026-03-02.",
  ]);
});

const SAM = { by: "sam", byId: 7 };
const ofSecurity = (round: Round): string[] => givenIn(round).filter((each) => each.startsWith("s "));

describe("a turn that is the team's", () => {
  const objected = said(opened, { ...SAM, verb: "needs-work", command: 1, at: hours(4), reason: "no" });

  test("reminds nobody while it lasts", () => {
    expect(ofSecurity([24, 48, 500].reduce((each, at) => reminded(each, hours(at)), objected))).toEqual([]);
  });

  test("goes on with what was left", () => {
    const again = said(objected, { ...SAM, verb: "approve", command: 2, at: hours(100) });
    expect(ofSecurity(reminded(again, hours(200)))).toEqual([]);
    const short = { ...opened, plan: openedRound(PLAN.replace("due: 1d", "due: 1d, quorum: 2")).plan };
    const back = said(said(short, { ...SAM, verb: "needs-work", command: 1, at: hours(4), reason: "no" }), {
      ...SAM,
      verb: "approve",
      command: 2,
      at: hours(96),
    });
    expect(ofSecurity(reminded(back, hours(167)))).toEqual([]);
    expect(ofSecurity(reminded(back, hours(168)))).toEqual(["s 1"]);
  });

  test("ends with /phase refresh, and the time begins anew", () => {
    const asked = happened(objected, { kind: "refresh" }, hours(28));
    expect(ofSecurity(reminded(asked, hours(51)))).toEqual([]);
    expect(ofSecurity([52, 76].reduce((each, at) => reminded(each, hours(at)), asked))).toEqual(["s 1", "s 2"]);
    const stood = said(asked, { ...SAM, verb: "needs-work", command: 3, at: hours(30), reason: "still not" });
    expect(ofSecurity(reminded(stood, hours(500)))).toEqual([]);
  });

  test("ends with an answer that is changed, and not with a tick or the app's own words", () => {
    const edited = (round: Round, from: string, to: string): Round => ({
      ...round,
      issue: { ...round.issue, body: round.issue.body.replace(from, to) },
    });
    const ticked = looked(edited(objected, "- [ ] **Security**: Why", "- [x] **Security**: Why"), hours(28));
    expect(ofSecurity(reminded(ticked, hours(100)))).toEqual([]);
    const answered = looked(edited(ticked, "**Security**: Why", "**Security**: Why\n  Because."), hours(28));
    expect(ofSecurity(reminded(answered, hours(52)))).toEqual(["s 1"]);
    expect(looked(answered, hours(40))).toEqual(answered);
  });
});

describe("nobody is reminded", () => {
  test("who has signed off", () => {
    const round = said(opened, { ...SAM, verb: "approve", command: 1, at: hours(1) });
    expect(ofSecurity(reminded(round, hours(500)))).toEqual([]);
  });

  test("again though somebody edited or deleted the reminder", () => {
    const given = reminded(opened, hours(24));
    const comments = given.issue.comments.map((each) => ({
      ...each,
      editedByOthers: each.body.startsWith("<!-- milegate:reminder"),
    }));
    expect(dueAt({ ...given, issue: { ...given.issue, comments } }, hours(25))).toEqual([]);
    const history = { isTransferred: false, labelled: [], deleted: [{ event: 1, at: hours(25) }] };
    const left = given.issue.comments.filter(({ body }) => !body.startsWith("<!-- milegate:reminder of=s"));
    expect(dueAt({ ...given, issue: { ...given.issue, comments: left, history } }, hours(26))).toEqual([]);
  });
});

test("however often and whenever it is looked at, each is given once, and none is missing in the end", () => {
  const moments = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 12 });
  fc.assert(
    fc.property(moments, (all) => {
      const round = [...all, 400].reduce((each, at) => reminded(each, hours(at)), opened);
      const given = givenIn(round);
      expect(new Set(given).size).toBe(given.length);
      expect(given).toEqual(expect.arrayContaining(["s 2", "t 1", "decision 2"]));
    }),
    { numRuns: 100 },
  );
});

test("the moments are those at which somebody is reminded", () => {
  const review = roundReview(opened);
  const moments = reminderMoments(opened.plan, review, signOffStates(opened.plan, review));
  expect(moments).toEqual([24, 48, 2, 72, 192].map(hours));
});
