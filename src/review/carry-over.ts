// What is still open in a phase moves to another, as a command or the plan asks for; the records say so.
import type { Change } from "../change.ts";
import { decidedIn } from "../decisions/decided.ts";
import { type Rewrite, rewriteOf } from "../decisions/in-effect.ts";
import { parseRecord, type RecordOf } from "../decisions/record.ts";
import { phaseAfter, reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { ofKind, type Recorded } from "../decisions/trust.ts";
import type { HomeAsking, PhaseMove } from "../delivery/delivery.ts";
import { type PhaseTarget, phaseSource } from "../delivery/phase-source.ts";
import type { OwnIssue } from "../github/model.ts";
import type { Plan } from "../plan/plan.ts";
import { type Leaving, leavingOf } from "./leaving.ts";
import { completed, isSettled, openOf, type Settling } from "./settle.ts";
import { carriedLater, leftText } from "./words.ts";

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

/** What the reviews of a home ask of the other repositories. */
export const askedBy = (plan: Plan, reviews: readonly OwnIssue[]): HomeAsking => ({
  moves: pendingMoves(plan, reviews),
  reviewing: reviewsOf(plan, reviews).flatMap(({ phase, issue }) => (issue.state === "open" ? [phase.id] : [])),
});

/** What the home asks each repository to do: both are phases' ids. */
export const pendingMoves = (plan: Plan, reviews: readonly OwnIssue[]): PhaseMove[] =>
  reviewsOf(plan, reviews).flatMap((review) => movesOf(plan, review).map(({ to }) => ({ phase: review.phase.id, to })));

/** Where reviews are elsewhere: a look writes in its own repository only, so each moves its own issues. */
export const moveIssues = (context: Settling, { to }: Pick<Move, "to">): Change[] => {
  const target = ownTarget(context, to);
  if (target === null) return [];
  const open = openOf(context.state, context.own).filter(({ member }) => member === context.here);
  return open.map(({ number }) => phaseSource.move(number, target));
};

/** Whether another repository has issues left that it can move; one without a milestone to move them to has not. */
export const isMovingElsewhere = (context: Settling, review: Review): boolean =>
  movesOf(context.plan, review).some((move) => movingElsewhere(context, move).length > 0);

/** The other repositories that have. */
export const movingElsewhere = (context: Settling, { to }: Pick<Move, "to">): Leaving[] =>
  leavingTo(context, to).filter(
    ({ place, open, target }) => place.member !== context.here && open > 0 && target !== null,
  );

/** `after` is the review once the notes are written. */
export type CarryOver = { notes: Rewrite[]; moves: Change[]; after: Review };

/** Moving is done again after a crash, which does no harm. How many there were is what the record said when it was written. */
export function carryIssues(context: Settling, review: Review): CarryOver {
  const moves = movesOf(context.plan, review);
  const notes: Rewrite[] = [];
  for (const move of moves) notes.push(...notMoved(context, withRewrites(review, notes), move));
  for (const request of ofKind(withRewrites(review, notes).records, "carry-over"))
    notes.push(...toldByDecision(context, withRewrites(review, notes), request));
  return { notes, moves: moves.flatMap((move) => moveIssues(context, move)), after: withRewrites(review, notes) };
}

/** The commands that were carried out with these moves; a decision is completed with all else that follows from it. */
export const completedRequests = (context: Settling, review: Review): Change[] =>
  completed(
    review,
    movesOf(context.plan, review)
      .filter((move) => movingElsewhere(context, move).length === 0)
      .flatMap(({ request }) =>
        request.record.kind === "carry-over" ? rewriteOf(request, { ...request.record, settled: "yes" }) : [],
      ),
  );

function leavingTo({ plan, state, members }: Settling, id: string): Leaving[] {
  const to = plan.phases.find((phase) => phase.id === id);
  return to === undefined ? [] : leavingOf(plan, members, { from: state.phase, to });
}

/** Null where the phase has no open milestone any more. */
const ownTarget = (context: Settling, to: string): PhaseTarget | null =>
  leavingTo(context, to).find(({ place }) => place.member === context.here)?.target ?? null;

const nameIn = ({ phases }: Plan, id: string): string => phases.find((phase) => phase.id === id)?.name ?? id;

/** The request's record says what it leaves where it is. */
function notMoved(context: Settling, { records }: Review, move: Move): Rewrite[] {
  const own = records.find(({ id }) => id === move.request.id);
  const text = own === undefined ? null : leftText(leavingTo(context, move.to), nameIn(context.plan, move.to));
  return own === undefined || text === null ? [] : noted(own, own.id, text);
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
