// Issues, pull requests and what hangs on them, as REST and webhooks show them.
import type { PullRequest, Repository, Side, World, WorldItem } from "../model.ts";
import type { Comment, Label, WorldMilestone, WorldReaction } from "../model-parts.ts";
import { accountView, nullable } from "./account.ts";
import { familyView, NO_SUB_ISSUES } from "./family.ts";
import { apiOf, repositoryView } from "./repository.ts";
import { stackView } from "./stack.ts";

const time = (date: Date | null): string | null => date?.toISOString() ?? null;

export const labelView = (world: World, repository: Repository, label: Label) => ({
  id: label.id,
  node_id: label.nodeId,
  url: `${apiOf(world, repository)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  description: label.description,
  color: label.color,
  default: label.default,
});

export function milestoneView(world: World, repository: Repository, milestone: WorldMilestone) {
  const url = `${apiOf(world, repository)}/milestones/${milestone.number}`;
  // REST counts pull requests among a milestone's issues.
  const items = repository.items.filter((item) => item.milestone === milestone);
  return {
    url,
    html_url: `${repository.url}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: milestone.nodeId,
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    creator: accountView(world, milestone.creator),
    open_issues: items.filter(({ state }) => state === "open").length,
    closed_issues: items.filter(({ state }) => state === "closed").length,
    state: milestone.state,
    created_at: milestone.createdAt.toISOString(),
    updated_at: milestone.updatedAt.toISOString(),
    due_on: time(milestone.dueOn),
    closed_at: time(milestone.closedAt),
  };
}

function reactionsView(url: string, reactions: readonly WorldReaction[]) {
  const count = (content: string) => reactions.filter((reaction) => reaction.content === content).length;
  const names = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"];
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    ...Object.fromEntries(names.map((name) => [name, count(name)])),
  };
}

const association = (repository: Repository, item: { author: { login: string } | null }): string =>
  repository.roles.has(item.author?.login ?? "") ? "COLLABORATOR" : "NONE";

function sharedView(world: World, repository: Repository, item: WorldItem) {
  return {
    id: item.id,
    node_id: item.nodeId,
    number: item.number,
    title: item.title,
    body: item.body,
    user: nullable(world, item.author),
    labels: item.labels.map((label) => labelView(world, repository, label)),
    state: item.state,
    locked: item.locked,
    active_lock_reason: null,
    assignee: nullable(world, item.assignees[0] ?? null),
    assignees: item.assignees.map((each) => accountView(world, each)),
    milestone: item.milestone === null ? null : milestoneView(world, repository, item.milestone),
    created_at: item.createdAt.toISOString(),
    updated_at: item.updatedAt.toISOString(),
    closed_at: time(item.closedAt),
    author_association: association(repository, item),
  };
}

export function issueView(world: World, repository: Repository, item: WorldItem) {
  const url = `${apiOf(world, repository)}/issues/${item.number}`;
  const html = `${repository.url}/${item.kind === "issue" ? "issues" : "pull"}/${item.number}`;
  const pull = `${apiOf(world, repository)}/pulls/${item.number}`;
  const links = { url: pull, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch` };
  return {
    ...sharedView(world, repository, item),
    url,
    repository_url: apiOf(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: html,
    comments: item.comments.length,
    reactions: reactionsView(url, item.reactions),
    performed_via_github_app: null,
    state_reason: item.kind === "issue" ? item.stateReason : null,
    ...(item.kind === "issue" ? familyView(world, repository, item) : { sub_issues_summary: NO_SUB_ISSUES }),
    ...(item.kind === "pull" ? { draft: item.draft, pull_request: { ...links, merged_at: time(item.mergedAt) } } : {}),
  };
}

const sideView = (world: World, { repository, ref, sha }: Side) => ({
  label: `${repository.owner.login}:${ref}`,
  ref,
  sha,
  user: accountView(world, repository.owner),
  repo: {
    ...repositoryView(world, repository),
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    allow_update_branch: false,
  },
});

export function pullView(world: World, repository: Repository, pull: PullRequest) {
  const issue = `${apiOf(world, repository)}/issues/${pull.number}`;
  const url = `${apiOf(world, repository)}/pulls/${pull.number}`;
  const html = `${repository.url}/pull/${pull.number}`;
  const href = (link: string) => ({ href: link });
  const stack = stackView(repository, pull);
  const links = {
    html_url: html,
    issue_url: issue,
    comments_url: `${issue}/comments`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${apiOf(world, repository)}/pulls/comments{/number}`,
    commits_url: `${url}/commits`,
    statuses_url: `${apiOf(world, repository)}/statuses/${pull.head.sha}`,
  };
  return {
    ...sharedView(world, repository, pull),
    url,
    ...links,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    requested_reviewers: [],
    requested_teams: [],
    head: sideView(world, pull.head),
    base: sideView(world, pull.base),
    _links: {
      self: href(url),
      html: href(html),
      issue: href(issue),
      comments: href(links.comments_url),
      review_comments: href(links.review_comments_url),
      review_comment: href(links.review_comment_url),
      commits: href(links.commits_url),
      statuses: href(links.statuses_url),
    },
    ...(stack === undefined ? {} : { stack }),
    auto_merge: null,
    draft: pull.draft,
    merged: pull.merged,
    mergeable: pull.state === "open" ? true : null,
    rebaseable: pull.state === "open" ? true : null,
    mergeable_state: pull.state === "open" ? "clean" : "unknown",
    merged_by: nullable(world, pull.mergedBy),
    merged_at: time(pull.mergedAt),
    merge_commit_sha: pull.mergeSha,
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  };
}

export function commentView(world: World, repository: Repository, item: WorldItem, comment: Comment) {
  const url = `${apiOf(world, repository)}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: `${repository.url}/${item.kind === "issue" ? "issues" : "pull"}/${item.number}#issuecomment-${comment.id}`,
    issue_url: `${apiOf(world, repository)}/issues/${item.number}`,
    id: comment.id,
    node_id: comment.nodeId,
    user: nullable(world, comment.author),
    created_at: comment.createdAt.toISOString(),
    updated_at: comment.updatedAt.toISOString(),
    author_association: association(repository, comment),
    body: comment.body,
    reactions: reactionsView(url, comment.reactions),
    performed_via_github_app: null,
  };
}

export const reactionView = (world: World, reaction: WorldReaction) => ({
  id: reaction.id,
  node_id: reaction.nodeId,
  user: accountView(world, reaction.user),
  content: reaction.content,
  created_at: reaction.createdAt.toISOString(),
});
