// Sign-offs on a review that does not ask any more: an earlier round, one that was closed, one that is decided.
import { expect, test } from "@jest/globals";
import { newerRound } from "../../src/commands/deciding.ts";
import { commentOf } from "../../src/decisions/record.ts";
import { reviewsOf } from "../../src/decisions/review.ts";
import { reviewMarker } from "../../src/decisions/review-marker.ts";
import { isClosedToSignOffs } from "../../src/review/hindrances.ts";
import { signOffStates } from "../../src/sign-offs/state.ts";
import { NOW, planOf, REPOSITORY_ID, recordComment, repositoryReading, review } from "../builders.ts";

const plan = planOf("review: { sign_offs: [{ id: s, by: write }] }");
const [phase] = plan.phases;

const EARLIER = 8;
const LATER = 9;
const spoken = { line: 1, by: "sam", byId: 7, at: NOW };
const voices = [{ ...spoken, verb: "approve" as const, command: 20, answers: "", reason: "" }];
const approved = (item: number, round: number) =>
  recordComment(21, {
    place: { repository: REPOSITORY_ID, item },
    body: commentOf(
      { kind: "sign-off", id: "s", phase: "mvp", round, answers: "", voices, repository: REPOSITORY_ID, item },
      "",
    ),
  });
const decided = (outcome: "continue" | "pivot" | "stop") =>
  recordComment(30, {
    body: commentOf(
      {
        ...{ kind: "decision", phase: "mvp", round: 2, outcome, reason: "why", deciders: ["sam"], waived: [] },
        ...{ ...spoken, command: 29, repository: REPOSITORY_ID, item: LATER },
      },
      "",
    ),
  });

function rounds(state: "open" | "closed", comments: ReturnType<typeof recordComment>[] = []) {
  if (phase === undefined) throw new Error("no phase");
  const body = (round: number) => reviewMarker({ phase, round }, REPOSITORY_ID);
  return [
    review(EARLIER, { body: body(1), comments: [approved(EARLIER, 1)] }),
    review(LATER, { body: body(2), state, comments }),
  ];
}

const closedTo = (number: number, reviews: ReturnType<typeof rounds>): string | null => {
  const found = reviewsOf(plan, reviews).find(({ issue }) => issue.number === number);
  if (found === undefined) throw new Error("no review");
  const newer = newerRound({ plan, review: found, repository: repositoryReading({ reviews }) });
  return isClosedToSignOffs({ plan, review: found, newer });
};

test.each<[string, number, ReturnType<typeof rounds>, RegExp | null]>([
  ["the latest round asks", LATER, rounds("open"), null],
  ["an earlier round leads to the later one", EARLIER, rounds("open"), /^a later round of this review is in #9; /],
  ["one that was closed without a decision", LATER, rounds("closed"), /^this review was closed without a decision\. /],
  ["after a pivot it asks again", LATER, rounds("open", [decided("pivot")]), null],
  ["after a stop they may agree to continue", LATER, rounds("closed", [decided("stop")]), null],
  ["after it was continued", LATER, rounds("closed", [decided("continue")]), /^it was decided to continue already\. /],
])("%s", (_what, number, reviews, expected) => {
  const said = closedTo(number, reviews);
  if (expected === null) expect(said).toBeNull();
  else expect(said).toMatch(expected);
});

test("approvals of an earlier round are not those of the later one", () => {
  const kinds = reviewsOf(plan, rounds("open")).map((each) => [
    each.round,
    ...signOffStates(plan, each).map(({ kind }) => kind),
  ]);
  expect(kinds).toEqual([
    [2, "requested"],
    [1, "approved"],
  ]);
});
