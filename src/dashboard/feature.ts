// The dashboard: one issue that shows how the delivery is.
import type { Change } from "../change.ts";
import { guardMoments, guardNeeds } from "../delivery/scope-guard.ts";
import { type ActiveSituation, type Feature, type Situation, whenActive } from "../feature.ts";
import { decideDashboard } from "./decide.ts";
import { dashboardView } from "./gather.ts";
import { missingLabelNeeds } from "./missing-labels.ts";
import { dashboardBody, invalidBody } from "./render.ts";

export const dashboardFeature: Feature = {
  name: "dashboard",
  needs: ({ delivery, scope }) =>
    scope.kind === "delivery" || scope.kind === "dashboard"
      ? [...guardNeeds(delivery), ...missingLabelNeeds(delivery)]
      : [],
  moments: ({ delivery, snapshot }) => (snapshot.scope.kind === "dashboard" ? guardMoments(delivery) : []),
  decide: (situation) => (situation.kind === "invalid" ? decideInvalid(situation) : whenActive(decide)(situation)),
};

/** Without a plan there are no phases to show. */
function decideInvalid({ snapshot: { scope, repository }, plan }: Extract<Situation, { kind: "invalid" }>): Change[] {
  if (scope.kind !== "dashboard") return [];
  return decideDashboard(invalidBody(plan), scope.dashboards, repository);
}

function decide(situation: ActiveSituation): Change[] {
  const { snapshot, delivery } = situation;
  if (snapshot.scope.kind !== "dashboard") return [];
  const { dashboards, requirement } = snapshot.scope;
  const body = delivery.plan.dashboard ? dashboardBody(dashboardView(situation, requirement)) : null;
  return decideDashboard(body, dashboards, delivery.home);
}
