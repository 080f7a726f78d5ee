// The boundary review as a state machine: where a phase's review is, and what has to follow. docs/records.md draws it.

import { decidedIn } from "../decisions/decided.ts";
import type { RecordOf } from "../decisions/record.ts";
import { isEarly, isMarkedSuperseded } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import type { Recorded } from "../decisions/trust.ts";
import type { Milestone, OwnIssue } from "../github/model.ts";

/**
 * A milestone that was closed longer ago than this is history, not a boundary: the app may have been installed, or the
 * plan written, long after. Deliveries can be had again for three days, so nothing that is missed is missed for good.
 */
const RECENT_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * - `in-review`: open, undecided: its evidence is kept current;
 * - `continued`, `pivoted`, `stopped`: decided, by the latest decision of the round that counts;
 * - `superseded`: closed without a decision, by a reopened milestone or by somebody.
 */
export type ReviewState = "in-review" | "continued" | "pivoted" | "stopped" | "superseded";

const DECIDED = { continue: "continued", pivot: "pivoted", stop: "stopped" } as const;

export function reviewStateOf(review: Review): ReviewState {
  const decided = decidedIn(review);
  if (decided !== null) return DECIDED[decided.outcome];
  return review.issue.state === "open" ? "in-review" : "superseded";
}

export type Step =
  | { kind: "open"; round: number }
  | { kind: "keep"; review: Review }
  /** The milestone was reopened. */
  | { kind: "supersede"; review: Review }
  /** Opened a second time by accident; `by` is the one that stays. */
  | { kind: "close-duplicate"; review: Review; by: Review }
  /** Decided: what follows from the decision is made so. */
  | { kind: "settle"; review: Review; decided: Recorded<RecordOf<"decision">> }
  /** Decided, but the record is gone: what the review says of itself is put back. */
  | { kind: "restore"; review: Review };

type Phase = { milestones: readonly Pick<Milestone, "state" | "closedAt">[]; reviews: readonly Review[] };

/** What has to follow for one phase. `reviews` are its own, the latest round first. */
export function stepsOf({ milestones, reviews }: Phase, now: Date): Step[] {
  const closedAt = phaseClosing(milestones);
  const steps = reviews.flatMap((review) => stepOf(review, reviews, closedAt));
  return isDue(reviews, closedAt, now) ? [...steps, { kind: "open", round: (reviews[0]?.round ?? 0) + 1 }] : steps;
}

function stepOf(review: Review, reviews: readonly Review[], closedAt: Date | null): Step[] {
  const decided = decidedIn(review);
  if (decided !== null)
    return [
      decided.recorded === null ? { kind: "restore", review } : { kind: "settle", review, decided: decided.recorded },
    ];
  if (reviewStateOf(review) === "superseded") return [];
  const by = reviews.find((each) => each.round === review.round && each.issue.number < review.issue.number);
  if (by !== undefined) return [{ kind: "close-duplicate", review, by }];
  const reopened = closedAt === null && !isEarly(review.issue.body);
  return [{ kind: reopened ? "supersede" : "keep", review }];
}

/** When the last of the phase's milestones was closed; null while one is open or there is none. */
export function phaseClosing(milestones: Phase["milestones"]): Date | null {
  const times = milestones.map(({ state, closedAt }) => (state === "closed" ? closedAt : null));
  if (times.length === 0 || times.includes(null)) return null;
  return new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)));
}

/**
 * A first round for a recent closing; a further one only if the milestones were closed anew since an undecided round
 * ended: those of a superseded one were open, so they were, though maybe before the app got to closing it. GitHub counts
 * in seconds. After a decision only `/phase review` opens one.
 */
function isDue(reviews: readonly Review[], closedAt: Date | null, now: Date): boolean {
  if (closedAt === null || now.getTime() - closedAt.getTime() > RECENT_MS) return false;
  if (reviews.some((review) => decidedIn(review) !== null || review.issue.state === "open")) return false;
  return reviews.every(({ issue }) => isMarkedSuperseded(issue.body) || isAnew(closedAt, issue));
}

/** Within one second only a round that was superseded lets another one open. */
const isAnew = (closed: Date, { closedAt: ended, stateReason }: OwnIssue): boolean =>
  ended !== null && (closed > ended || (closed.getTime() === ended.getTime() && stateReason === "not_planned"));
