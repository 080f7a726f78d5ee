// Deployments and how they go.
import { tell, type Where } from "../events.ts";
import type { Deployment, DeploymentState } from "../model-shipping.ts";
import { deploymentStatusView, deploymentView } from "../views/shipping.ts";
import { invalidField, nodeId } from "../world.ts";

export type NewDeployment = { environment: string; ref?: string | undefined; description?: string | undefined };

export function createDeployment(where: Where, { environment, ref, description }: NewDeployment): Deployment {
  const { world, repository, actor } = where;
  const from = ref ?? repository.defaultBranch;
  const sha = repository.branches.get(from) ?? from;
  if (!repository.commits.has(sha)) throw invalidField("Deployment", "ref", "invalid");
  const id = world.nextId();
  const now = world.now();
  const deployment: Deployment = {
    id,
    nodeId: nodeId("DE", id),
    ref: from,
    sha,
    environment,
    description: description ?? null,
    creator: actor.account,
    createdAt: now,
    updatedAt: now,
    statuses: [],
  };
  repository.deployments.push(deployment);
  tell(where, "deployment", "created", {
    deployment: deploymentView(world, repository, deployment),
    workflow: null,
    workflow_run: null,
  });
  return deployment;
}

/** A success makes the environment's earlier ones inactive, as GitHub does by default. */
export function setDeploymentStatus(where: Where, deployment: Deployment, state: DeploymentState): void {
  addStatus(where, deployment, state);
  if (state !== "success") return;
  const before = where.repository.deployments.filter(
    (each) => each !== deployment && each.id < deployment.id && each.environment === deployment.environment,
  );
  for (const each of before) if (each.statuses.at(-1)?.state === "success") addStatus(where, each, "inactive");
}

function addStatus(where: Where, deployment: Deployment, state: DeploymentState): void {
  const { world, repository, actor } = where;
  const id = world.nextId();
  const now = world.now();
  const status = {
    id,
    nodeId: nodeId("DES", id),
    state,
    description: "",
    creator: actor.account,
    createdAt: now,
  };
  deployment.statuses.push(status);
  deployment.updatedAt = now;
  tell(where, "deployment_status", "created", {
    deployment_status: deploymentStatusView(world, repository, deployment, status),
    deployment: deploymentView(world, repository, deployment),
  });
}
