// Commit statuses as webhooks show them.
import type { Repository, World } from "../model.ts";
import type { CommitStatus } from "../model-statuses.ts";
import { commitView } from "./branch.ts";
import { apiOf } from "./repository.ts";

const UNSIGNED = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

export function statusView(world: World, repository: Repository, status: CommitStatus) {
  const made = repository.commits.get(status.sha);
  const commit = made === undefined ? null : commitView(world, repository, made);
  const branches = [...repository.branches].filter(([, sha]) => sha === status.sha);
  return {
    id: status.id,
    sha: status.sha,
    name: `${repository.owner.login}/${repository.name}`,
    context: status.context,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    commit: commit && { ...commit, commit: { ...commit.commit, verification: UNSIGNED } },
    branches: branches.map(([name, sha]) => ({
      name,
      commit: { sha, url: `${apiOf(world, repository)}/commits/${sha}` },
      protected: false,
    })),
    created_at: status.createdAt.toISOString(),
    updated_at: status.createdAt.toISOString(),
  };
}
