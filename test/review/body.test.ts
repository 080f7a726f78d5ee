// A review's body is no longer than GitHub takes, whatever the plan asks and whatever people write into it.
import { expect, test } from "@jest/globals";
import { reviewsOf } from "../../src/decisions/review.ts";
import { situationOf } from "../../src/feature.ts";
import { bodyOf, refreshed } from "../../src/review/body.ts";
import type { Evidence } from "../../src/review/evidence.ts";
import { answersIn } from "../../src/sign-offs/answers.ts";
import { milestone, NOW, review, snapshot } from "../builders.ts";

const GITHUB_TAKES = 65_536;
const list = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join();

/** As many and as long as a plan may hold, of characters that Markdown escapes. */
const QUESTIONS = `sign_offs: [${list(20, (at) => `{ id: s${at}, by: write, questions: [${list(20, (each) => `"${"_".repeat(30)}${each}"`)}] }`)}]`;
const ITEMS = `checklist: { ${["review", "decide", "plan", "communicate"].map((key) => `${key}: [${list(30, () => `"${"_".repeat(200)}"`)}]`).join(", ")} }`;

function opened(text: string) {
  const config = { oid: "1", text };
  const milestones = [milestone(1, "MVP", { state: "closed", closedAt: NOW })];
  const situation = situationOf(snapshot([], { config, milestones }), NOW);
  const [state] = situation.kind === "active" ? situation.states : [];
  if (situation.kind !== "active" || state === undefined) throw new Error(situation.kind);
  const { plan } = situation.delivery;
  const evidence: Evidence = { state, issues: null, members: [], overrides: [], findings: [], now: NOW };
  const body = bodyOf(plan, evidence, { repository: "1", round: 1 });
  const [first] = plan.review.sign_offs;
  if (first === undefined) throw new Error("no sign-off");
  const again = (edited: string): string => {
    const [found] = reviewsOf(plan, [review(9, { body: edited })]);
    if (found === undefined) throw new Error("no review");
    return refreshed(plan, evidence, found);
  };
  return { body, again, first };
}

test.each([
  ["20 sign-offs of 20 questions", `review: { ${QUESTIONS} }`],
  ["the same, with four checklists of 30 items", `review: { ${QUESTIONS}, ${ITEMS} }`],
])("%s: the review can be opened, says who is asked, and stays as it is", (_what, plan) => {
  const { body, again } = opened(plan);
  expect(body.length).toBeLessThanOrEqual(GITHUB_TAKES);
  const seen = again(body);
  expect(seen.length).toBeLessThanOrEqual(GITHUB_TAKES);
  expect(seen).toMatch(/- \*\*s19\*\*: requested/);
  expect(seen).toContain("### Exit criteria");
  expect(again(seen)).toBe(seen);
});

test("an answer of 60,000 characters leaves room for where the review stands, and its change is seen", () => {
  const { body, again, first } = opened("review: { sign_offs: [{ id: s, by: write, questions: [Why?] }] }");
  const words = "because ".repeat(7_500);
  const answered = body.replace("Why?", `Why? ${words}`);
  const seen = again(answered);
  expect(seen.length).toBeLessThanOrEqual(GITHUB_TAKES);
  expect(seen).toContain(words.trim());
  expect(seen).toMatch(/- \*\*s\*\*: requested/);
  expect(again(seen)).toBe(seen);
  expect(answersIn(seen, first)).not.toBe("");
  expect(answersIn(seen.replace("because because", "because of it"), first)).not.toBe(answersIn(seen, first));
});
