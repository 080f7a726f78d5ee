// Stacks of pull requests as REST and webhooks show them: https://docs.github.com/en/rest/pulls/stacks
import type { PullRequest, Repository, Stack, World } from "../model.ts";
import { apiOf } from "./repository.ts";

/** Where a pull request is in its stack; undefined where it is in none. */
export function stackView(repository: Repository, pull: PullRequest) {
  const stack = repository.stacks.find(({ pulls }) => pulls.includes(pull));
  if (stack === undefined) return undefined;
  const { id, number, base, pulls } = stack;
  return {
    id,
    number,
    size: pulls.length,
    position: pulls.indexOf(pull) + 1,
    base: { ref: base, sha: repository.branches.get(base) ?? "" },
  };
}

export const wholeStackView = (world: World, repository: Repository, stack: Stack) => ({
  id: stack.id,
  number: stack.number,
  node_id: stack.nodeId,
  url: `${apiOf(world, repository)}/stacks/${stack.number}`,
  base: { ref: stack.base },
  open: stack.pulls.some(({ state }) => state === "open"),
  created_at: stack.createdAt.toISOString(),
  pull_requests: stack.pulls.map(({ number, state, draft, mergedAt, head }) => ({
    number,
    state,
    draft,
    merged_at: mergedAt?.toISOString() ?? null,
    head: { ref: head.ref, sha: head.sha },
  })),
});
