// The merge queue of a branch: pull requests in line, each with the commit that merging it and all ahead of it would make.

import { byWebFlow, commit } from "../commits.ts";
import { tell, type Where } from "../events.ts";
import { GitHubError, type PullRequest, type WorldQueueEntry } from "../model.ts";
import { nodeId } from "../world.ts";
import { missingChecks } from "./pulls.ts";

const queueOf = ({ repository }: Where, base: string): WorldQueueEntry[] => repository.mergeQueues.get(base) ?? [];

/** As with merging, the required checks of the pull request itself come first. */
export function enqueue(where: Where, pull: PullRequest): WorldQueueEntry {
  const missing = missingChecks(where, pull);
  if (pull.state !== "open" || missing.length > 0)
    throw new GitHubError(422, `Pull request is not mergeable: ${missing[0] ?? pull.state}`);
  const queue = queueOf(where, pull.base.ref);
  const entry = group(where, pull, queue.at(-1)?.headSha ?? where.repository.branches.get(pull.base.ref) ?? "");
  where.repository.mergeQueues.set(pull.base.ref, [...queue, entry]);
  return entry;
}

/** Who stands behind it gets a new group. */
export function dequeue(where: Where, pull: PullRequest): void {
  const queue = queueOf(where, pull.base.ref);
  const at = queue.findIndex((entry) => entry.pull === pull);
  if (at < 0) throw new GitHubError(422, "Pull request is not in the merge queue");
  for (const [index, entry] of queue.slice(at).entries())
    tellGroup(where, entry, "destroyed", { reason: index === 0 ? "dequeued" : "invalidated" });
  const left = queue.slice(0, at);
  where.repository.mergeQueues.set(pull.base.ref, left);
  for (const behind of queue.slice(at + 1)) enqueue(where, behind.pull);
}

function group(where: Where, pull: PullRequest, baseSha: string): WorldQueueEntry {
  const { repository, world, actor } = where;
  const { sha } = commit(
    world,
    repository,
    baseSha,
    `Merge pull request #${pull.number}`,
    {},
    actor.account,
    byWebFlow(world),
  );
  const id = world.nextId();
  const ref = `gh-readonly-queue/${pull.base.ref}/pr-${pull.number}-${baseSha}`;
  const entry = { id, nodeId: nodeId("MQE", id), pull, headSha: sha, baseSha, ref, enqueuedAt: world.now() };
  repository.branches.set(ref, sha);
  tellGroup(where, entry, "checks_requested");
  return entry;
}

function tellGroup(
  where: Where,
  { pull, headSha, baseSha, ref }: WorldQueueEntry,
  action: string,
  more: object = {},
): void {
  const made = where.repository.commits.get(headSha);
  const author = { name: where.actor.account.login, email: `${where.actor.account.login}@example.com` };
  tell(where, "merge_group", action, {
    ...more,
    merge_group: {
      head_sha: headSha,
      head_ref: `refs/heads/${ref}`,
      base_sha: baseSha,
      base_ref: `refs/heads/${pull.base.ref}`,
      head_commit: {
        id: headSha,
        tree_id: headSha,
        message: made?.message ?? "",
        timestamp: (made?.date ?? where.world.now()).toISOString(),
        author,
        committer: author,
      },
    },
  });
}
