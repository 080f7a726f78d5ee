// A repository as REST and webhooks show it.
import type { Repository, World } from "../model.ts";
import { accountView } from "./account.ts";
import { propertiesOf } from "./property.ts";

/** Each as GitHub writes it behind the repository's own URL. */
const URLS = {
  archive: "/{archive_format}{/ref}",
  assignees: "/assignees{/user}",
  blobs: "/git/blobs{/sha}",
  branches: "/branches{/branch}",
  collaborators: "/collaborators{/collaborator}",
  comments: "/comments{/number}",
  commits: "/commits{/sha}",
  compare: "/compare/{base}...{head}",
  contents: "/contents/{+path}",
  contributors: "/contributors",
  deployments: "/deployments",
  downloads: "/downloads",
  events: "/events",
  forks: "/forks",
  git_commits: "/git/commits{/sha}",
  git_refs: "/git/refs{/sha}",
  git_tags: "/git/tags{/sha}",
  hooks: "/hooks",
  issue_comment: "/issues/comments{/number}",
  issue_events: "/issues/events{/number}",
  issues: "/issues{/number}",
  keys: "/keys{/key_id}",
  labels: "/labels{/name}",
  languages: "/languages",
  merges: "/merges",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  pulls: "/pulls{/number}",
  releases: "/releases{/id}",
  stargazers: "/stargazers",
  statuses: "/statuses/{sha}",
  subscribers: "/subscribers",
  subscription: "/subscription",
  tags: "/tags",
  teams: "/teams",
  trees: "/git/trees{/sha}",
} as const;

export const apiOf = (world: World, { owner, name }: Repository): string =>
  `${world.url}/api/v3/repos/${owner.login}/${name}`;

export const fullName = ({ owner, name }: Repository): string => `${owner.login}/${name}`;

export const visibilityOf = (repository: Repository): "public" | "internal" | "private" =>
  repository.internal ? "internal" : repository.private ? "private" : "public";

export function repositoryView(world: World, repository: Repository) {
  const api = apiOf(world, repository);
  const host = new URL(world.url).host;
  const path = fullName(repository);
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: path,
    private: repository.private,
    owner: accountView(world, repository.owner),
    html_url: repository.url,
    description: null,
    fork: repository.parent !== null,
    url: api,
    ...Object.fromEntries(Object.entries(URLS).map(([name, tail]) => [`${name}_url`, api + tail])),
    git_url: `git://${host}/${path}.git`,
    ssh_url: `git@${host}:${path}.git`,
    clone_url: `${repository.url}.git`,
    svn_url: repository.url,
    mirror_url: null,
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: repository.hasIssues,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: repository.discussionCategories.length > 0,
    forks_count: 0,
    archived: repository.archived,
    disabled: false,
    open_issues_count: repository.items.filter(({ state }) => state === "open").length,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    ...(repository.owner.type === "Organization" ? { custom_properties: propertiesOf(world, repository) } : {}),
    visibility: visibilityOf(repository),
    forks: 0,
    open_issues: repository.items.filter(({ state }) => state === "open").length,
    watchers: 0,
    default_branch: repository.defaultBranch,
    created_at: repository.createdAt.toISOString(),
    updated_at: repository.updatedAt.toISOString(),
    pushed_at: repository.updatedAt.toISOString(),
  };
}
