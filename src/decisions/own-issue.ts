// What an issue of the app's own is, whatever somebody made of its title, body and labels: a review, the dashboard, or neither.
import type { OwnIssue } from "../github/model.ts";
import { isSameName } from "../names.ts";
import { DASHBOARD_LABEL, DASHBOARD_MARKER, DASHBOARD_TITLE, REVIEW_LABEL } from "../vocabulary.ts";
import { parseReviewMarker } from "./review-marker.ts";
import { recordsOf } from "./trust.ts";

/** Whether the app itself ever put that label on, though somebody may have taken it off. */
export const wasLabelled = ({ history }: Pick<OwnIssue, "history">, label: string): boolean =>
  history?.labelled.some(({ name }) => isSameName(name, label)) === true;

/**
 * Brought in from another repository, where somebody else may decide. GitHub's timeline says so; what the body says counts only on
 * a host without one, as whoever may write can change it to get rid of a review.
 */
export const isMovedIssue = ({ history, body, repository }: OwnIssue): boolean =>
  history === null ? (parseReviewMarker(body)?.repository ?? repository) !== repository : history.isTransferred;

/** Whether the app keeps its dashboard there. A review stays a review, whatever somebody wrote into it. */
export function isDashboardIssue(issue: OwnIssue): boolean {
  if (isSurelyReview(issue)) return false;
  const isTold = issue.body.includes(DASHBOARD_MARKER) || issue.title === DASHBOARD_TITLE;
  return isTold || (wasLabelled(issue, DASHBOARD_LABEL) && !wasLabelled(issue, REVIEW_LABEL));
}

function isSurelyReview(issue: OwnIssue): boolean {
  const { trusted, edited } = recordsOf(issue.comments);
  if ([...trusted, ...edited].some(({ record }) => "round" in record)) return true;
  if (wasLabelled(issue, DASHBOARD_LABEL)) return false;
  return wasLabelled(issue, REVIEW_LABEL) || parseReviewMarker(issue.body) !== null;
}

/** Those that were transferred here with a review's marker or records, or that somebody labelled as one. */
export const movedReviews = (issues: readonly OwnIssue[]): OwnIssue[] =>
  issues.filter(
    (issue) =>
      isMovedIssue(issue) && (isSurelyReview(issue) || issue.labels.some(({ name }) => isSameName(name, REVIEW_LABEL))),
  );
