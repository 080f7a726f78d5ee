// Gathers what the dashboard shows from the phases, the open pull requests and the repository.

import { countsForNothing, problemsOf } from "../decisions/decision.ts";
import { overrideOf } from "../decisions/override.ts";
import { type Review, reviewsOf } from "../decisions/review.ts";
import { ofKind, recordsOf } from "../decisions/trust.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { aheadOf, phaseViews } from "../delivery/phase-view.ts";
import { overallPercent } from "../delivery/progress.ts";
import { findingsOf } from "../delivery/scope-guard.ts";
import type { CheckContent, PullItem, RepositoryReading, Requirement, Written } from "../github/model.ts";
import { phaseOf } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { ambiguities, ofRecords, ofRequirement } from "./problems.ts";
import type { Blocked, DashboardView, DecisionView, OverrideView, Place } from "./view.ts";

/** An open pull request, the phase that counts for it, and what its check says. */
export type Judged = {
  pull: Pick<PullItem, "number" | "title" | "url" | keyof Written>;
  phase: Phase | null;
  content: CheckContent;
};

type Seen = {
  repository: Pick<RepositoryReading, "milestones" | "reviews" | "facts" | "defaultBranch" | "self">;
  requirement: Requirement;
};

export function viewOf(
  plan: Plan,
  states: readonly PhaseState[],
  { repository, requirement }: Seen,
  judged: readonly Judged[],
  now: Date,
): DashboardView {
  const { milestones, reviews: issues, facts } = repository;
  const phases = phaseViews(states);
  const reviews = reviewsOf(plan, issues);
  const forged = judged.flatMap(({ pull }) => recordsOf(pull.comments).distrusted.map(countsForNothing));
  return {
    overall: overallPercent(phases.map(({ state, progress }) => ({ share: state.phase.share, progress }))),
    phases,
    unmapped: milestones.filter((milestone) => milestone.state === "open" && phaseOf(plan, milestone) === null),
    blocked: judged.filter(({ content }) => content.conclusion === "action_required").map(blocked),
    decisions: decisionsIn(reviews),
    overrides: judged.flatMap(({ pull }) => overrideIn(pull, now)),
    problems: [
      ...ofRequirement(requirement, repository),
      ...ambiguities(plan, milestones),
      ...findingsOf({ phases, ahead: aheadOf(plan, judged), facts, now }),
      ...ofRecords([...problemsOf(reviews), ...forged]),
    ],
  };
}

const placeOf = ({ number, title, url }: Judged["pull"]): Place => ({ title: `#${number} ${title}`, url });

/** Under a heading that says so already. */
const blocked = ({ pull, content }: Judged): Blocked => ({
  place: placeOf(pull),
  why: content.title.replace(/^Blocked: /, ""),
});

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

function overrideIn(pull: Judged["pull"], now: Date): OverrideView[] {
  const override = overrideOf(pull, now);
  if (override === null) return [];
  const { by, reason, expires, url } = override;
  return [{ place: placeOf(pull), by, reason, until: expires, url }];
}
