// Which milestone stands for a phase when something is put into it.
import type { Milestone } from "../github/model.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { latest, phaseOf, phasesOfLabels } from "../plan/match.ts";
import type { Phase } from "../plan/plan.ts";
import { type CommandContext, type Parsed, parsed, refused } from "./command.ts";

/** The open one that is due first, then the lowest number. */
export function currentMilestone({ states }: Pick<CommandContext, "states">, phase: Phase): Parsed<Milestone> {
  const open = (states.find((state) => state.phase === phase)?.milestones ?? []).filter(
    ({ state }) => state === "open",
  );
  const [first] = open.toSorted((a, b) => dueOf(a) - dueOf(b) || a.number - b.number);
  if (first !== undefined) return parsed(first);
  const patterns = phase.milestones.map(({ source }) => code(String(source))).join(", ");
  return refused(
    `${escapeText(phase.name)} has no open milestone. Open or create one that it matches (${patterns}), then ask again.`,
  );
}

const dueOf = ({ dueOn }: Milestone): number => dueOn?.getTime() ?? Number.POSITIVE_INFINITY;

/** The milestone's phase, else the latest that a label means. */
export function phaseOfItem({ plan, item }: Pick<CommandContext, "plan" | "item">): Phase | null {
  const own = item.milestone === null ? null : phaseOf(plan, item.milestone);
  const labels = item.labels.map(({ name }) => name);
  return own ?? latest(plan, phasesOfLabels(plan, labels));
}

export const nextPhase = ({ plan }: Pick<CommandContext, "plan">, phase: Phase): Phase | null =>
  plan.phases[plan.phases.indexOf(phase) + 1] ?? null;
