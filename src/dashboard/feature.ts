// The dashboard: one issue that shows how the delivery is.
import type { Change } from "../change.ts";
import { assembleDelivery, deliveryFacts, type OtherMembers } from "../delivery/delivery.ts";
import { memberKey } from "../delivery/member.ts";
import { addedNamed, guardMoments, guardNeeds } from "../delivery/scope-guard.ts";
import type { Asking, Feature, Situation } from "../feature.ts";
import type { MilestoneName, RepositoryReading } from "../github/model.ts";
import { forecastMoment, forecastsOf } from "../history/pace.ts";
import type { Plan } from "../plan/plan.ts";
import type { DeliveryOf } from "../plan/roster.ts";
import { openPullsAmong } from "../snapshot.ts";
import { decideDashboard, retireDashboards } from "./decide.ts";
import { type DashboardSource, dashboardView } from "./gather.ts";
import { missingLabelNamed, missingLabelNeeds } from "./missing-labels.ts";
import { dashboardBody, invalidBody } from "./render.ts";

export const dashboardFeature: Feature = {
  name: "dashboard",
  needs: (asking) => (isShown(asking) ? [...guardNeeds(asking.delivery), ...missingLabelNeeds(asking.delivery)] : []),
  moments: ({ delivery, snapshot, states, now }) => [
    ...("dashboards" in snapshot.scope ? guardMoments(delivery) : []),
    ...("dashboards" in snapshot.scope && forecastsOf(states, deliveryFacts(delivery), now).length > 0
      ? [forecastMoment(now)]
      : []),
  ],
  decide,
};

/** Only where issues are looked at: a pull request changes nothing of them, and long lists are dear. */
const isShown = ({ delivery, scope }: Asking): boolean =>
  scope.kind === "delivery" ||
  "dashboards" in scope ||
  (delivery.plan.dashboard && (scope.kind === "phases" || scope.kind === "repository"));

function decide(situation: Situation): Change[] {
  const { scope, items, repository } = situation.snapshot;
  if (!("dashboards" in scope)) return [];
  const pulls = scope.kind === "standing" ? scope.pulls : openPullsAmong(items);
  const { requirement, unanswered = [] } = scope;
  const body = dashboardText(situation, { pulls, requirement, unanswered });
  if (body !== null) return decideDashboard(body, scope.dashboards, repository);
  return situation.kind === "active" ? retireDashboards(situation.delivery, scope.dashboards) : [];
}

/** The whole text; null where there is to be no dashboard. */
export function dashboardText(situation: Situation, source: DashboardSource): string | null {
  switch (situation.kind) {
    case "inactive":
      return null;
    // Without a plan there are no phases to show.
    case "invalid":
      return isElsewhere(situation.plan, situation.snapshot.repository) ? null : invalidBody(situation.plan);
    case "active":
      return situation.delivery.isHome && situation.delivery.plan.dashboard
        ? dashboardBody(dashboardView(situation, source))
        : null;
  }
}

/** Whether the delivery's dashboard is in another repository. */
const isElsewhere = ({ delivery }: { delivery: DeliveryOf | null }, repository: { name: string }): boolean =>
  delivery !== null && memberKey({ name: delivery.home }) !== memberKey(repository);

/** The issues whose titles only looks at issues can put into the text. */
export function laterNamed(plan: Plan, repository: RepositoryReading, others?: OtherMembers): MilestoneName[] {
  const delivery = assembleDelivery(plan, repository, others);
  return [...addedNamed(delivery, deliveryFacts(delivery)), ...missingLabelNamed(delivery)].map(
    ({ number, title }) => ({
      number,
      title,
    }),
  );
}
