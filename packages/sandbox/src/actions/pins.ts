// Issues pinned to the top of the repository's list: https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/pinning-an-issue-to-your-repository
import { tellIssue, type Where } from "../events.ts";
import { GitHubError, type WorldIssue } from "../model.ts";

const LIMIT = 3;

export function pinIssue(where: Where, issue: WorldIssue): void {
  if (issue.pinned) throw new GitHubError(422, "Issue is already pinned");
  const pinned = where.repository.items.filter((item) => item.kind === "issue" && item.pinned);
  if (pinned.length >= LIMIT) throw new GitHubError(422, `Maximum ${LIMIT} pinned issues per repository`);
  issue.pinned = true;
  tellIssue(where, issue, "pinned");
}

export function unpinIssue(where: Where, issue: WorldIssue): void {
  if (!issue.pinned) throw new GitHubError(422, "Issue is not pinned");
  issue.pinned = false;
  tellIssue(where, issue, "unpinned");
}
