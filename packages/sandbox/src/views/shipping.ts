// Releases and deployments as REST and webhooks show them.
import type { Repository, World } from "../model.ts";
import type { Deployment, DeploymentStatus, Release } from "../model-shipping.ts";
import { accountView } from "./account.ts";
import { apiOf } from "./repository.ts";

export function releaseView(world: World, repository: Repository, release: Release) {
  const url = `${apiOf(world, repository)}/releases/${release.id}`;
  const archive = (kind: string): string => `${apiOf(world, repository)}/${kind}/${encodeURIComponent(release.tag)}`;
  return {
    id: release.id,
    node_id: release.nodeId,
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: releaseUrl(repository, release),
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: false,
    author: accountView(world, release.author),
    created_at: release.createdAt.toISOString(),
    updated_at: release.updatedAt.toISOString(),
    published_at: release.publishedAt?.toISOString() ?? null,
    assets: [],
    tarball_url: release.draft ? null : archive("tarball"),
    zipball_url: release.draft ? null : archive("zipball"),
  };
}

export const releaseUrl = ({ url }: Repository, { tag }: Release): string =>
  `${url}/releases/tag/${encodeURIComponent(tag)}`;

export function deploymentView(world: World, repository: Repository, deployment: Deployment) {
  const url = `${apiOf(world, repository)}/deployments/${deployment.id}`;
  return {
    id: deployment.id,
    node_id: deployment.nodeId,
    url,
    sha: deployment.sha,
    ref: deployment.ref,
    task: "deploy",
    payload: {},
    original_environment: deployment.environment,
    environment: deployment.environment,
    transient_environment: false,
    production_environment: deployment.environment === "production",
    description: deployment.description,
    creator: accountView(world, deployment.creator),
    created_at: deployment.createdAt.toISOString(),
    updated_at: deployment.updatedAt.toISOString(),
    statuses_url: `${url}/statuses`,
    repository_url: apiOf(world, repository),
  };
}

export function deploymentStatusView(
  world: World,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
) {
  const url = `${apiOf(world, repository)}/deployments/${deployment.id}`;
  return {
    id: status.id,
    node_id: status.nodeId,
    url: `${url}/statuses/${status.id}`,
    state: status.state,
    description: status.description,
    environment: deployment.environment,
    target_url: "",
    log_url: `${repository.url}/deployments`,
    creator: accountView(world, status.creator),
    created_at: status.createdAt.toISOString(),
    updated_at: status.createdAt.toISOString(),
    deployment_url: url,
    repository_url: apiOf(world, repository),
  };
}
