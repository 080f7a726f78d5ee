// What people should look at: records that are ignored, records that are gone and still count, and labels that disagree.

import type { OwnIssue } from "../github/model.ts";
import { DECISION_LABELS } from "../vocabulary.ts";
import { decidedIn, decisionsIn, strictnessOf } from "./decided.ts";
import { type LabelDispute, labelDisputes } from "./decision.ts";
import { movedReviews } from "./own-issue.ts";
import type { Review } from "./round.ts";
import { openConcerns } from "./tally.ts";
import type { Distrusted } from "./trust.ts";
import { parseNeedsWork } from "./voice.ts";

/** What people should look at, where, and what solves it; plain sentences, the first without a full stop. */
export type RecordProblem = { text: string; url: string; next: string };

/** Of the reviews that these issues are, and of those that were transferred here. */
export const decisionProblems = (reviews: readonly Review[], issues: readonly OwnIssue[]): RecordProblem[] => [
  ...movedReviews(issues).map(movedHere),
  ...reviews.flatMap((review) => [
    ...review.distrusted.map(ignoredRecord),
    ...labelDisputes(review).map((dispute) => ({ url: review.issue.url, text: disagreement(dispute), next: AGREE })),
    ...lostConcerns(review),
    ...lostNeedsWorks(review),
  ]),
  ...[...Map.groupBy(reviews, ({ phase }) => phase).values()].flatMap(lostDecision),
];

/** On a review or on a pull request. */
export const ignoredRecord = ({ url, why }: Distrusted): RecordProblem => ({
  url,
  text: `Record ignored: ${why}`,
  next: "Give the command again if it was meant, and delete that comment.",
});

/** On a pull request. */
export const lostEnding = ({ url }: { url: string }): RecordProblem => ({
  url,
  text: "The record that ended the override was deleted or edited, and the override stays ended",
  next: "Nothing, or `/phase override <reason>` for another one.",
});

const movedHere = ({ number, url }: OwnIssue): RecordProblem => ({
  url,
  text: `#${number} was transferred here from another repository, so nothing that was decided there is a decision here`,
  next: "Close it, or transfer it back. `/phase review` opens a review of this repository.",
});

/** One that a later decision took the place of is nobody's worry. */
function lostDecision(reviews: readonly Review[]): RecordProblem[] {
  const latest = decisionsIn(reviews).at(-1);
  if (latest === undefined || latest.recorded !== null) return [];
  const text = `The record of a decision to ${latest.outcome} was deleted or edited, and the decision still counts`;
  return [{ url: latest.url, text, next: "Decide anew by a command on the review, if it is to be lifted." }];
}

const lostConcerns = (review: Review): RecordProblem[] =>
  openConcerns(review).flatMap(({ name, by, url }) =>
    by === null
      ? [
          {
            url,
            text: `The record of the concern "${name}" was deleted or edited, and the concern still holds the decision back`,
            next: `Someone who may decide resolves it on the review with \`/phase resolve ${name}\`.`,
          },
        ]
      : [],
  );

/** Of each person once; a decision to continue has passed it over. */
const lostNeedsWorks = (review: Review): RecordProblem[] =>
  decidedIn(review)?.outcome === "continue"
    ? []
    : review.lost
        .filter(({ kind }) => kind === "needs-work")
        .map(({ name, how, url }) => ({
          url,
          text: `A record that the sign-off "${parseNeedsWork(name)?.signOff ?? name}" needs work was ${how}, and it still counts`,
          next: "Whoever said it answers the sign-off anew by a command on the review.",
        }));

const AGREE = "Take the label off, or decide by a command on the review.";

function disagreement({ review, outcome }: LabelDispute): string {
  const decided = decidedIn(review);
  const says = decided === null ? "no decision was recorded" : `the decision is "${decided.outcome}"`;
  const strictest = strictnessOf({ outcome }) > strictnessOf(decided) ? outcome : decided?.outcome;
  const counts = strictest === undefined ? "no decision" : `"${strictest}"`;
  return `Somebody put the label "${DECISION_LABELS[outcome]}" on, but ${says}. The stricter one counts: ${counts}`;
}
