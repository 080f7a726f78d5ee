// Gathers what the dashboard shows from the phases, the open pull requests and the repository.
import type { PhaseState } from "../gate/phase-state.ts";
import type { CheckContent, Milestone, PullItem, RepositoryReading } from "../github/port.ts";
import { phaseOf } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import { overallPercent, progressOf, scopePercents } from "../plan/progress.ts";
import { ambiguities, late, overShare, skippedAhead } from "./problems.ts";
import type { Blocked, DashboardView, PhaseView } from "./view.ts";

/** An open pull request and what its check says. */
export type Judged = { pull: Pick<PullItem, "number" | "title" | "url">; content: CheckContent };

export function viewOf(
  plan: Plan,
  states: readonly PhaseState[],
  { milestones }: Pick<RepositoryReading, "milestones">,
  judged: readonly Judged[],
  now: Date,
): DashboardView {
  const phases = phaseViews(states);
  return {
    overall: overallPercent(phases.map(({ state, progress }) => ({ share: state.phase.share, progress }))),
    phases,
    unmapped: milestones.filter((milestone) => milestone.state === "open" && phaseOf(plan, milestone) === null),
    blocked: judged.filter(({ content }) => content.conclusion === "action_required").map(blocked),
    decisions: [],
    overrides: [],
    problems: [...ambiguities(plan, milestones), ...overShare(phases), ...skippedAhead(phases), ...late(phases, now)],
  };
}

const blocked = ({ pull, content }: Judged): Blocked => ({
  place: { title: `#${pull.number} ${pull.title}`, url: pull.url },
  why: content.title,
});

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
