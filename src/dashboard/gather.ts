// Gathers what the dashboard shows from the phases, the open pull requests and the repository.
import { overrideOf } from "../gate/override.ts";
import type { PhaseState } from "../gate/phase-state.ts";
import type { CheckContent, Milestone, PullItem, RepositoryReading } from "../github/port.ts";
import { phaseOf } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import { overallPercent, progressOf, scopePercents } from "../plan/progress.ts";
import { ofKind, recordsOf } from "../records/trust.ts";
import { countsForNothing, problemsOf } from "../review/decision.ts";
import { type Review, reviewsOf } from "../review/marker.ts";
import { ambiguities, late, ofRecords, overShare, skippedAhead } from "./problems.ts";
import type { Blocked, DashboardView, DecisionView, OverrideView, PhaseView, Place } from "./view.ts";

/** An open pull request and what its check says. */
export type Judged = { pull: Pick<PullItem, "number" | "title" | "url" | "comments">; content: CheckContent };

export function viewOf(
  plan: Plan,
  states: readonly PhaseState[],
  { milestones, reviews: issues }: Pick<RepositoryReading, "milestones" | "reviews">,
  judged: readonly Judged[],
  now: Date,
): DashboardView {
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
      ...ambiguities(plan, milestones),
      ...overShare(phases),
      ...skippedAhead(phases),
      ...late(phases, now),
      ...ofRecords([...problemsOf(reviews), ...forged]),
    ],
  };
}

const placeOf = ({ number, title, url }: Judged["pull"]): Place => ({ title: `#${number} ${title}`, url });

const blocked = ({ pull, content }: Judged): Blocked => ({ place: placeOf(pull), why: content.title });

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
  const override = overrideOf(pull.comments, now);
  if (override === null) return [];
  const { by, reason, expires, url } = override;
  return [{ place: placeOf(pull), by, reason, until: expires, url }];
}

export function phaseViews(states: readonly PhaseState[]): PhaseView[] {
  const progress = states.map(({ milestones }) => progressOf(milestones));
  const scope = scopePercents(progress.map((each) => ({ progress: each })));
  return states.map((state, index) => ({
    state,
    progress: progress[index] ?? progressOf([]),
    scope: scope[index] ?? 0,
    plannedEnd: plannedEndOf(state),
  }));
}

function plannedEndOf({ phase, began, milestones }: PhaseState): Date | null {
  if (phase.timebox !== undefined && began !== null) return new Date(began.getTime() + phase.timebox);
  return latestDue(milestones);
}

const latestDue = (milestones: readonly Milestone[]): Date | null =>
  milestones.reduce<Date | null>(
    (latest, { dueOn }) => (dueOn !== null && (latest === null || dueOn > latest) ? dueOn : latest),
    null,
  );
