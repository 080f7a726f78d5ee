// Stacks of pull requests as GraphQL shows them; `overlay.ts` has their schema.
import type { PullRequest, Stack } from "../model.ts";
import { inOrder, type Paging } from "./connection.ts";
import { refTo } from "./references.ts";
import type { ViewerScope } from "./scope.ts";

export function stackFields(scope: ViewerScope, pull: PullRequest) {
  const stack = scope.repository.stacks.find(({ pulls }) => pulls.includes(pull));
  return {
    stack: () => (stack === undefined ? null : stackView(scope, stack)),
    stackEntry: () => (stack === undefined ? null : entryView(scope, stack, pull)),
  };
}

const stackView = (scope: ViewerScope, stack: Stack) => ({
  __typename: "PullRequestStack",
  id: stack.nodeId,
  number: stack.number,
  size: stack.pulls.length,
  baseRefName: stack.base,
  entries: (paging: Paging) => inOrder(paging, stack.pulls, (pull) => entryView(scope, stack, pull)),
});

const entryView = (scope: ViewerScope, stack: Stack, pull: PullRequest): object => ({
  __typename: "PullRequestStackEntry",
  id: `PRSE_${stack.nodeId}_${pull.number}`,
  position: stack.pulls.indexOf(pull) + 1,
  pullRequest: () => refTo("item", scope, pull),
  stack: () => stackView(scope, stack),
});
