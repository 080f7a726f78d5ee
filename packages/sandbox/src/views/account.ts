// Accounts, the app and installations as REST and webhooks show them.

import { eventsOf, permissionsOf } from "../grants.ts";
import type { Installation, World } from "../model.ts";
import type { Account, App, Team } from "../model-accounts.ts";

export function accountView(world: World, account: Account) {
  const api = `${world.url}/api/v3/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    avatar_url: `${world.url}/avatars/${account.id}`,
    gravatar_id: "",
    url: api,
    html_url:
      account.type === "Bot"
        ? `${world.url}/apps/${account.login.replace("[bot]", "")}`
        : `${world.url}/${account.login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: account.type,
    site_admin: false,
    user_view_type: "public",
  };
}

export const emailOf = ({ login }: Account): string => `${login}@example.com`;

export const nullable = (world: World, account: Account | null) =>
  account === null ? null : accountView(world, account);

export function organizationView(world: World, { login, id, nodeId }: Account) {
  const api = `${world.url}/api/v3/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId,
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/${id}`,
    description: null,
  };
}

/** Teams have no events here that would need an id of their own. */
export function teamView(world: World, organization: Account, team: Team, members: number) {
  const id = world.teams.indexOf(team) + 1;
  const url = `${world.url}/api/v3/organizations/${organization.id}/team/${id}`;
  const at = world.app.createdAt.toISOString();
  return {
    id,
    node_id: `T_kwDOSB${id}`,
    name: team.slug,
    slug: team.slug,
    description: null,
    privacy: team.secret ? "secret" : "closed",
    permission: "pull",
    type: "organization",
    url,
    html_url: `${world.url}/orgs/${organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
    members_count: members,
    repos_count: 0,
    created_at: at,
    updated_at: at,
    organization: teamOrganizationView(world, organization, at),
  };
}

const teamOrganizationView = (world: World, organization: Account, at: string) => ({
  ...organizationView(world, organization),
  html_url: `${world.url}/${organization.login}`,
  type: "Organization",
  has_organization_projects: true,
  has_repository_projects: true,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: at,
  updated_at: at,
  archived_at: null,
});

export const appView = (world: World, app: App) => ({
  id: app.id,
  slug: app.slug,
  node_id: app.nodeId,
  client_id: app.clientId,
  owner: accountView(world, app.owner),
  name: app.name,
  description: "",
  external_url: app.homepage,
  html_url: `${world.url}/apps/${app.slug}`,
  created_at: app.createdAt.toISOString(),
  updated_at: app.createdAt.toISOString(),
  permissions: app.permissions,
  events: app.events,
});

/** GitHub's own description of an app beside a check does not know of these yet: https://github.com/octokit/openapi-webhooks */
const UNLISTED = new Set([
  "custom_property",
  "custom_property_values",
  "dependabot_alert",
  "deployment_protection_rule",
  "merge_group",
  "sub_issues",
]);

export const checkAppView = (world: World, app: App) => ({
  ...appView(world, app),
  events: app.events.filter((event) => !UNLISTED.has(event)),
});

export const installationView = (world: World, installation: Installation) => ({
  id: installation.id,
  account: accountView(world, installation.account),
  repository_selection: installation.selection,
  access_tokens_url: `${world.url}/api/v3/app/installations/${installation.id}/access_tokens`,
  repositories_url: `${world.url}/api/v3/installation/repositories`,
  html_url: `${world.url}/settings/installations/${installation.id}`,
  app_id: world.app.id,
  client_id: world.app.clientId,
  app_slug: world.app.slug,
  target_id: installation.account.id,
  target_type: installation.account.type,
  permissions: permissionsOf(world, installation),
  events: eventsOf(world, installation),
  created_at: installation.createdAt.toISOString(),
  updated_at: installation.createdAt.toISOString(),
  single_file_name: null,
  has_multiple_single_files: false,
  single_file_paths: [],
  suspended_by: null,
  suspended_at: null,
});
