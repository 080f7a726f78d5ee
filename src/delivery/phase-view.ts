// A phase beside the others: its progress, how much of the plan it holds, and when it should end.
import { endOfDay } from "../criteria/timebox.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { isPassed, type PhaseState } from "./phase-state.ts";
import { type Progress, progressOf, scopePercents } from "./progress.ts";

export type PhaseView = {
  state: PhaseState;
  progress: Progress;
  /** Percent of all planned issues that the phase holds. */
  scope: number;
  /** When it should end: its timebox, else the latest due date of its milestones. */
  plannedEnd: Date | null;
};

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

/** Where a phase is, in words. Who reads "passed" takes a phase for done, so one with work ahead only meets its criteria. */
export function phaseStateText(state: Pick<PhaseState, "milestones" | "began" | "criteria" | "decision">): string {
  const { decision, milestones } = state;
  if (decision !== null && decision.outcome !== "continue")
    return decision.outcome === "stop" ? "⛔ stopped" : "↩️ pivot";
  if (milestones.length === 0) return "no milestone yet";
  if (isPassed(state))
    return decision !== null || milestones.every((each) => each.state === "closed") ? "✅ passed" : "criteria met";
  return state.began === null ? "not begun" : "in progress";
}

/** Where a phase is, for programs. `shut`: its review decided to pivot or to stop. */
export type PhaseStateWord = "not begun" | "open" | "passed" | "shut";

export function phaseStateWord(state: Pick<PhaseState, "began" | "criteria" | "decision">): PhaseStateWord {
  if (isPassed(state)) return "passed";
  if (state.decision !== null && state.decision.outcome !== "continue") return "shut";
  return state.began === null ? "not begun" : "open";
}

type Timed = Pick<PhaseState, "began" | "milestones"> & { phase: Pick<Phase, "timebox"> };

export function plannedEndOf({ phase, began, milestones }: Timed): Date | null {
  if (phase.timebox !== undefined && began !== null) return new Date(began.getTime() + phase.timebox);
  const due = milestones.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn.getTime()]));
  return due.length === 0 ? null : endOfDay(Math.max(...due));
}

/** Open pull requests of the last phase. */
export const aheadOf = ({ phases }: Pick<Plan, "phases">, pulls: readonly { phase: Phase | null }[]): number =>
  pulls.filter(({ phase }) => phase !== null && phase === phases.at(-1)).length;
