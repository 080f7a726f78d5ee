// What a phase's reviews decided, over all rounds: the latest record, or a person's label where that is stricter.

import type { OwnIssue } from "../github/model.ts";
import { isSameName } from "../names.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { OUTCOMES, type Outcome, type RecordOf } from "./record.ts";
import { type Review, reviewsOf } from "./review.ts";
import { type Distrusted, ofKind, type Recorded } from "./trust.ts";

/** `url` leads to the record, or to the review with the label. */
export type Decision = {
  outcome: Outcome;
  review: number;
  url: string;
  /** Null where a label says so that no record bears out. */
  record: RecordOf<"decision"> | null;
};

/** What people should look at, where, and what solves it; plain sentences, the first without a full stop. */
export type Problem = { text: string; url: string; next: string };

export const decisionLabel = (outcome: Outcome): string => `decision: ${outcome}`;

/** Of one round: the latest record that counts. */
export const decidedIn = ({ records }: Pick<Review, "records">): Recorded<RecordOf<"decision">> | null =>
  ofKind(records, "decision").at(-1) ?? null;

/** Undecided is stricter than a continue, and milder than what shuts later phases. */
const STRICTNESS = { continue: 0, pivot: 2, stop: 3 } as const satisfies Record<Outcome, number>;
const UNDECIDED = 1;

const strictness = (decision: Pick<Decision, "outcome"> | null): number =>
  decision === null ? UNDECIDED : STRICTNESS[decision.outcome];

/** Of each phase that has one. */
export const decisionsOf = (plan: Pick<Plan, "phases">, issues: readonly OwnIssue[]): Map<Phase, Decision> =>
  new Map(
    [...Map.groupBy(reviewsOf(plan, issues), ({ phase }) => phase)].flatMap(([phase, reviews]) => {
      const decision = decisionOf(reviews);
      return decision === null ? [] : [[phase, decision] as const];
    }),
  );

/** `reviews` are those of one phase. */
function decisionOf(reviews: readonly Review[]): Decision | null {
  const recorded = reviews
    .flatMap((review) => ofKind(review.records, "decision").map((each) => ({ ...each, review })))
    .toSorted((a, b) => a.id - b.id)
    .at(-1);
  const decided: Decision | null =
    recorded === undefined
      ? null
      : { ...recorded, outcome: recorded.record.outcome, review: recorded.review.issue.number };
  return reviews
    .flatMap(disputed)
    .map(
      ({ review: { issue }, outcome }): Decision => ({ outcome, review: issue.number, url: issue.url, record: null }),
    )
    .reduce((strictest, each) => (strictness(each) > strictness(strictest) ? each : strictest), decided);
}

type Dispute = { review: Review; outcome: Outcome };

/** Labels that a person put on and that the round's latest record contradicts. The app's own labels follow the records. */
function disputed(review: Review): Dispute[] {
  const decided = decidedIn(review)?.record.outcome;
  return OUTCOMES.filter((outcome) => outcome !== decided)
    .filter((outcome) => labelOn(review, outcome)?.byApp === false)
    .map((outcome) => ({ review, outcome }));
}

export const labelOn = ({ issue }: Pick<Review, "issue">, outcome: Outcome) =>
  issue.labels.find(({ name }) => isSameName(name, decisionLabel(outcome)));

/** Records that count for nothing, and labels that no record bears out. */
export const problemsOf = (reviews: readonly Review[]): Problem[] =>
  reviews.flatMap((review) => [
    ...review.distrusted.map(countsForNothing),
    ...disputed(review).map((dispute) => ({ url: review.issue.url, text: disagreement(dispute), next: AGREE })),
  ]);

/** On a review or on a pull request. */
export const countsForNothing = ({ url, why }: Distrusted): Problem => ({
  url,
  text: `A record counts for nothing: ${why}`,
  next: "Give the command again if it was meant, and delete that comment.",
});

const AGREE = "Take the label off, or decide by a command on the review.";

function disagreement({ review, outcome }: Dispute): string {
  const decided = decidedIn(review)?.record ?? null;
  const says = decided === null ? "there is no record of a decision" : `the record says "${decided.outcome}"`;
  const stands =
    STRICTNESS[outcome] > strictness(decided)
      ? `"${outcome}"`
      : decided === null
        ? "no decision"
        : `"${decided.outcome}"`;
  return `The label "${decisionLabel(outcome)}" of somebody disagrees: ${says}. The stricter stands: ${stands}`;
}
