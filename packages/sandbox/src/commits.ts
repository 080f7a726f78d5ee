// Makes commits, by people and by GitHub itself.
import { createHash } from "node:crypto";
import type { Repository, World } from "./model.ts";
import type { Account } from "./model-accounts.ts";
import type { Commit, CommitDetails } from "./model-commits.ts";
import { emailOf } from "./views/account.ts";

/** https://docs.github.com/en/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors */
const trailersOf = (coAuthors: readonly Account[]): string[] =>
  coAuthors.length === 0
    ? []
    : ["", ...coAuthors.map((account) => `Co-authored-by: ${account.login} <${emailOf(account)}>`)];

/** What GitHub commits by itself, on its pages, it signs. */
export const byWebFlow = ({ webFlow }: World): CommitDetails => ({
  committer: webFlow,
  signature: { isValid: true, signer: webFlow, byGitHub: true },
});

/** Adds a commit on top of another, and on top of further parents; a file whose content is null is removed. */
export function commit(
  world: World,
  repository: Repository,
  parent: string | null,
  message: string,
  changes: Record<string, string | null>,
  author: Account,
  details: CommitDetails & { parents?: readonly string[] } = {},
): Commit {
  const before = parent === null ? undefined : repository.commits.get(parent);
  const files = new Map(before?.files ?? []);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  const sha = createHash("sha1").update(`${world.nextId()} ${message}`).digest("hex");
  const { coAuthors = [], committer = author, isLinked = true, signature = null, parents = [] } = details;
  const made: Commit = {
    ...{ sha, files, author, committer, coAuthors, isLinked, signature },
    message: [message, ...trailersOf(coAuthors)].join("\n"),
    parents: [...(parent === null ? [] : [parent]), ...parents],
    date: world.now(),
  };
  repository.commits.set(sha, made);
  return made;
}
