// Pull requests.

import { byWebFlow, commit } from "../commits.ts";
import { tellPull, type Where } from "../events.ts";
import { GitHubError, type PullRequest, type Repository, type WorldIssue } from "../model.ts";
import { invalidField } from "../world.ts";
import { isHead, moveBranch } from "./branches.ts";
import { type ItemFields, newItem, setState } from "./items.ts";
import { layersTo, stackOf, trunkOf } from "./stacks.ts";
import { note } from "./timeline.ts";

/** https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
const CLOSES = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)\b/gi;

/** The issues that merging closes: named with a keyword in the body, and only where it goes to the default branch. */
export function closedBy(repository: Repository, pull: PullRequest): WorldIssue[] {
  if (pull.base.ref !== repository.defaultBranch) return [];
  const numbers = new Set([...pull.body.matchAll(CLOSES)].map(([, number]) => Number(number)));
  return repository.items.filter((item) => item.kind === "issue").filter(({ number }) => numbers.has(number));
}

export type NewPull = ItemFields & {
  head: string;
  base: string;
  draft?: boolean | undefined;
  from?: Repository | undefined;
};

export function createPull(
  where: Where,
  { head, base, draft = false, from = where.repository, ...fields }: NewPull,
): PullRequest {
  const sha = from.branches.get(head);
  const baseSha = where.repository.branches.get(base);
  if (sha === undefined) throw invalidField("PullRequest", "head", "invalid");
  if (baseSha === undefined) throw invalidField("PullRequest", "base", "invalid");
  const twin = where.repository.items.find(
    (item) => item.kind === "pull" && isHead(item, from, head) && item.base.ref === base,
  );
  if (twin !== undefined)
    throw new GitHubError(422, "Validation Failed", [
      { message: `A pull request already exists for ${from.owner.login}:${head}.` },
    ]);
  // A fork's commits are seen in the repository, through the pull request's own ref.
  for (const [id, each] of from.commits) where.repository.commits.set(id, each);
  const pull: PullRequest = {
    ...newItem(where, "PR", fields),
    kind: "pull",
    draft,
    merged: false,
    mergedAt: null,
    mergedBy: null,
    mergeSha: null,
    autoMerge: false,
    reviews: [],
    head: { repository: from, ref: head, sha },
    base: { repository: where.repository, ref: base, sha: baseSha },
  };
  where.repository.items.push(pull);
  tellPull(where, pull, "opened");
  return pull;
}

export function changeBase(where: Where, pull: PullRequest, base: string): void {
  const sha = where.repository.branches.get(base);
  if (sha === undefined) throw invalidField("PullRequest", "base", "invalid");
  const from = pull.base;
  if (from.ref === base) return;
  pull.base = { ...from, ref: base, sha };
  tellPull(where, pull, "edited", { changes: { base: { ref: { from: from.ref }, sha: { from: from.sha } } } });
}

export function markReady(where: Where, pull: PullRequest): void {
  if (!pull.draft) return;
  pull.draft = false;
  tellPull(where, pull, "ready_for_review");
}

/** Checks that pass a rule that requires them: https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/about-status-checks */
const PASSING = new Set(["success", "neutral", "skipped"]);

/** The required checks that don't let it through, with why. */
export function missingChecks({ repository }: Pick<Where, "repository">, pull: PullRequest): string[] {
  const runs = repository.suites.filter(({ headSha }) => headSha === pull.head.sha).flatMap((suite) => suite.runs);
  const missing = (repository.requiredChecks.get(trunkOf(repository, pull)) ?? []).filter(({ name, app }) => {
    const newest = runs.filter((run) => run.name === name && (app === null || run.suite.app.id === app)).at(-1);
    return newest === undefined || newest.status !== "completed" || !PASSING.has(newest.conclusion ?? "");
  });
  return missing.map(({ name }) => name);
}

/** With the layers of its stack below it. Returns the last commit. */
export function merge(where: Where, pull: PullRequest): string {
  const { repository } = where;
  const layers = layersTo(repository, pull);
  for (const layer of layers) checkMergeable(where, layer);
  const trunk = trunkOf(repository, pull);
  const shas = layers.map((layer) => {
    changeBase(where, layer, trunk);
    return mergeOne(where, layer);
  });
  const above = stackOf(repository, pull)?.pulls.find(
    ({ state, base }) => state === "open" && base.ref === pull.head.ref,
  );
  if (above !== undefined) changeBase(where, above, trunk);
  return shas.at(-1) ?? "";
}

function checkMergeable(where: Where, pull: PullRequest): void {
  if (pull.state !== "open" || pull.draft) throw new GitHubError(405, "Pull Request is not mergeable");
  const missing = missingChecks(where, pull);
  if (missing.length > 0) throw new GitHubError(405, `Required status check "${missing[0]}" is expected or failing.`);
}

/** Squashed onto its base, as one commit; the issues that it closes are closed. */
function mergeOne(where: Where, pull: PullRequest): string {
  const { repository, world, actor } = where;
  const files = Object.fromEntries(repository.commits.get(pull.head.sha)?.files ?? []);
  const author = pull.author ?? actor.account;
  const before = repository.branches.get(pull.base.ref) ?? null;
  const { sha } = commit(world, repository, before, `${pull.title} (#${pull.number})`, files, author, byWebFlow(world));
  const now = world.now();
  Object.assign(pull, {
    state: "closed",
    merged: true,
    mergedAt: now,
    mergedBy: actor.account,
    mergeSha: sha,
    closedAt: now,
    updatedAt: now,
  });
  const queue = repository.mergeQueues.get(pull.base.ref);
  if (queue !== undefined)
    repository.mergeQueues.set(
      pull.base.ref,
      queue.filter((entry) => entry.pull !== pull),
    );
  note(where, pull, "closed");
  moveBranch(where, pull.base.ref, sha);
  tellPull(where, pull, "closed");
  for (const issue of closedBy(repository, pull)) setState(where, issue, "closed", "completed");
  return sha;
}
