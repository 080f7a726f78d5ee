// What is still open in a phase moves to another, as a command or the plan asks for; the records say so.
import type { Change } from "../change.ts";
import { decidedIn } from "../decisions/decided.ts";
import { type Rewrite, rewriteOf } from "../decisions/in-effect.ts";
import { parseRecord, type RecordOf } from "../decisions/record.ts";
import { phaseAfter } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { ofKind, type Recorded } from "../decisions/trust.ts";
import { type PhaseTarget, phaseSource } from "../delivery/phase-source.ts";
import type { Plan } from "../plan/plan.ts";
import { completed, isSettled, openOf, type Settling } from "./settle.ts";
import { carriedLater, nothingMoved } from "./words.ts";

type Requested = Recorded<RecordOf<"decision" | "carry-over">>;

/** `request` is the record that asks for it, a decision where the plan says so; `to` is a phase's id. */
type Move = { to: string; request: Requested };

/** What was asked for and is not done. */
export function movesOf(plan: Plan, review: Review): Move[] {
  const asked = ofKind(review.records, "carry-over").map((request): Move => ({ to: request.record.to, request }));
  const done = ofKind(review.records, "carried").map(({ record }) => record.request);
  const left = asked.filter(({ request }) => request.record.settled !== "yes");
  return [...left, ...moveByPlan(plan, review)].filter(({ request }) => !done.includes(request.id));
}

function moveByPlan(plan: Plan, review: Review): Move[] {
  const decided = decidedIn(review)?.recorded ?? null;
  const next = phaseAfter(plan, review.phase);
  if (plan.review.carry_over !== "move" || next === null || decided?.record.outcome !== "continue") return [];
  return isSettled({ review, decided }) ? [] : [{ to: next.id, request: decided }];
}

/** `after` is the review once the notes are written. */
export type CarryOver = { notes: Rewrite[]; moves: Change[]; after: Review };

/** Moving is done again after a crash, which does no harm. How many there were is what the record said when it was written. */
export function carryIssues(context: Settling, review: Review): CarryOver {
  const moves = movesOf(context.plan, review);
  const notes: Rewrite[] = [];
  for (const move of moves) notes.push(...notMoved(context, withRewrites(review, notes), move));
  for (const request of ofKind(withRewrites(review, notes).records, "carry-over"))
    notes.push(...toldByDecision(context, withRewrites(review, notes), request));
  return { notes, moves: moves.flatMap((move) => itemMoves(context, move)), after: withRewrites(review, notes) };
}

/** The commands that were carried out with these moves; a decision is completed with all else that follows from it. */
export const completedRequests = (plan: Plan, review: Review): Change[] =>
  completed(
    review,
    movesOf(plan, review).flatMap(({ request }) =>
      request.record.kind === "carry-over" ? rewriteOf(request, { ...request.record, settled: "yes" }) : [],
    ),
  );

/** Null where the phase has no open milestone any more. */
function targetOf({ plan, milestones }: Settling, { to }: Move): PhaseTarget | null {
  const phase = plan.phases.find(({ id }) => id === to) ?? null;
  return phase === null ? null : phaseSource.target(plan, phase, milestones);
}

function itemMoves(context: Settling, move: Move): Change[] {
  const target = targetOf(context, move);
  if (target === null) return [];
  return openOf(context.state, context.issues).map(({ number }) => phaseSource.move(number, target));
}

const nameIn = ({ phases }: Plan, id: string): string => phases.find((phase) => phase.id === id)?.name ?? id;

/** The request's record says that it comes to nothing. */
function notMoved(context: Settling, { records }: Review, move: Move): Rewrite[] {
  const own = records.find(({ id }) => id === move.request.id);
  if (own === undefined || targetOf(context, move) !== null) return [];
  return noted(own, own.id, nothingMoved(nameIn(context.plan, move.to)));
}

/** The decision's record says that a command moved the rest since; always, as an old read may have written over it. */
function toldByDecision({ plan }: Settling, review: Review, request: Recorded<RecordOf<"carry-over">>): Rewrite[] {
  const decided = decidedIn(review)?.recorded ?? null;
  const { settled, by, to, carried } = request.record;
  if (decided?.record.outcome !== "continue" || decided.id > request.id) return [];
  if (settled === undefined || carried !== undefined) return [];
  return noted(decided, request.id, carriedLater(by, nameIn(plan, to), request.url));
}

function noted(recorded: Recorded, request: number, text: string): Rewrite[] {
  const { record } = recorded;
  if (record.kind !== "decision" && record.kind !== "carry-over") return [];
  const before = record.carried ?? [];
  if (before.includes(String(request))) return [];
  return rewriteOf(recorded, { ...record, carried: [...before, String(request)] }, text);
}

/** The review as it is once these are written; of several for one comment, the last. */
export const withRewrites = (review: Review, rewrites: readonly Rewrite[]): Review => ({
  ...review,
  records: review.records.map((recorded): Recorded => {
    const body = rewrites.findLast(({ comment }) => comment === recorded.id)?.body;
    return body === undefined ? recorded : { ...recorded, body, record: parseRecord(body) ?? recorded.record };
  }),
});
