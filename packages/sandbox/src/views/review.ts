// Reviews of pull requests as webhooks show them.
import type { PullRequest, Repository, World } from "../model.ts";
import type { PullReview } from "../model-reviews.ts";
import { nullable } from "./account.ts";
import { apiOf } from "./repository.ts";

export const reviewUrl = (repository: Repository, pull: PullRequest, { id }: PullReview): string =>
  `${repository.url}/pull/${pull.number}#pullrequestreview-${id}`;

export function reviewView(world: World, repository: Repository, pull: PullRequest, review: PullReview) {
  const html = reviewUrl(repository, pull, review);
  const url = `${apiOf(world, repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: review.nodeId,
    user: nullable(world, review.author),
    body: review.body === "" ? null : review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: "NONE",
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: review.submittedAt.toISOString(),
    updated_at: review.updatedAt.toISOString(),
    commit_id: review.commit,
  };
}
