// The verdict on one pull request: which phase counts, which phases it waits for, and what follows.

import type { Override } from "../decisions/override.ts";
import { type PlannedItem, phaseSource } from "../delivery/phase-source.ts";
import { isPassed, isStopped, type PhaseState } from "../delivery/phase-state.ts";
import type { Actor, PullOrigins } from "../github/model.ts";
import { latest, phasesOfLabels } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { type Exemption, exemptAuthor, exemptionOf } from "./exempt.ts";

/** `from` says why that phase counts: its own, or the number of the pull request that it carries (`isBelow` where that is a layer of its stack), or that not all are known. */
type InPhase = { phase: Phase; from: number | "own" | "unread"; isBelow?: boolean; required: PhaseState[] };

export type Verdict =
  | ({ kind: "open" } & InPhase)
  | ({ kind: "blocked" | "warning" | "not-enforced" } & InPhase)
  | { kind: "exempt"; exemption: Exemption }
  /** `beneath` is what the verdict would be without it. */
  | { kind: "overridden"; override: Override; beneath: Shut }
  | { kind: "no-phase"; enforcement: Plan["gate"]["unphased"] };

/** What an override lifts: everything that is not through already. */
export type Shut = Extract<Verdict, { kind: "blocked" | "warning" | "not-enforced" | "no-phase" }>;

/** What decides the phase of a pull request; labels as they will be once the labels are right. */
export type Phased = PlannedItem & { labels: readonly string[]; origins?: PullOrigins | undefined };

/** What the plan may exempt it by, too. */
export type Candidate = Phased & { author: Actor | null; base: string; override: Override | null };

const unpassed = { block: "blocked", warn: "warning", off: "not-enforced" } as const;

/**
 * The latest of the milestone's phase, of those that phase labels and aliases name, and of those of what it carries; where that is not
 * all known, the last of the plan.
 */
export function countingPhase(plan: Pick<Plan, "phases">, item: Phased): Phase | null {
  const { carried = [] } = item.origins ?? {};
  if (carried === null) return plan.phases.at(-1) ?? null;
  return latest(
    plan,
    [item, ...carried].flatMap((each) => phasesNamed(plan, each)),
  );
}

const phasesNamed = (plan: Pick<Plan, "phases">, item: Phased): Phase[] => {
  const own = phaseSource.phaseOf(plan, item);
  return [...(own === null ? [] : [own]), ...phasesOfLabels(plan, item.labels)];
};

/** Whether what it carries may decide its phase: nothing is later than the last. */
export const needsCarried = (plan: Pick<Plan, "phases">, item: PlannedItem): boolean =>
  phaseSource.phaseOf(plan, item) !== plan.phases.at(-1);

/** Whether it depends on who made its commits. */
export const needsAuthors = ({ gate }: Pick<Plan, "gate">, { author }: { author: Actor | null }): boolean =>
  exemptAuthor(gate.exempt, author) !== null;

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
  const source = sourceOf(plan, phase, pull);
  return { kind: required.every(isPassed) ? "open" : unpassed[phase.enforcement], phase, ...source, required };
}

function sourceOf(plan: Pick<Plan, "phases">, phase: Phase, pull: Phased): Pick<InPhase, "from" | "isBelow"> {
  if (phasesNamed(plan, pull).includes(phase)) return { from: "own" };
  const carried = (pull.origins?.carried ?? []).find((each) => phasesNamed(plan, each).includes(phase));
  if (carried === undefined) return { from: "unread" };
  return { from: carried.number, ...(carried.isBelow === true && { isBelow: true }) };
}

/** What the plan asks for, and every earlier phase whose review decided to stop. */
function requiredOf(phase: Phase, states: readonly PhaseState[]): PhaseState[] {
  const own = states.findIndex((state) => state.phase === phase);
  return states.filter((state, at) => phase.requires.includes(state.phase.id) || (at < own && isStopped(state)));
}
