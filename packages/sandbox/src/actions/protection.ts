// Environments that ask the app before a workflow's run deploys there: https://docs.github.com/en/actions/managing-workflow-runs-and-deployments/managing-deployments/creating-custom-deployment-protection-rules
import { tell, type Where } from "../events.ts";
import type { ProtectionRequest } from "../model-shipping.ts";
import { apiOf } from "../views/repository.ts";
import { deploymentView } from "../views/shipping.ts";
import { createDeployment } from "./deployments.ts";

/** A run comes to a job for the environment; it waits until the app answers. */
export function requestDeployment(where: Where, environment: string, run = where.world.nextId()): ProtectionRequest {
  const { world, repository } = where;
  const request: ProtectionRequest = { run, environment, state: "waiting", comment: null };
  repository.protectionRequests.push(request);
  const deployment = createDeployment(where, { environment });
  tell(where, "deployment_protection_rule", "requested", {
    environment,
    event: "push",
    deployment_callback_url: `${apiOf(world, repository)}/actions/runs/${run}/deployment_protection_rule`,
    deployment: deploymentView(world, repository, deployment),
    pull_requests: [],
  });
  return request;
}
