// Gathers what the dashboard shows from the phases, the open pull requests and the repository.

import { lostEndings, overrideOf } from "../decisions/override.ts";
import { decisionProblems, ignoredRecord, lostEnding } from "../decisions/problems.ts";
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { ofKind, recordsOf } from "../decisions/trust.ts";
import { deliveryFacts, milestonesIn } from "../delivery/delivery.ts";
import { memberRows } from "../delivery/member-table.ts";
import { missingWorkflows } from "../delivery/missing-workflows.ts";
import { aheadOf, phaseViews } from "../delivery/phase-view.ts";
import { overallPercent } from "../delivery/progress.ts";
import { findingsOf } from "../delivery/scope-guard.ts";
import type { ActiveSituation } from "../feature.ts";
import { verdictText } from "../gate/check.ts";
import { judgePull, type PullVerdict } from "../gate/judge.ts";
import type { PullItem, Requirement } from "../github/model.ts";
import { forecastsOf } from "../history/pace.ts";
import { cut } from "../markdown/cut.ts";
import { phaseOf } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import type { UnansweredComment } from "../snapshot.ts";
import { ofMembers } from "./member-problems.ts";
import { ofMissingLabels } from "./missing-labels.ts";
import { openReviews } from "./open-reviews.ts";
import {
  ambiguities,
  ofChannels,
  ofMissingWorkflows,
  ofRecords,
  ofRequirement,
  ofSpareFile,
  ofUnanswered,
} from "./problems.ts";
import type { Blocked, DashboardPlace, DashboardView, DecisionView, OverrideView } from "./view.ts";

/** Beside the situation: every open pull request, what the default branch asks of the check, and comments without an answer. */
export type DashboardSource = {
  pulls: readonly PullItem[];
  requirement: Requirement;
  unanswered: readonly UnansweredComment[];
};

export function dashboardView(
  situation: ActiveSituation,
  { pulls, requirement, unanswered }: DashboardSource,
): DashboardView {
  const { delivery, states, now } = situation;
  const { plan, repository, reviews: issues } = delivery;
  const judged = pulls.toSorted((a, b) => b.number - a.number).map((pull) => judgePull(situation, pull));
  const milestones = milestonesIn(delivery);
  const phases = phaseViews(states);
  const reviews = reviewsOf(plan, issues);
  const onPulls = judged.flatMap(({ pull }) => [
    ...recordsOf(pull.comments).distrusted.map(ignoredRecord),
    ...lostEndings(pull).map(lostEnding),
  ]);
  return {
    overall: overallPercent(phases.map(({ state, progress }) => ({ share: state.phase.share, progress }))),
    phases,
    forecasts: forecastsOf(states, deliveryFacts(delivery), now),
    unmapped: milestones.filter((milestone) => milestone.state === "open" && phaseOf(plan, milestone) === null),
    members: memberRows(delivery),
    reviews: openReviews(plan, reviews, states),
    blocked: judged.flatMap(blocked),
    decisions: decisionsIn(reviews),
    overrides: judged.flatMap(({ pull }) => overrideIn(pull, plan.gate.override.on_push, now)),
    problems: [
      ...ofRequirement(requirement, repository),
      ...ofSpareFile(repository),
      ...ambiguities(plan, milestones),
      ...ofMissingWorkflows(missingWorkflows(states, deliveryFacts(delivery))),
      ...ofMissingLabels(delivery),
      ...ofChannels(plan.communicate.notify, situation.snapshot.channels),
      ...ofMembers(delivery),
      ...findingsOf({
        phases,
        ahead: aheadOf(plan, judged),
        facts: deliveryFacts(delivery),
        members: delivery.members,
        now,
      }),
      ...unanswered.map((comment) => ofUnanswered(comment, repository)),
      ...ofRecords([...decisionProblems(reviews, issues), ...onPulls]),
    ],
  };
}

const placeOf = ({ number, title, url }: PullItem): DashboardPlace => ({ title: `#${number} ${title}`, url });

/** Under a heading that says "Blocked" already. */
function blocked({ pull, verdict }: PullVerdict): Blocked[] {
  const { conclusion, about } = verdictText(verdict);
  return conclusion === "action_required" ? [{ place: placeOf(pull), why: cut(about ?? "", WHY_LIMIT) }] : [];
}

/** In bytes: as much of it as a check's title shows. */
const WHY_LIMIT = 140;

/** Of all phases and rounds, in the order in which they were taken. */
function decisionsIn(reviews: readonly Review[]): DecisionView[] {
  return reviews
    .flatMap(({ phase, records }) => ofKind(records, "decision").map((recorded) => ({ ...recorded, phase })))
    .toSorted((a, b) => a.id - b.id)
    .map(({ phase, url, record: { outcome, deciders, at, reason } }) => ({
      phase: phase.name,
      ...{ outcome, by: deciders, at, reason, url },
    }));
}

function overrideIn(pull: PullItem, onPush: Plan["gate"]["override"]["on_push"], now: Date): OverrideView[] {
  const override = overrideOf(pull, onPush, now);
  if (override === null) return [];
  const { by, reason, expires, url } = override;
  return [{ place: placeOf(pull), by, reason, until: expires, url }];
}
