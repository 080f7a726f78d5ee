// What is wrong with a delivery or its plan, each with how to solve it. Said once, on the dashboard; never a reason to block.
import type { Milestone } from "../github/port.ts";
import { escapeText, link } from "../markdown/escape.ts";
import { ambiguousMilestones } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import type { Problem as RecordProblem } from "../review/decision.ts";
import type { PhaseView, Problem } from "./view.ts";

/** Percentage points that a phase may hold above its share; the default of the criterion `scope`. */
const TOLERANCE = 10;

const milestoneLink = ({ title, url }: Pick<Milestone, "title" | "url">): string => link(title, url);

export function ambiguities(plan: Pick<Plan, "phases">, milestones: readonly Milestone[]): Problem[] {
  return ambiguousMilestones(plan, milestones).map(({ milestone, phases }) => ({
    text: `The milestone ${milestoneLink(milestone)} matches ${phases.map(({ name }) => escapeText(name)).join(" and ")}; it belongs to ${escapeText(phases[0]?.name ?? "")}.`,
    next: "Rename the milestone, or make the patterns in the plan tell them apart; a number pins it.",
  }));
}

/** The first phase is to stay minimal; any phase that outgrows its share eats another's. */
export function overShare(phases: readonly PhaseView[]): Problem[] {
  return phases
    .filter(({ state, scope, progress }) => progress.planned > 0 && scope > state.phase.share + TOLERANCE)
    .map(({ state: { phase }, scope }) => ({
      text: `${escapeText(phase.name)} holds ${scope} % of the planned issues; its share is ${formatShare(phase)} %.`,
      next: "Move what the phase does not need to a later one (`/phase defer`), or drop it (`/phase drop`).",
    }));
}

export const formatShare = ({ share }: Pick<Phase, "share">): string => String(Math.round(share * 10) / 10);

/** Work on the last phase while the first is still open: polish before the core is solid. */
export function skippedAhead(phases: readonly PhaseView[]): Problem[] {
  const [first] = phases;
  const last = phases.at(-1);
  if (first === undefined || last === undefined || first === last) return [];
  if (first.state.ended !== null || first.progress.open === 0 || last.progress.done === 0) return [];
  return [
    {
      text: `${escapeText(last.state.phase.name)} already has ${last.progress.done === 1 ? "1 issue" : `${last.progress.done} issues`} done while ${escapeText(first.state.phase.name)} has ${first.progress.open} open.`,
      next: `Finish ${escapeText(first.state.phase.name)} first.`,
    },
  ];
}

export function late(phases: readonly PhaseView[], now: Date): Problem[] {
  return phases.flatMap(({ state: { phase, began, ended }, plannedEnd, progress }) =>
    ended !== null || began === null || plannedEnd === null || plannedEnd >= now || progress.planned === 0
      ? []
      : [
          {
            text: `${escapeText(phase.name)} should have ended on ${plannedEnd.toISOString().slice(0, 10)}.`,
            next: "Close it and hold its boundary review with what there is, or move its due date on purpose.",
          },
        ],
  );
}

/** Records that count for nothing, and labels that they do not bear out. */
export const ofRecords = (problems: readonly RecordProblem[]): Problem[] =>
  problems.map(({ text, url, next }) => ({ text: `${link(text, url)}.`, next }));
