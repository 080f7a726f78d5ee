// Issues as GraphQL shows them.
import { closedBy } from "../actions/pulls.ts";
import { findIssueById, type PlacedIssue, subIssuesOf } from "../actions/sub-issues.ts";
import type { PullRequest, WorldIssue, WorldItem } from "../model.ts";
import { subIssuesSummary } from "../views/family.ts";
import { inOrder, type Paging } from "./connection.ts";
import { itemFields } from "./items.ts";
import { refTo } from "./references.ts";
import { isVisible, type ViewerScope } from "./scope.ts";
import { reasonOf } from "./state-reason.ts";

/** Of a pull request, it is the issue underneath: what a comment's `issue` shows. */
export const graphqlIssue = (scope: ViewerScope, item: WorldItem) => ({
  ...itemFields(scope, item),
  __typename: "Issue",
  state: item.state.toUpperCase(),
  stateReason: ({ enableDuplicate = false }: { enableDuplicate?: boolean }) =>
    item.kind === "issue" ? reasonOf(item.stateReason, enableDuplicate) : null,
  ...(item.kind === "issue" ? familyFields(scope, item) : {}),
  isPinned: item.kind === "issue" && item.pinned,
  closedByPullRequestsReferences: ({ includeClosedPrs = false, ...paging }: Paging & { includeClosedPrs?: boolean }) =>
    inOrder(
      paging,
      closing(scope, item).filter((pull) => includeClosedPrs || isLive(pull)),
      (pull) => refTo("item", scope, pull),
    ),
});

const familyFields = (scope: ViewerScope, issue: WorldIssue) => {
  const { world, repository } = scope;
  const placed = ({ repository: there, issue: found }: PlacedIssue) =>
    refTo("item", { ...scope, repository: there }, found);
  const isSeen = ({ repository: there }: PlacedIssue): boolean => isVisible(scope, there);
  return {
    parent: () => {
      const parent = issue.parentId === null ? null : findIssueById(world, repository.owner, issue.parentId);
      return parent === null || !isSeen(parent) ? null : placed(parent);
    },
    subIssues: (paging: Paging) => inOrder(paging, subIssuesOf(world, repository, issue).filter(isSeen), placed),
    subIssuesSummary: () => {
      const { total, completed, percent_completed: percentCompleted } = subIssuesSummary(world, repository, issue);
      return { total, completed, percentCompleted };
    },
  };
};

const closing = ({ repository }: ViewerScope, item: WorldItem): PullRequest[] =>
  repository.items
    .filter((each) => each.kind === "pull")
    .filter((pull) => closedBy(repository, pull).some((issue) => issue === item));

const isLive = ({ state, merged }: PullRequest): boolean => state === "open" || merged;
