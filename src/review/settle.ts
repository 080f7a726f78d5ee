// What follows from a decision: its text, closing, what is planned again, and who is told. The record says when all of it was written.
import type { Change } from "../change.ts";
import type { MemberIssue } from "../criteria/labelled.ts";
import type { PlacedReference } from "../criteria/placed.ts";
import { type Rewrite, rewriteOf } from "../decisions/in-effect.ts";
import { commentOf, markerOf, type RecordOf } from "../decisions/record.ts";
import { titleOf } from "../decisions/review.ts";
import { type Review, roundOf } from "../decisions/round.ts";
import { ofKind } from "../decisions/trust.ts";
import type { Member } from "../delivery/member.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { placedLinks } from "../delivery/placed-link.ts";
import type { IssueChange } from "../github/port.ts";
import { cut } from "../markdown/cut.ts";
import { escapeText } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";
import { decidedBody } from "./body.ts";
import { withAddition } from "./sections.ts";
import type { Step } from "./state.ts";
import { announcement, updateText } from "./update.ts";
import { leftOver, REPLANNING } from "./words.ts";

/** GitHub takes 256 characters. */
const TITLE_LIMIT = 200;

export type DecidedRound = Pick<Extract<Step, { kind: "settle" }>, "review" | "decided">;

/** `issues` are the phase's in all repositories, null where not all were read; `own` are those of the repository that is looked at. */
export type Settling = {
  plan: Plan;
  state: PhaseState;
  members: readonly Member[];
  /** Its key. */
  here: string;
  issues: MemberIssue[] | null;
  own: MemberIssue[] | null;
};

/** In earlier editions a comment with the update for stakeholders said so. */
export function isSettled({ review, decided }: DecidedRound): boolean {
  const { outcome, settled } = decided.record;
  return outcome !== "continue" || settled === "yes" || (settled === undefined && isTold({ review, decided }));
}

const isTold = ({ review, decided }: DecidedRound): boolean =>
  ofKind(review.records, "update").some(({ record }) => record.decision === decided.id);

/** Labels, and what is moved, are looked after for all reviews. `isMoving`: another repository has yet to move what is its own. */
export function settle(context: Settling, step: DecidedRound, isMoving: boolean): Change[] {
  const change = textAndState(context, step);
  const number = step.review.issue.number;
  return [
    ...(Object.keys(change).length > 0 ? [{ kind: "update-issue", number, change } as const] : []),
    ...(isSettled(step) ? [] : tell(context.plan, step)),
    ...(isSettled(step) || isMoving ? [] : completed(step.review, settledRecord(step))),
  ];
}

const settledRecord = ({ decided }: DecidedRound): Rewrite[] =>
  rewriteOf(decided, { ...decided.record, settled: "yes" });

/** Written behind everything else. */
export const completed = ({ issue }: Review, rewrites: readonly Rewrite[]): Change[] =>
  rewrites.map((rewrite): Change => ({ kind: "complete", item: issue.number, ...rewrite }));

function textAndState(context: Settling, step: DecidedRound): IssueChange {
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

function withConsequences({ plan, state, issues, members }: Settling, step: DecidedRound): string {
  const { outcome, reason } = step.decided.record;
  const body = decidedBody(plan, state, step.review);
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
    items: placedLinks(members, open),
  });
}

/** Of those that could not be read one by one, the first. */
export const openOf = ({ milestones }: PhaseState, issues: MemberIssue[] | null): PlacedReference[] =>
  issues?.filter(({ state }) => state === "open") ??
  milestones.flatMap(({ member, issues: { firstOpen } }) => firstOpen.map((issue) => ({ ...issue, member })));

/** A comment of its own only where the plan names somebody or somewhere. */
function tell(plan: Plan, step: DecidedRound): Change[] {
  const { review, decided } = step;
  const { mention, discussions: category } = plan.communicate;
  if (isTold(step) || (mention.length === 0 && category === null)) return [];
  const { phase, issue } = review;
  const record: RecordOf<"update"> = { kind: "update", ...roundOf(review), decision: decided.id };
  const comment = commentOf(record, updateText(plan, review, decided));
  if (category === null) return [{ kind: "comment", item: issue.number, body: comment }];
  const title = cut(`${phase.name} is passed`, TITLE_LIMIT);
  const discussion = { category, title, body: comment, mark: markerOf(record) };
  return [{ kind: "announce", item: issue.number, discussion, comment, said: announcement(category) }];
}
