// A boundary review with sign-offs as a pure world: people speak, the app looks, somebody tampers.

import { reviewsOf } from "../../src/decisions/review.ts";
import { reviewMarker } from "../../src/decisions/review-marker.ts";
import type { Review } from "../../src/decisions/round.ts";
import type { Voice } from "../../src/decisions/voice.ts";
import type { OwnIssue } from "../../src/github/model.ts";
import type { Plan, SignOff } from "../../src/plan/plan.ts";
import { marked } from "../../src/review/body.ts";
import { answersIn } from "../../src/sign-offs/answers.ts";
import { keptSignOffs, type SignOffEvent, type SignOffWrite, signOffWrite } from "../../src/sign-offs/record.ts";
import { signOffStates } from "../../src/sign-offs/state.ts";
import { planOf, REPOSITORY_ID, recordComment, review } from "../builders.ts";

export const MONDAY = new Date("2026-03-02T10:00:00Z");
const ITEM = 9;

/** Which person, what and when; `command` is the comment's id. */
export type Said = { by: string; byId: number; verb: Voice["verb"]; command: number; at?: Date; reason?: string };

/** The issue of a round; every step gives the next. */
export type Round = { plan: Plan; issue: OwnIssue; next: number };

export function openedRound(text: string, body = ""): Round {
  const plan = planOf(text);
  const [mvp] = plan.phases;
  if (mvp === undefined) throw new Error("no phase");
  const marker = reviewMarker({ phase: mvp, round: 1 }, REPOSITORY_ID);
  return { plan, issue: review(ITEM, { body: `${marker}\n\n${body}`, createdAt: MONDAY }), next: 10_000 };
}

export function roundReview({ plan, issue }: Round): Review {
  const [found] = reviewsOf(plan, [issue]);
  if (found === undefined) throw new Error("no review");
  return found;
}

export function signOffIn({ plan }: Round, id = "s"): SignOff {
  const found = plan.review.sign_offs.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no sign-off ${id}`);
  return found;
}

export const stateIn = (round: Round, id = "s") => {
  const found = signOffStates(round.plan, roundReview(round)).find(({ signOff }) => signOff.id === id);
  if (found === undefined) throw new Error(`no sign-off ${id}`);
  return found;
};

/** A look of the app's: its records, and the list in the review's marker. */
export function looked(round: Round, at: Date): Round {
  const { writes } = keptSignOffs(round.plan, roundReview(round), at);
  const after = writes.reduce((each, write) => written(each, write, at), round);
  return { ...after, issue: { ...after.issue, body: marked(roundReview(after)) } };
}

/** The command, and the look that follows it. */
export function said(round: Round, { by, byId, verb, command, at = MONDAY, reason = "" }: Said, id = "s"): Round {
  const signOff = signOffIn(round, id);
  const answers = answersIn(round.issue.body, signOff);
  const voice = { verb, by, byId, command, line: 1, at, answers, reason };
  return looked(happened(round, { kind: "voice", voice }, at, id), at);
}

export function happened(round: Round, event: SignOffEvent, at: Date, id = "s"): Round {
  const write = signOffWrite(
    { plan: round.plan, review: roundReview(round), signOff: signOffIn(round, id) },
    event,
    at,
  );
  return write === null ? round : written(round, write, at);
}

function written(round: Round, { comment, body }: SignOffWrite, at: Date): Round {
  const { issue, next } = round;
  if (comment === null) {
    const made = recordComment(next, { place: { repository: REPOSITORY_ID, item: ITEM }, createdAt: at, body });
    return { ...round, issue: { ...issue, comments: [...issue.comments, made] }, next: next + 1 };
  }
  const comments = issue.comments.map((each) => (each.id === comment ? { ...each, body } : each));
  return { ...round, issue: { ...issue, comments } };
}

/** Somebody edits the app's records, each as `edit` says; null deletes it. */
export function tampered(round: Round, edit: (body: string) => string | null): Round {
  const comments = round.issue.comments.flatMap((each) => {
    const body = edit(each.body);
    return body === null ? [] : [body === each.body ? each : { ...each, body, editedByOthers: true }];
  });
  return { ...round, issue: { ...round.issue, comments } };
}
