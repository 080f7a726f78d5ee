// A branch, its commit and its rules as REST shows them.
import type { Repository, World } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import type { RequiredCheck } from "../model-checks.ts";
import type { Commit, CommitSignature } from "../model-commits.ts";
import { nodeId } from "../world.ts";
import { accountView, emailOf } from "./account.ts";
import { apiOf } from "./repository.ts";

export const ruleView = ({ id, owner, name }: Repository, checks: readonly RequiredCheck[]) => ({
  type: "required_status_checks",
  parameters: {
    strict_required_status_checks_policy: false,
    do_not_enforce_on_create: false,
    required_status_checks: checks.map(({ name: context, app }) => ({
      context,
      ...(app === null ? {} : { integration_id: app }),
    })),
  },
  ruleset_source_type: "Repository",
  ruleset_source: `${owner.login}/${name}`,
  ruleset_id: id,
});

type Tip = { branch: string; commit: Commit };

export function branchView(world: World, repository: Repository, { branch, commit }: Tip, classic: RequiredCheck[]) {
  const self = `${apiOf(world, repository)}/branches/${branch}`;
  const isProtected = classic.length > 0;
  return {
    name: branch,
    commit: commitView(world, repository, commit),
    _links: { self, html: `${repository.url}/tree/${branch}` },
    protected: isProtected,
    protection: {
      enabled: isProtected,
      required_status_checks: {
        enforcement_level: isProtected ? "non_admins" : "off",
        contexts: classic.map(({ name }) => name),
        checks: classic.map(({ name, app }) => ({ context: name, app_id: app })),
      },
    },
    protection_url: `${self}/protection`,
  };
}

export function commitView(world: World, repository: Repository, commit: Commit) {
  const { sha, message, author, committer, isLinked, parents, signature } = commit;
  const url = (of: string) => `${apiOf(world, repository)}/commits/${of}`;
  const html = (of: string) => `${repository.url}/commit/${of}`;
  const named = (account: Account) => ({
    name: account.login,
    email: emailOf(account),
    date: commit.date.toISOString(),
  });
  const git = `${apiOf(world, repository)}/git`;
  return {
    sha,
    node_id: nodeId("C", Number.parseInt(sha.slice(0, 8), 16)),
    url: url(sha),
    html_url: html(sha),
    comments_url: `${url(sha)}/comments`,
    commit: {
      url: `${git}/commits/${sha}`,
      author: named(author),
      committer: named(committer),
      message,
      comment_count: 0,
      tree: { sha, url: `${git}/trees/${sha}` },
      verification: verificationView(signature),
    },
    author: isLinked ? accountView(world, author) : null,
    committer: accountView(world, committer),
    parents: parents.map((parent) => ({ sha: parent, url: url(parent), html_url: html(parent) })),
  };
}

const verificationView = (signature: CommitSignature | null) => ({
  verified: signature?.isValid ?? false,
  reason: signature === null ? "unsigned" : signature.isValid ? "valid" : "invalid",
  payload: null,
  signature: null,
  verified_at: null,
});
