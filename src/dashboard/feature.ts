// The dashboard: one issue that shows how the delivery is.
import type { Change } from "../change.ts";
import { guardMoments, guardNeeds } from "../delivery/scope-guard.ts";
import { type ActiveSituation, type Feature, whenActive } from "../feature.ts";
import { decideDashboard } from "./decide.ts";
import { dashboardView } from "./gather.ts";
import { missingLabelNeeds } from "./missing-labels.ts";
import { dashboardBody } from "./render.ts";

export const dashboardFeature: Feature = {
  name: "dashboard",
  needs: ({ delivery, scope }) =>
    scope.kind === "delivery" || scope.kind === "dashboard"
      ? [...guardNeeds(delivery), ...missingLabelNeeds(delivery)]
      : [],
  moments: ({ delivery, snapshot }) => (snapshot.scope.kind === "dashboard" ? guardMoments(delivery) : []),
  decide: whenActive(decide),
};

function decide(situation: ActiveSituation): Change[] {
  const { snapshot, delivery } = situation;
  if (snapshot.scope.kind !== "dashboard") return [];
  const { dashboards, requirement } = snapshot.scope;
  const body = delivery.plan.dashboard ? dashboardBody(dashboardView(situation, requirement)) : null;
  return decideDashboard(body, dashboards, delivery.home);
}
