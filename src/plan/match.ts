// Which milestone, label or word means which phase.

import { setBounded } from "../set-bounded.ts";
import type { Phase, Plan } from "./plan.ts";

type Phases = Pick<Plan, "phases">;
/** `phase` is the id of the phase that it was matched to, where its title may not be shown; null for none. */
type Named = { number: number; title: string; phase?: string | null };

const matches = ({ milestones }: Phase, milestone: Named): boolean =>
  milestones.some((pattern) => pattern.matches(milestone));

/** Milestones of many repositories are called alike, and each is asked for again and again. */
const matched = new WeakMap<Phases["phases"], Map<string, Phase | null>>();
const MATCHED_LIMIT = 1_000;

/** A milestone that matches several phases belongs to the first. */
export function phaseOf({ phases }: Phases, milestone: Named): Phase | null {
  if (milestone.phase !== undefined) return phases.find(({ id }) => id === milestone.phase) ?? null;
  const known = matched.get(phases) ?? new Map<string, Phase | null>();
  matched.set(phases, known);
  const key = `${milestone.number} ${milestone.title}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const phase = phases.find((each) => matches(each, milestone)) ?? null;
  setBounded(known, key, phase, MATCHED_LIMIT);
  return phase;
}

export const milestonesOf = <Milestone extends Named>(
  plan: Phases,
  phase: Phase,
  milestones: readonly Milestone[],
): Milestone[] => milestones.filter((milestone) => phaseOf(plan, milestone) === phase);

/** Under null those of no phase. */
export const milestonesByPhase = <Milestone extends Named>(
  plan: Phases,
  milestones: readonly Milestone[],
): Map<Phase | null, Milestone[]> => Map.groupBy(milestones, (milestone) => phaseOf(plan, milestone));

/** Milestones that match several phases, each with those phases; it belongs to the first of them. */
export const ambiguousMilestones = <Milestone extends Named>(
  { phases }: Phases,
  milestones: readonly Milestone[],
): { milestone: Milestone; phases: Phase[] }[] =>
  milestones
    .map((milestone) => ({ milestone, phases: phases.filter((phase) => matches(phase, milestone)) }))
    .filter(({ phases: several }) => several.length > 1);

/** The phases that these labels mean, by their own label or an alias, whatever the case. */
export function phasesOfLabels({ phases }: Phases, labels: readonly string[]): Phase[] {
  const names = new Set(labels.map((label) => label.toLowerCase()));
  return phases.filter(({ label, aliases }) => [label, ...aliases].some((name) => names.has(name.toLowerCase())));
}

/** As words are compared: in any case, with any blanks between them, and with the quotes of any keyboard. */
export const plainSpelling = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** The phase that a person means by its id, name, label or alias, in any case; an id comes before another phase's name. */
export function phaseByWord({ phases }: Phases, word: string): Phase | null {
  const wanted = plainSpelling(word);
  const names: ((phase: Phase) => string[])[] = [
    ({ id }) => [id],
    ({ name }) => [name],
    ({ label }) => [label],
    ({ aliases }) => aliases,
  ];
  const found = names.map((of) => phases.find((phase) => of(phase).some((name) => plainSpelling(name) === wanted)));
  return found.find((phase) => phase !== undefined) ?? null;
}

/** The one that is delivered last. */
export const latest = ({ phases }: Phases, among: readonly Phase[]): Phase | null =>
  phases.findLast((phase) => among.includes(phase)) ?? null;

/** The phase's open milestone that is due first, then the lowest number; null when none is open. */
export function currentMilestone<Milestone extends Named & { state: "open" | "closed"; dueOn: Date | null }>(
  plan: Phases,
  phase: Phase,
  milestones: readonly Milestone[],
): Milestone | null {
  const due = ({ dueOn }: Milestone): number => dueOn?.getTime() ?? Number.POSITIVE_INFINITY;
  const open = milestonesOf(plan, phase, milestones).filter(({ state }) => state === "open");
  return open.toSorted((a, b) => (due(a) === due(b) ? a.number - b.number : due(a) - due(b)))[0] ?? null;
}
