// Stacks of pull requests, each on the branch of the one below (public preview): https://docs.github.com/en/pull-requests/reference/stacked-pull-requests
import { tellPull, type Where } from "../events.ts";
import type { PullRequest, Repository, Stack } from "../model.ts";
import { stackView } from "../views/stack.ts";
import { invalidField, nodeId } from "../world.ts";

export const stackOf = ({ stacks }: Repository, pull: PullRequest): Stack | undefined =>
  stacks.find(({ pulls }) => pulls.includes(pull));

/** The branch whose rules a pull request has to meet, whatever it is directly based on. */
export const trunkOf = (repository: Repository, pull: PullRequest): string =>
  stackOf(repository, pull)?.base ?? pull.base.ref;

/** What merges with it: all below that isn't merged yet, from the bottom, and itself. */
export function layersTo(repository: Repository, pull: PullRequest): PullRequest[] {
  const pulls = stackOf(repository, pull)?.pulls ?? [pull];
  return pulls.slice(0, pulls.indexOf(pull) + 1).filter(({ merged }) => !merged);
}

/** `pulls` from the bottom, each based on the branch of the one before, all in this repository. */
export function createStack(where: Where, pulls: readonly PullRequest[]): Stack {
  const { world, repository } = where;
  const [bottom] = pulls;
  const isChain = pulls.every((pull, at) => at === 0 || pull.base.ref === pulls[at - 1]?.head.ref);
  const isFree = pulls.every((pull) => pull.state === "open" && stackOf(repository, pull) === undefined);
  const isOwn = pulls.every(({ head }) => head.repository === repository);
  if (bottom === undefined || pulls.length < 2 || !isChain || !isFree || !isOwn)
    throw invalidField("Stack", "pull_requests", "invalid");
  const id = world.nextId();
  const number = repository.stacks.length + 1;
  const base = bottom.base.ref;
  const stack: Stack = { id, nodeId: nodeId("PRS", id), number, base, pulls: [...pulls], createdAt: world.now() };
  repository.stacks.push(stack);
  for (const pull of pulls) tellPull(where, pull, "stacked", { stack: stackView(repository, pull) });
  return stack;
}
