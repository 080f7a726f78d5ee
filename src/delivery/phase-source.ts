// Where items are planned, what is in a phase, and how an item is moved: by milestones.
// Whatever else may say so one day (issue fields) becomes a second `PhaseSource`; nobody above asks an item for its milestone.
import type { Change } from "../change.ts";
import type { ItemList, Milestone, MilestoneName } from "../github/model.ts";
import { currentMilestone, phaseOf } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";

type Phases = Pick<Plan, "phases">;

/** What an item says of where it is planned. */
export type PlannedItem = { milestone: MilestoneName | null };

/** Where an item goes when it is moved into a phase. */
export type PhaseTarget = { number: number; title: string; url: string };

export type PhaseSource = {
  /** The phase in which an item is planned, which wins over its labels; null: none. */
  phaseOf(plan: Phases, item: PlannedItem): Phase | null;
  /** What it is planned in where that belongs to no phase; null where it belongs to one, or the item is not planned at all. */
  elsewhere(plan: Phases, item: PlannedItem): string | null;
  /** Lists that together hold everything that is planned in a phase. */
  lists(plan: Phases, milestones: readonly MilestoneName[]): ItemList["of"][];
  /** Where an item goes that is moved into the phase now; null where the phase takes none. */
  target(plan: Phases, phase: Phase, milestones: readonly Milestone[]): PhaseTarget | null;
  /** Whether the item is there; null: in no phase and nowhere else. */
  isIn(item: PlannedItem, target: Pick<PhaseTarget, "number"> | null): boolean;
  /** Moves an item there; null takes it out. */
  move(item: number, target: Pick<PhaseTarget, "number"> | null): Change;
};

export const phaseSource: PhaseSource = {
  phaseOf: (plan, { milestone }) => (milestone === null ? null : phaseOf(plan, milestone)),
  elsewhere: (plan, { milestone }) =>
    milestone === null || phaseOf(plan, milestone) !== null ? null : milestone.title,
  lists: (plan, milestones) =>
    milestones.filter((milestone) => phaseOf(plan, milestone) !== null).map(({ number }) => ({ milestone: number })),
  target: currentMilestone,
  isIn: ({ milestone }, target) => (milestone?.number ?? null) === (target?.number ?? null),
  move: (number, target) => ({ kind: "update-issue", number, change: { milestone: target?.number ?? null } }),
};
