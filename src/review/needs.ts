// What has to be read beyond the repository for the reviews: a phase's issues one by one, while a review of it is at work.
import type { FactQuery, Milestone, OwnIssue } from "../github/port.ts";
import { milestonesOf } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import { reviewsOf } from "./marker.ts";
import { isSettled, movesOf } from "./settle.ts";
import { stepsOf } from "./state.ts";

export const issuesOf = (milestones: readonly Pick<Milestone, "number">[]): FactQuery<"milestone-issues">[] =>
  milestones.map(({ number }) => ({ kind: "milestone-issues", milestone: number, labels: [] }));

/** For the phases whose review is opened, is under way, or was decided just now. */
export function reviewNeeds(
  plan: Plan,
  { milestones, reviews: issues }: { milestones: Milestone[]; reviews: OwnIssue[] },
  now: Date,
): FactQuery[] {
  const reviews = reviewsOf(plan, issues);
  return plan.phases.flatMap((phase) => {
    const own = milestonesOf(plan, phase, milestones);
    const rounds = reviews.filter((review) => review.phase === phase);
    const isAtWork = stepsOf({ milestones: own, reviews: rounds }, now).some((step) =>
      step.kind === "settle" ? !isSettled(step) : step.kind === "open" || step.kind === "keep",
    );
    const moves = rounds.some((review) => movesOf(plan, review).length > 0);
    return isAtWork || moves ? issuesOf(own) : [];
  });
}
