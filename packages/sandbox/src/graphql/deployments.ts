// Deployments and their statuses as GraphQL shows them.
import type { RepositoryDeploymentsArgs } from "@octokit/graphql-schema";
import type { Deployment, DeploymentState, DeploymentStatus } from "../model-shipping.ts";
import { actorView } from "./actors.ts";
import { connection, type Paging } from "./connection.ts";
import { permitRead } from "./permission.ts";
import { repositoryOf } from "./references.ts";
import { branchOrNull, commitOrNull } from "./revisions.ts";
import type { ViewerScope } from "./scope.ts";

/** A deployment that succeeded is called active. */
const STATES = {
  queued: "QUEUED",
  pending: "PENDING",
  in_progress: "IN_PROGRESS",
  success: "ACTIVE",
  failure: "FAILURE",
  error: "ERROR",
  inactive: "INACTIVE",
} as const satisfies Record<DeploymentState, string>;

export function deploymentNode(scope: ViewerScope, deployment: Deployment) {
  const latest = deployment.statuses.at(-1);
  return {
    __typename: "Deployment",
    id: deployment.nodeId,
    databaseId: deployment.id,
    commit: () => commitOrNull(scope, deployment.sha),
    commitOid: deployment.sha,
    ref: () => branchOrNull(scope, deployment.ref),
    task: "deploy",
    environment: deployment.environment,
    originalEnvironment: deployment.environment,
    latestEnvironment: deployment.environment,
    description: deployment.description,
    payload: null,
    state: latest === undefined ? "PENDING" : STATES[latest.state],
    creator: () => actorView(scope, deployment.creator),
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    latestStatus: () => (latest === undefined ? null : deploymentStatusNode(scope, deployment, latest)),
    statuses: (paging: Paging) =>
      connection(paging, deployment.statuses, {
        key: ({ id }) => [id],
        direction: "DESC",
        view: (status) => deploymentStatusNode(scope, deployment, status),
      }),
    repository: () => repositoryOf(scope),
  };
}

export const deploymentStatusNode = (scope: ViewerScope, deployment: Deployment, status: DeploymentStatus) => ({
  __typename: "DeploymentStatus",
  id: status.nodeId,
  state: status.state.toUpperCase(),
  description: status.description,
  environment: deployment.environment,
  environmentUrl: null,
  logUrl: null,
  creator: () => actorView(scope, status.creator),
  createdAt: status.createdAt,
  updatedAt: status.createdAt,
  deployment: () => deploymentNode(scope, deployment),
});

/** An environment is named exactly; oldest first, unless asked otherwise. */
export function deploymentConnection(
  scope: ViewerScope,
  { environments, orderBy, ...paging }: RepositoryDeploymentsArgs,
) {
  permitRead(scope, "deployments");
  const found = scope.repository.deployments.filter(
    ({ environment }) => environments == null || environments.includes(environment),
  );
  return connection(paging, found, {
    key: ({ createdAt, id }) => [createdAt.getTime(), id],
    direction: orderBy?.direction,
    view: (deployment) => deploymentNode(scope, deployment),
  });
}
