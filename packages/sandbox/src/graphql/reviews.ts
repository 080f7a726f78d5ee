// Reviews of pull requests as GraphQL shows them.
import type { PullRequestLatestOpinionatedReviewsArgs } from "@octokit/graphql-schema";
import type { PullRequest } from "../model.ts";
import type { PullReview } from "../model-reviews.ts";
import { hasRole } from "../roles.ts";
import { reviewUrl } from "../views/review.ts";
import { actorOrNull } from "./actors.ts";
import { inOrder, type Paging } from "./connection.ts";
import { refTo, repositoryOf } from "./references.ts";
import { commitOrNull } from "./revisions.ts";
import type { ViewerScope } from "./scope.ts";

export const reviewFields = (scope: ViewerScope, pull: PullRequest) => ({
  reviews: (paging: Paging) => inOrder(paging, pull.reviews, (review) => reviewView(scope, pull, review)),
  latestOpinionatedReviews: ({ writersOnly, ...paging }: PullRequestLatestOpinionatedReviewsArgs) =>
    inOrder(paging, opinions(scope, pull, writersOnly === true), (review) => reviewView(scope, pull, review)),
});

/** Each person's latest review that is more than a comment; who is gone has none. */
function opinions({ repository }: ViewerScope, { reviews }: PullRequest, writersOnly: boolean): PullReview[] {
  const latest = new Map(
    reviews
      .filter(({ state }) => state !== "commented")
      .flatMap((review) => (review.author === null ? [] : [[review.author, review] as const])),
  );
  return [...latest].flatMap(([author, review]) =>
    writersOnly && !hasRole(repository, author, "write") ? [] : [review],
  );
}

const reviewView = (scope: ViewerScope, pull: PullRequest, review: PullReview) => ({
  __typename: "PullRequestReview",
  id: review.nodeId,
  databaseId: review.id,
  author: () => actorOrNull(scope, review.author),
  state: review.state.toUpperCase(),
  body: review.body,
  url: reviewUrl(scope.repository, pull, review),
  submittedAt: review.submittedAt,
  updatedAt: review.updatedAt,
  commit: () => commitOrNull(scope, review.commit),
  pullRequest: () => refTo("item", scope, pull),
  repository: () => repositoryOf(scope),
});
