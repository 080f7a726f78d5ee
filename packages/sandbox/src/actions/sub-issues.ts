// Issues below other issues: https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/adding-sub-issues
import { tell, type Where } from "../events.ts";
import { GitHubError, type Repository, type World, type WorldIssue } from "../model.ts";
import { issueView } from "../views/item.ts";
import { repositoryView } from "../views/repository.ts";

/** https://docs.github.com/en/rest/issues/sub-issues#add-sub-issue */
const MOST = 100;

export type PlacedIssue = { repository: Repository; issue: WorldIssue };

/** Issues are found in every repository of the same owner, as sub-issues may be in any. */
export function findIssueById(world: World, owner: Repository["owner"], id: number): PlacedIssue | null {
  for (const repository of world.repositories.filter((each) => each.owner === owner)) {
    const issue = repository.items.find((item) => item.kind === "issue" && item.id === id);
    if (issue?.kind === "issue") return { repository, issue };
  }
  return null;
}

/** In the order in which they were added. */
export const subIssuesOf = (world: World, { owner }: Repository, { subIssueIds }: WorldIssue): PlacedIssue[] =>
  subIssueIds.map((id) => findIssueById(world, owner, id)).filter((found) => found !== null);

export function addSubIssue(where: Where, parent: WorldIssue, sub: PlacedIssue): void {
  if (sub.issue.parentId !== null) throw new GitHubError(422, "Issue may only have one parent");
  if (sub.issue === parent || sub.repository.owner !== where.repository.owner || parent.subIssueIds.length >= MOST)
    throw new GitHubError(422, "The provided sub-issue can't be added");
  parent.subIssueIds.push(sub.issue.id);
  sub.issue.parentId = parent.id;
  tellBoth(where, parent, sub, "added");
}

export function removeSubIssue(where: Where, parent: WorldIssue, sub: PlacedIssue): void {
  if (sub.issue.parentId !== parent.id) throw new GitHubError(404, "The provided sub-issue does not exist");
  parent.subIssueIds = parent.subIssueIds.filter((id) => id !== sub.issue.id);
  sub.issue.parentId = null;
  tellBoth(where, parent, sub, "removed");
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#sub_issues */
function tellBoth(where: Where, parent: WorldIssue, sub: PlacedIssue, what: "added" | "removed"): void {
  const { world, repository } = where;
  const both = {
    parent_issue_id: parent.id,
    parent_issue: issueView(world, repository, parent),
    sub_issue_id: sub.issue.id,
    sub_issue: issueView(world, sub.repository, sub.issue),
  };
  const sub_issue_repo = repositoryView(world, sub.repository);
  const parent_issue_repo = repositoryView(world, repository);
  tell(where, "sub_issues", `sub_issue_${what}`, { ...both, sub_issue_repo });
  tell({ ...where, repository: sub.repository }, "sub_issues", `parent_issue_${what}`, { ...both, parent_issue_repo });
}
