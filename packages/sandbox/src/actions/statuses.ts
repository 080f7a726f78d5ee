// Commit statuses. https://docs.github.com/en/rest/commits/statuses#create-a-commit-status
import { tell, type Where } from "../events.ts";
import type { CommitStatus, StatusState } from "../model-statuses.ts";
import { statusView } from "../views/status.ts";
import { invalidField, nodeId } from "../world.ts";

/** `ref` is a branch or a commit. */
export function setStatus(where: Where, ref: string, context: string, state: StatusState): CommitStatus {
  const { world, repository, actor } = where;
  const sha = repository.branches.get(ref) ?? ref;
  if (!repository.commits.has(sha)) throw invalidField("Status", "sha", "custom");
  const id = world.nextId();
  const status: CommitStatus = {
    ...{ id, nodeId: nodeId("SC", id), sha, context, state, creator: actor.account },
    description: null,
    targetUrl: null,
    createdAt: world.now(),
  };
  repository.statuses.push(status);
  tell(where, "status", null, statusView(world, repository, status));
  return status;
}
