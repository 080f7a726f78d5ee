// The verdict on one pull request: which phase counts, which phases it waits for, and what follows.

import type { Override } from "../decisions/override.ts";
import { type PlannedItem, phaseSource } from "../delivery/phase-source.ts";
import { isPassed, isStopped, type PhaseState } from "../delivery/phase-state.ts";
import type { Actor } from "../github/model.ts";
import { latest, phasesOfLabels } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { type Exemption, exemptionOf } from "./exempt.ts";

export type Verdict =
  | { kind: "open"; phase: Phase; required: PhaseState[] }
  | { kind: "blocked" | "warning" | "not-enforced"; phase: Phase; required: PhaseState[] }
  | { kind: "exempt"; exemption: Exemption }
  /** `beneath` is what the verdict would be without it. */
  | { kind: "overridden"; override: Override; beneath: Shut }
  | { kind: "no-phase"; enforcement: Plan["gate"]["unphased"] };

/** What an override lifts: everything that is not through already. */
export type Shut = Extract<Verdict, { kind: "blocked" | "warning" | "not-enforced" | "no-phase" }>;

/** What decides the phase of a pull request; labels as they will be once the labels are right. */
export type Phased = PlannedItem & { labels: readonly string[] };

/** What the plan may exempt it by, too. */
export type Candidate = Phased & { author: Actor | null; base: string; override: Override | null };

const unpassed = { block: "blocked", warn: "warning", off: "not-enforced" } as const;

/** The latest of the milestone's phase and of those that phase labels and aliases name. */
export function countingPhase(plan: Pick<Plan, "phases">, item: Phased): Phase | null {
  const own = phaseSource.phaseOf(plan, item);
  return latest(plan, [...(own === null ? [] : [own]), ...phasesOfLabels(plan, item.labels)]);
}

export function verdictOf(
  plan: Pick<Plan, "phases" | "gate">,
  states: readonly PhaseState[],
  pull: Candidate,
): Verdict {
  const exemption = exemptionOf(plan.gate.exempt, pull);
  if (exemption !== null) return { kind: "exempt", exemption };
  const verdict = phaseVerdict(plan, states, pull);
  if (pull.override === null || verdict.kind === "open") return verdict;
  return { kind: "overridden", override: pull.override, beneath: verdict };
}

type PhaseVerdict = Shut | Extract<Verdict, { kind: "open" }>;

function phaseVerdict(plan: Pick<Plan, "phases" | "gate">, states: readonly PhaseState[], pull: Phased): PhaseVerdict {
  const phase = countingPhase(plan, pull);
  if (phase === null) return { kind: "no-phase", enforcement: plan.gate.unphased };
  const required = requiredOf(phase, states);
  return { kind: required.every(isPassed) ? "open" : unpassed[phase.enforcement], phase, required };
}

/** What the plan asks for, and every earlier phase whose review decided to stop. */
function requiredOf(phase: Phase, states: readonly PhaseState[]): PhaseState[] {
  const own = states.findIndex((state) => state.phase === phase);
  return states.filter((state, at) => phase.requires.includes(state.phase.id) || (at < own && isStopped(state)));
}
