// What is still open of a phase in each repository of the delivery, and where it goes when it is moved.
import type { PlacedReference } from "../criteria/placed.ts";
import type { Member } from "../delivery/member.ts";
import { type PhaseTarget, phaseSource } from "../delivery/phase-source.ts";
import { milestonesOf } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";

/** `target` is null where the phase takes none there; `issues` are the first that are open, as far as they may be shown. */
export type Leaving = { place: Member; open: number; issues: PlacedReference[]; target: PhaseTarget | null };

/** Each repository moves its own, to a milestone of its own. */
export const leavingOf = (
  plan: Pick<Plan, "phases">,
  members: readonly Member[],
  { from, to }: { from: Phase; to: Phase },
): Leaving[] =>
  members.map((place) => {
    const { member } = place;
    const milestones = milestonesOf(plan, from, place.milestones);
    return {
      place,
      open: milestones.reduce((sum, { issues }) => sum + issues.open, 0),
      issues: milestones.flatMap(({ issues }) => issues.firstOpen.map((issue) => ({ ...issue, member }))),
      target: phaseSource.target(plan, to, place.milestones),
    };
  });
