// How a boundary review is known again: by its records, by the marker in its body, or by its title and what the app labelled it.
import type { OwnIssue } from "../github/model.ts";
import { reviewTitle } from "../plan/derived.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { REVIEW_LABEL } from "../vocabulary.ts";
import { goneDecisions } from "./decided.ts";
import { lostRecords, unaccountedFor } from "./lost.ts";
import { isDashboardIssue, isMovedIssue, wasLabelled } from "./own-issue.ts";
import { parseReviewMarker, type ReviewMark } from "./review-marker.ts";
import type { Review } from "./round.ts";
import { type Recorded, recordsOf } from "./trust.ts";

/** Opened by `/phase review` while milestones were open: those don't supersede it. Taken out once they all are closed. */
export const EARLY = "<!-- milegate:early -->";

export const isEarly = (body: string): boolean => body.includes(EARLY);

/** Closed by the app because a milestone was reopened; comes with the closing, in one write. Taken out of a round that somebody reopens. */
const SUPERSEDED = "<!-- milegate:superseded -->";

export const isMarkedSuperseded = (body: string): boolean => body.includes(SUPERSEDED);

/** GitHub takes 65,536 characters: where people filled them, the times of closing have to do. */
export function withSuperseded(body: string): string {
  const marked = `${body}\n\n${SUPERSEDED}`;
  return isMarkedSuperseded(body) || marked.length > 65_536 ? body : marked;
}

export const withoutSuperseded = (body: string): string =>
  isMarkedSuperseded(body) ? body.replace(SUPERSEDED, "").trimEnd() : body;

/** "Boundary review: MVP → Enhancement", and "→ done" for the last phase. */
export const titleOf = (plan: Pick<Plan, "phases">, phase: Phase): string =>
  reviewTitle(phase.name, phaseAfter(plan, phase)?.name ?? null);

export const phaseAfter = ({ phases }: Pick<Plan, "phases">, phase: Phase): Phase | null =>
  phases[phases.indexOf(phase) + 1] ?? null;

/** Only issues that the app wrote may be given. The latest round first; of one round the first that was opened. */
export function reviewsOf(plan: Pick<Plan, "phases">, issues: readonly OwnIssue[]): Review[] {
  const reviews: Review[] = [];
  for (const issue of issues.toSorted((a, b) => a.number - b.number)) {
    const review = reviewOf(plan, issue, reviews);
    if (review !== null) reviews.push(review);
  }
  return reviews.toSorted((a, b) => b.round - a.round || a.issue.number - b.issue.number);
}

/** Where somebody took the marker out, the round is that of its records, or the one after those `before` it. */
function reviewOf(plan: Pick<Plan, "phases">, issue: OwnIssue, before: readonly Review[]): Review | null {
  if (isMovedIssue(issue)) return null;
  const { trusted, edited, distrusted } = recordsOf(issue.comments);
  const mark = markOf(issue);
  const recorded = roundIn([...trusted, ...edited]);
  if (recorded === undefined && isDashboardIssue(issue)) return null;
  const phase = phaseOfReview(plan, issue, recorded?.phase, mark?.phase);
  if (phase === undefined) return null;
  const last = Math.max(0, ...before.filter((each) => each.phase === phase).map((each) => each.round));
  const written = mark?.phase === phase.id ? mark.round : undefined;
  const round = recorded?.round ?? written ?? last + 1;
  const records = trusted.filter(({ record }) => "round" in record && isRound(record, phase, round));
  const listed = mark?.restricts ?? null;
  const review = { issue, phase, round, records, lost: lostRecords(issue, records, edited, listed ?? []), distrusted };
  return listed === null ? withUnaccounted(review) : review;
}

/** Where the list is not as the app wrote it, any comment that is gone may have been a concern, unless a decision is known to be. */
function withUnaccounted(review: Review): Review {
  const gone = goneDecisions(review);
  return { ...review, lost: [...review.lost, ...unaccountedFor(review.issue, review.lost).slice(gone.length)] };
}

/** One that names another repository is not the app's: somebody wrote it there, or carried the issue over. */
function markOf({ body, repository }: OwnIssue): ReviewMark | null {
  const mark = parseReviewMarker(body);
  return mark === null || (mark.repository ?? repository) === repository ? mark : null;
}

type Round = { phase: string; round: number };

const isRound = (record: Round, phase: Phase, round: number): boolean =>
  record.phase === phase.id && record.round === round;

/** Nobody but the app can write one, so it counts for more than the body. */
function roundIn(records: readonly Recorded[]): Round | undefined {
  return records.flatMap(({ record }) => ("round" in record ? [record] : [])).at(-1);
}

/**
 * By its records; then by the label that the app itself put on, as GitHub's timeline has it; then by what whoever may write can
 * change: the marker and the title. Labels of somebody else make no review.
 */
function phaseOfReview(
  { phases }: Pick<Plan, "phases">,
  issue: OwnIssue,
  recorded: string | undefined,
  marked: string | undefined,
): Phase | undefined {
  if (recorded !== undefined) return phases.find(({ id }) => id === recorded);
  const labelled = wasLabelled(issue, REVIEW_LABEL) && phases.find(({ label }) => wasLabelled(issue, label));
  if (labelled) return labelled;
  if (marked !== undefined) return phases.find(({ id }) => id === marked);
  return phases.find((phase) => titleOf({ phases }, phase) === issue.title);
}
