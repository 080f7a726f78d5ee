// What follows from a decision: label, closing, what is planned again, what is carried over, and who is told.

import type { Change } from "../change.ts";
import { decidedIn } from "../decisions/decided.ts";
import { commentOf, markerOf, type RecordOf } from "../decisions/record.ts";
import { phaseAfter, titleOf } from "../decisions/review.ts";
import { type Review, roundOf } from "../decisions/round.ts";
import { ofKind } from "../decisions/trust.ts";
import { phaseSource } from "../delivery/phase-source.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import type { CountedIssue, Milestone, Reference } from "../github/model.ts";
import type { IssueChange } from "../github/port.ts";
import { cut } from "../markdown/cut.ts";
import { escapeText, link } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";
import { marked } from "./body.ts";
import { withAddition } from "./sections.ts";
import type { Step } from "./state.ts";
import { announcement, leftOver, moved, nowhere, REPLANNING, update } from "./words.ts";

/** GitHub takes 256 characters. */
const TITLE_LIMIT = 200;

type Decided = Pick<Extract<Step, { kind: "settle" }>, "review" | "decided">;

export type Settling = { plan: Plan; state: PhaseState; issues: CountedIssue[] | null; milestones: Milestone[] };

/** The update for stakeholders is the last that is written, so a decision that has one is carried through. */
export const isSettled = ({ review, decided }: Decided): boolean =>
  decided.record.outcome !== "continue" ||
  ofKind(review.records, "update").some(({ record }) => record.decision === decided.id);

/** Labels, and what is moved, are looked after for all reviews. */
export function settle(context: Settling, step: Decided): Change[] {
  const change = textAndState(context, step);
  const number = step.review.issue.number;
  return [
    ...(Object.keys(change).length > 0 ? [{ kind: "update-issue", number, change } as const] : []),
    ...(isSettled(step) ? [] : [tell(context.plan, step)]),
  ];
}

function textAndState(context: Settling, step: Decided): IssueChange {
  const { issue, phase } = step.review;
  const title = titleOf(context.plan, phase);
  const body = withConsequences(context, step);
  const isOver = step.decided.record.outcome === "stop" || !isSettled(step);
  return {
    ...(issue.state === "open" && title !== issue.title ? { title } : {}),
    ...(body === issue.body.replaceAll("\r\n", "\n") ? {} : { body }),
    ...(issue.state === "open" && isOver ? { state: "closed", stateReason: "completed" } : {}),
  };
}

function withConsequences({ plan, state, issues }: Settling, step: Decided): string {
  const { outcome, reason } = step.decided.record;
  const body = marked(step.review);
  if (outcome === "pivot")
    return withAddition(body, {
      section: "Plan",
      mark: "replan",
      intro: `Planning again, as decided: ${escapeText(reason)}`,
      items: REPLANNING,
    });
  if (outcome !== "continue" || plan.review.carry_over !== "ask" || isSettled(step)) return body;
  const open = openOf(state, issues);
  return withAddition(body, {
    section: "Plan",
    mark: "carry-over-list",
    intro: leftOver(open.length),
    items: open.map(({ number, title, url }) => link(`#${number} ${title}`, url)),
  });
}

/** Of those that could not be read one by one, the first. */
const openOf = ({ milestones }: PhaseState, issues: CountedIssue[] | null): Reference[] =>
  issues?.filter(({ state }) => state === "open") ?? milestones.flatMap((milestone) => milestone.issues.firstOpen);

/** `request` is the comment that asks for it; `to` is a phase's id. */
type Move = { to: string; request: number };

/** What was asked for and is not done: by a command, or by a decision where the plan says so. */
export function movesOf(plan: Plan, review: Review): Move[] {
  const asked = ofKind(review.records, "carry-over").map(({ id, record }): Move => ({ to: record.to, request: id }));
  const done = ofKind(review.records, "carried").map(({ record }) => record.request);
  return [...asked, ...moveByPlan(plan, review)].filter(({ request }) => !done.includes(request));
}

function moveByPlan(plan: Plan, review: Review): Move[] {
  const decided = decidedIn(review)?.recorded ?? null;
  const next = phaseAfter(plan, review.phase);
  if (plan.review.carry_over !== "move" || next === null || decided?.record.outcome !== "continue") return [];
  return isSettled({ review, decided }) ? [] : [{ to: next.id, request: decided.id }];
}

/** Moving is done again after a crash, which does no harm; that it is done is recorded last. */
export function carry({ plan, state, issues, milestones }: Settling, review: Review): Change[] {
  return movesOf(plan, review).flatMap(({ to, request }): Change[] => {
    const phase = plan.phases.find(({ id }) => id === to) ?? null;
    const target = phase === null ? null : phaseSource.target(plan, phase, milestones);
    const open = target === null ? [] : openOf(state, issues);
    const name = phase?.name ?? to;
    const text = target === null ? nowhere(name) : moved(open.length, review.phase.name, name, target);
    const record: RecordOf<"carried"> = { kind: "carried", ...roundOf(review), request };
    return [
      ...open.map(({ number }) => phaseSource.move(number, target)),
      { kind: "comment", item: review.issue.number, body: commentOf(record, text) },
    ];
  });
}

function tell(plan: Plan, { review, decided }: Decided): Change {
  const { phase, issue } = review;
  const record: RecordOf<"update"> = { kind: "update", ...roundOf(review), decision: decided.id };
  const text = update(plan, phase, issue, decided.record);
  const comment = commentOf(record, text);
  const category = plan.communicate.discussions;
  if (category === null) return { kind: "comment", item: issue.number, body: comment };
  const title = cut(`${phase.name} is passed`, TITLE_LIMIT);
  const discussion = { category, title, body: comment, mark: markerOf(record) };
  return { kind: "announce", item: issue.number, discussion, comment, said: announcement(category) };
}
