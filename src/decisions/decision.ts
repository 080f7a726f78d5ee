// What a phase's reviews decided, over all rounds: the latest decision, or a person's label where that is stricter.

import type { OwnIssue } from "../github/model.ts";
import { isSameName } from "../names.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { DECISION_LABELS } from "../vocabulary.ts";
import { decidedIn, decisionsIn, strictnessOf } from "./decided.ts";
import { OUTCOMES, type Outcome, type RecordOf } from "./record.ts";
import { reviewsOf } from "./review.ts";
import type { Review } from "./round.ts";

/** `url` leads to the record, or to the review with the label. */
export type Decision = {
  outcome: Outcome;
  review: number;
  url: string;
  /** Null where no record bears it out: a label says so, or the record is gone. */
  record: RecordOf<"decision"> | null;
};

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
  const latest = decisionsIn(reviews).at(-1);
  const decided: Decision | null =
    latest === undefined
      ? null
      : {
          outcome: latest.outcome,
          review: latest.review.issue.number,
          url: latest.url,
          record: latest.recorded?.record ?? null,
        };
  return reviews
    .flatMap(labelDisputes)
    .map(
      ({ review: { issue }, outcome }): Decision => ({ outcome, review: issue.number, url: issue.url, record: null }),
    )
    .reduce((strictest, each) => (strictnessOf(each) > strictnessOf(strictest) ? each : strictest), decided);
}

export type LabelDispute = { review: Review; outcome: Outcome };

/** Labels that a person put on and that the round's decision contradicts. The app's own labels follow the decision. */
export function labelDisputes(review: Review): LabelDispute[] {
  const decided = decidedIn(review)?.outcome;
  return OUTCOMES.filter((outcome) => outcome !== decided)
    .filter((outcome) => labelOn(review, outcome)?.byApp === false)
    .map((outcome) => ({ review, outcome }));
}

export const labelOn = ({ issue }: Pick<Review, "issue">, outcome: Outcome) =>
  issue.labels.find(({ name }) => isSameName(name, DECISION_LABELS[outcome]));
