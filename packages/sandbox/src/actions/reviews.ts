// Reviews of pull requests: submitted, edited and dismissed.
import { tellReview, type Where } from "../events.ts";
import { GitHubError, type PullRequest } from "../model.ts";
import type { PullReview, PullReviewState } from "../model-reviews.ts";
import { invalidField, nodeId } from "../world.ts";

export type NewReview = { state: Exclude<PullReviewState, "dismissed">; body?: string | undefined };

/** Nobody approves, or asks for changes of, their own: https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request */
export function submitReview(where: Where, pull: PullRequest, { state, body = "" }: NewReview): PullReview {
  const { world, actor } = where;
  if (actor.account === pull.author && state !== "commented")
    throw new GitHubError(422, "Unprocessable Entity: Can not approve your own pull request");
  if (state !== "approved" && body === "") throw invalidField("PullRequestReview", "body", "missing_field");
  const id = world.nextId();
  const now = world.now();
  const review: PullReview = {
    ...{ id, nodeId: nodeId("PRR", id), author: actor.account, state, body, commit: pull.head.sha },
    submittedAt: now,
    updatedAt: now,
  };
  pull.reviews.push(review);
  touch(where, pull, review, "submitted");
  return review;
}

export function editReview(where: Where, pull: PullRequest, review: PullReview, body: string): void {
  const from = review.body;
  review.body = body;
  touch(where, pull, review, "edited", { changes: { body: { from } } });
}

/** Only what says something can be dismissed. */
export function dismissReview(where: Where, pull: PullRequest, review: PullReview): void {
  if (review.state !== "approved" && review.state !== "changes_requested")
    throw new GitHubError(422, "Can not dismiss a commented pull request review");
  review.state = "dismissed";
  touch(where, pull, review, "dismissed");
}

function touch(where: Where, pull: PullRequest, review: PullReview, action: string, more: object = {}): void {
  review.updatedAt = where.world.now();
  pull.updatedAt = where.world.now();
  tellReview(where, pull, review, action, more);
}
