// The gate: checks of open pull requests and of merge groups, and leave to deploy.
import type { Change } from "../change.ts";
import { overrideMoments } from "../decisions/override.ts";
import { criteriaMoments, criteriaNeeds } from "../delivery/contexts.ts";
import type { Feature, Situation } from "../feature.ts";
import { holdsReviews, pullsAmong } from "../snapshot.ts";
import { answerDeployment } from "./deployment.ts";
import { wholeOverrides } from "./ended-overrides.ts";
import { checkWrites, groupChecks, headChecks } from "./head-checks.ts";

export const gateFeature: Feature = {
  name: "gate",
  needs: ({ delivery }) => criteriaNeeds(delivery),
  // A look at one pull request leaves the phases' moments to the looks at all of them, so that a timer is one job.
  moments: ({ snapshot, delivery, now }) => [
    ...(holdsReviews(snapshot) ? criteriaMoments(delivery) : []),
    ...overrideMoments(pullsAmong(snapshot.items), delivery.plan.gate.override.on_push, now),
  ],
  decide: (situation) => [
    ...(situation.kind === "active" ? wholeOverrides(situation) : []),
    ...[...groupChecks(situation), ...headChecks(situation)].flatMap((head) => checkWrites(situation, head)),
    ...deploymentAnswers(situation),
  ],
};

/** Without a plan nothing is answered, so a plan that was deleted opens no environment either. */
function deploymentAnswers(situation: Situation): Change[] {
  const { scope } = situation.snapshot;
  if (scope.kind !== "deployment" || situation.kind === "inactive") return [];
  const { run, environment } = scope;
  return [{ kind: "answer-deployment", run, environment, ...answerDeployment(situation, environment) }];
}
