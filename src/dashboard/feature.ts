// The dashboard: one issue that shows how the delivery is.
import type { Change } from "../change.ts";
import { guardMoments, guardNeeds } from "../delivery/scope-guard.ts";
import { type ActiveSituation, type Feature, whenActive } from "../feature.ts";
import type { PullItem, Requirement } from "../github/model.ts";
import { openPullsAmong } from "../snapshot.ts";
import { decideDashboard } from "./decide.ts";
import { dashboardView } from "./gather.ts";
import { dashboardBody } from "./render.ts";

export const dashboardFeature: Feature = {
  name: "dashboard",
  // Only where issues are looked at: a pull request changes nothing of them, and long lists are dear.
  needs: ({ delivery, scope }) => {
    const isShown = delivery.plan.dashboard && (scope.kind === "phases" || scope.kind === "repository");
    return isShown || scope.kind === "delivery" || "dashboards" in scope ? guardNeeds(delivery) : [];
  },
  moments: ({ delivery, snapshot }) => ("dashboards" in snapshot.scope ? guardMoments(delivery) : []),
  decide: whenActive(decide),
};

function decide(situation: ActiveSituation): Change[] {
  const { scope, items } = situation.snapshot;
  if (!("dashboards" in scope)) return [];
  const pulls = scope.kind === "standing" ? scope.pulls : openPullsAmong(items);
  const text = dashboardText(situation, pulls, scope.requirement);
  return decideDashboard(text, scope.dashboards, situation.delivery.home);
}

/** The whole text, where `pulls` is every open pull request; null where the plan wants no dashboard. */
export const dashboardText = (
  situation: ActiveSituation,
  pulls: readonly PullItem[],
  requirement: Requirement,
): string | null =>
  situation.delivery.plan.dashboard ? dashboardBody(dashboardView(situation, pulls, requirement)) : null;
