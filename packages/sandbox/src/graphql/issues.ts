// Issues as GraphQL shows them.
import { closedBy } from "../actions/pulls.ts";
import type { Item, PullRequest } from "../model.ts";
import { inOrder, type Paging } from "./connection.ts";
import { itemFields } from "./items.ts";
import { refTo } from "./references.ts";
import type { Scope } from "./scope.ts";
import { reasonOf } from "./state-reason.ts";

/** Of a pull request, it is the issue underneath: what a comment's `issue` shows. */
export const issueView = (scope: Scope, item: Item) => ({
  ...itemFields(scope, item),
  __typename: "Issue",
  state: item.state.toUpperCase(),
  stateReason: ({ enableDuplicate = false }: { enableDuplicate?: boolean }) =>
    item.kind === "issue" ? reasonOf(item.stateReason, enableDuplicate) : null,
  isPinned: item.kind === "issue" && item.pinned,
  closedByPullRequestsReferences: ({ includeClosedPrs = false, ...paging }: Paging & { includeClosedPrs?: boolean }) =>
    inOrder(
      paging,
      closing(scope, item).filter((pull) => includeClosedPrs || isLive(pull)),
      (pull) => refTo("item", scope, pull),
    ),
});

const closing = ({ repository }: Scope, item: Item): PullRequest[] =>
  repository.items
    .filter((each) => each.kind === "pull")
    .filter((pull) => closedBy(repository, pull).some((issue) => issue === item));

const isLive = ({ state, merged }: PullRequest): boolean => state === "open" || merged;
