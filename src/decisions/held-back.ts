// What holds a decision on a boundary review back: open concerns, and the boxes that the plan wants ticked first.
import { tasksBelow } from "../markdown/tasks.ts";
import type { Plan } from "../plan/plan.ts";
import type { Review } from "./round.ts";
import { type OpenConcern, openConcerns } from "./tally.ts";

export type HeldBack = { concerns: OpenConcern[]; boxes: number };

export const heldBackBy = (plan: Pick<Plan, "review">, review: Review): HeldBack => ({
  concerns: openConcerns(review),
  boxes: openBoxes(plan, review.issue.body),
});

/** Of the section Review, as far as the plan asks for them; `body` is a review's. */
export const openBoxes = ({ review }: Pick<Plan, "review">, body: string): number =>
  review.complete_checklist ? tasksBelow(body, "Review").open.length : 0;

/** As it is written in a comment: a name of several words in quotes. */
export const resolvingCommand = (name: string): string => `/phase resolve ${/\s/.test(name) ? `"${name}"` : name}`;

/** "the 2 open boxes" */
export const boxesToTick = (boxes: number): string => (boxes === 1 ? "the open box" : `the ${boxes} open boxes`);
