// An issue's parent and how far its sub-issues are, as REST and webhooks show them: https://docs.github.com/en/rest/issues/sub-issues
import type { Repository, World, WorldIssue } from "../model.ts";
import { apiOf } from "./repository.ts";

export const NO_SUB_ISSUES = { total: 0, completed: 0, percent_completed: 0 };

/** Issues of the same owner, with where they are, by id. */
function* issuesOf(world: World, { owner }: Repository): Generator<{ repository: Repository; issue: WorldIssue }> {
  for (const repository of world.repositories.filter((each) => each.owner === owner))
    for (const issue of repository.items) if (issue.kind === "issue") yield { repository, issue };
}

export function subIssuesSummary(world: World, repository: Repository, { subIssueIds }: WorldIssue) {
  if (subIssueIds.length === 0) return NO_SUB_ISSUES;
  const found = [...issuesOf(world, repository)].filter(({ issue }) => subIssueIds.includes(issue.id));
  const completed = found.filter(({ issue }) => issue.state === "closed").length;
  return {
    total: found.length,
    completed,
    percent_completed: Math.floor((100 * completed) / Math.max(1, found.length)),
  };
}

export function familyView(world: World, repository: Repository, issue: WorldIssue) {
  const summary = { sub_issues_summary: subIssuesSummary(world, repository, issue) };
  if (issue.parentId === null) return summary;
  const parent = [...issuesOf(world, repository)].find((each) => each.issue.id === issue.parentId);
  if (parent === undefined) return summary;
  return { ...summary, parent_issue_url: `${apiOf(world, parent.repository)}/issues/${parent.issue.number}` };
}
