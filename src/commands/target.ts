// Where an item goes when a command moves it into a phase, and the phase in which it is.
import { type PhaseTarget, phaseSource } from "../delivery/phase-source.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { latest, phasesOfLabels } from "../plan/match.ts";
import type { Phase } from "../plan/plan.ts";
import { type CommandContext, type Parsed, parsed, refusedCommand } from "./command.ts";

/** Refused where the phase takes none. */
export function targetIn(
  { plan, repository, delivery }: Pick<CommandContext, "plan" | "repository" | "delivery">,
  phase: Phase,
): Parsed<PhaseTarget> {
  const target = phaseSource.target(plan, phase, repository.milestones);
  if (target !== null) return parsed(target);
  const patterns = phase.milestones.map(({ source }) => code(String(source))).join(", ");
  return refusedCommand(
    `${escapeText(phase.name)} has no open milestone${delivery.members.length > 1 ? " in this repository" : ""}. Open or create one that it matches (${patterns}), then ask again.`,
  );
}

/** The phase in which it is planned, else the latest that a label means. */
export function phaseOfItem({ plan, item }: Pick<CommandContext, "plan" | "item">): Phase | null {
  const labels = item.labels.map(({ name }) => name);
  return phaseSource.phaseOf(plan, item) ?? latest(plan, phasesOfLabels(plan, labels));
}
