// Branches and pushes, and how pull requests follow them.

import { byWebFlow, commit } from "../commits.ts";
import { tell, tellPull, type Where } from "../events.ts";
import { GitHubError, type PullRequest, type Repository } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import type { CommitDetails } from "../model-commits.ts";
import { emailOf } from "../views/account.ts";
import { invalidField } from "../world.ts";
import { requestSuite } from "./checks.ts";

export type Files = Record<string, string | null>;

export type PushDetails = CommitDetails & { message?: string; author?: Account };

/** A new commit on a branch, which is made from the default branch when it is not there. Who pushes need not be who wrote it. Returns the commit's SHA. */
export function push(where: Where, branch: string, files: Files, details: PushDetails = {}): string {
  const { repository, world, actor } = where;
  const { message = "Change", author = actor.account, ...more } = details;
  const before = repository.branches.get(branch);
  const parent = before ?? repository.branches.get(repository.defaultBranch) ?? null;
  const { sha } = commit(world, repository, parent, message, files, author, more);
  moveBranch(where, branch, sha, files);
  return sha;
}

const HEADS = "refs/heads/";

/** A branch that points to a commit that is there: https://docs.github.com/en/rest/git/refs#create-a-reference */
export function createBranch(where: Where, ref: string, sha: string): void {
  const { repository } = where;
  const branch = ref.startsWith(HEADS) ? ref.slice(HEADS.length) : "";
  if (branch === "") throw new GitHubError(422, "Reference name must start with 'refs/'");
  if (repository.branches.has(branch)) throw new GitHubError(422, "Reference already exists");
  if (!repository.commits.has(sha)) throw new GitHubError(422, "Object does not exist");
  moveBranch(where, branch, sha);
}

/** Merges the base into a pull request's branch: https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request-branch */
export function updateBranch(where: Where, pull: PullRequest): string {
  const { world, actor } = where;
  const { repository, ref, sha } = pull.head;
  const base = where.repository.branches.get(pull.base.ref);
  if (base === undefined) throw invalidField("PullRequest", "base", "invalid");
  for (const [id, each] of where.repository.commits) repository.commits.set(id, each);
  const message = `Merge branch '${pull.base.ref}' into ${ref}`;
  const details = { ...byWebFlow(world), parents: [base] };
  const made = commit(world, repository, sha, message, changedSince(where, pull, base), actor.account, details);
  pull.base = { ...pull.base, sha: base };
  moveBranch({ ...where, repository }, ref, made.sha);
  return made.sha;
}

/** What the base has that the branch was not made from. */
function changedSince({ repository }: Where, { base }: PullRequest, sha: string): Files {
  const before = repository.commits.get(base.sha)?.files ?? new Map<string, string>();
  const now = repository.commits.get(sha)?.files ?? new Map<string, string>();
  const paths = new Set([...before.keys(), ...now.keys()]);
  const changed = [...paths].filter((path) => before.get(path) !== now.get(path));
  return Object.fromEntries(changed.map((path) => [path, now.get(path) ?? null]));
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

/** Whether that branch is what an open pull request brings. */
export const isHead = ({ state, head }: PullRequest, repository: Repository, branch: string): boolean =>
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

const gitPerson = (account: Account) => ({ name: account.login, email: emailOf(account), username: account.login });

function tellPush(where: Where, branch: string, before: string | null, sha: string, files: Files): void {
  const { world, repository, actor } = where;
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
    author: gitPerson(made?.author ?? actor.account),
    committer: gitPerson(made?.committer ?? actor.account),
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
    pusher: { name: actor.account.login, email: emailOf(actor.account) },
    head_commit: head,
    commits: paths.length > 0 ? [head] : [],
  });
}
