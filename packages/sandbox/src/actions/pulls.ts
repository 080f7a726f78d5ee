// Branches, pushes and pull requests.
import { tell, tellPull, type Where } from "../events.ts";
import { GitHubError, type Issue, type PullRequest, type Repository } from "../model.ts";
import { commit, invalid } from "../world.ts";
import { requestSuite } from "./checks.ts";
import { type ItemFields, newItem, setState } from "./items.ts";
import { note } from "./timeline.ts";

/** https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
const CLOSES = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)\b/gi;

/** The issues that merging closes: named with a keyword in the body, and only where it goes to the default branch. */
export function closedBy(repository: Repository, pull: PullRequest): Issue[] {
  if (pull.base.ref !== repository.defaultBranch) return [];
  const numbers = new Set([...pull.body.matchAll(CLOSES)].map(([, number]) => Number(number)));
  return repository.items.filter((item) => item.kind === "issue").filter(({ number }) => numbers.has(number));
}

export type Files = Record<string, string | null>;

/** A new commit on a branch, which is made from the default branch when it is not there. Returns the commit's SHA. */
export function push(where: Where, branch: string, files: Files, message = "Change"): string {
  const { repository, world, actor } = where;
  const before = repository.branches.get(branch);
  const parent = before ?? repository.branches.get(repository.defaultBranch) ?? null;
  const { sha } = commit(world, repository, parent, message, files, actor.account);
  moveBranch(where, branch, sha, files);
  return sha;
}

/** Lets a branch point to a commit, as a force-push does, too. */
export function moveBranch(where: Where, branch: string, sha: string, files: Files = {}): void {
  const { repository } = where;
  const before = repository.branches.get(branch) ?? null;
  repository.branches.set(branch, sha);
  repository.updatedAt = where.world.now();
  tellPush(where, branch, before, sha, files);
  if (sha !== before) requestSuite(where, sha);
  for (const base of where.world.repositories) {
    const moved = base.items.filter((item) => item.kind === "pull").filter((pull) => isHead(pull, repository, branch));
    for (const pull of moved) follow({ ...where, repository: base }, pull, sha);
  }
}

const isHead = ({ state, head }: PullRequest, repository: Repository, branch: string): boolean =>
  state === "open" && head.repository === repository && head.ref === branch;

function follow(where: Where, pull: PullRequest, sha: string): void {
  const before = pull.head.sha;
  if (before === sha) return;
  const commits = pull.head.repository.commits;
  for (const [id, each] of commits) where.repository.commits.set(id, each);
  pull.head = { ...pull.head, sha };
  pull.updatedAt = where.world.now();
  tellPull(where, pull, "synchronize", { before, after: sha });
}

const ZERO = "0".repeat(40);

function tellPush(where: Where, branch: string, before: string | null, sha: string, files: Files): void {
  const { world, repository, actor } = where;
  const person = { name: actor.account.login, email: `${actor.account.login}@example.com` };
  const parent = before === null ? undefined : repository.commits.get(before);
  const paths = Object.keys(files);
  const made = repository.commits.get(sha);
  const head = {
    id: sha,
    tree_id: sha,
    distinct: true,
    message: made?.message ?? "",
    timestamp: (made?.date ?? world.now()).toISOString(),
    url: `${repository.url}/commit/${sha}`,
    author: { ...person, username: person.name },
    committer: { ...person, username: person.name },
    added: paths.filter((path) => files[path] !== null && parent?.files.has(path) !== true),
    removed: paths.filter((path) => files[path] === null),
    modified: paths.filter((path) => files[path] !== null && parent?.files.has(path) === true),
  };
  tell(where, "push", null, {
    ref: `refs/heads/${branch}`,
    before: before ?? ZERO,
    after: sha,
    base_ref: null,
    compare: `${repository.url}/compare/${before ?? ZERO}...${sha}`,
    created: before === null,
    deleted: false,
    forced: false,
    pusher: person,
    head_commit: head,
    commits: paths.length > 0 ? [head] : [],
  });
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
  if (sha === undefined) throw invalid("PullRequest", "head", "invalid");
  if (baseSha === undefined) throw invalid("PullRequest", "base", "invalid");
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
  if (sha === undefined) throw invalid("PullRequest", "base", "invalid");
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
  const missing = (repository.requiredChecks.get(pull.base.ref) ?? []).filter(({ name, app }) => {
    const newest = runs.filter((run) => run.name === name && (app === null || run.suite.app.id === app)).at(-1);
    return newest === undefined || newest.status !== "completed" || !PASSING.has(newest.conclusion ?? "");
  });
  return missing.map(({ name }) => name);
}

/** Squashed onto its base, as one commit; the issues that it closes are closed. */
export function merge(where: Where, pull: PullRequest): string {
  const { repository, world, actor } = where;
  if (pull.state !== "open" || pull.draft) throw new GitHubError(405, "Pull Request is not mergeable");
  const missing = missingChecks(where, pull);
  if (missing.length > 0) throw new GitHubError(405, `Required status check "${missing[0]}" is expected or failing.`);
  const files = Object.fromEntries(repository.commits.get(pull.head.sha)?.files ?? []);
  const before = repository.branches.get(pull.base.ref) ?? null;
  const { sha } = commit(world, repository, before, `${pull.title} (#${pull.number})`, files, actor.account);
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
