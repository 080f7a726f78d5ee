// What has to be read beyond the repository for the reviews: a phase's issues one by one, while a review of it is at work.

import { type PlacedMilestone, type PlacedQuery, placeQuery } from "../criteria/placed.ts";
import { reviewsOf } from "../decisions/review.ts";
import { contextsOf } from "../delivery/contexts.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { FactQuery } from "../github/model.ts";
import { movesOf } from "./carry-over.ts";
import { isSettled } from "./settle.ts";
import { stepsOf } from "./state.ts";

export const issuesOf = (
  milestones: readonly Pick<PlacedMilestone, "number" | "member">[],
): PlacedQuery<FactQuery<"milestone-issues">>[] =>
  milestones.map((milestone) =>
    placeQuery(milestone, { kind: "milestone-issues", milestone: milestone.number, labels: [] }),
  );

/** Overrides that were given since the phase began are on pull requests that were touched since. */
export const overridesSince = (
  { members }: Pick<Delivery, "members">,
  began: Date | null,
): PlacedQuery<FactQuery<"commented-pulls">>[] =>
  began === null ? [] : members.map((place) => placeQuery(place, { kind: "commented-pulls", since: began }));

/** For the phases whose review is opened, is under way, or was decided just now. */
export function reviewNeeds(delivery: Delivery, now: Date): PlacedQuery[] {
  const { plan } = delivery;
  const reviews = reviewsOf(plan, delivery.reviews);
  const moved = new Set(delivery.moves.map(({ phase }) => phase));
  return [...contextsOf(delivery)].flatMap(([phase, { milestones, began }]) => {
    const rounds = reviews.filter((review) => review.phase === phase);
    const steps = stepsOf({ milestones, reviews: rounds }, now);
    const isWritten =
      delivery.reviewing.includes(phase.id) || steps.some(({ kind }) => kind === "open" || kind === "keep");
    const isSettling = steps.some((step) => step.kind === "settle" && !isSettled(step));
    const moves = moved.has(phase.id) || rounds.some((review) => movesOf(plan, review).length > 0);
    return [
      ...(isWritten || isSettling || moves ? issuesOf(milestones) : []),
      ...(isWritten ? overridesSince(delivery, began) : []),
    ];
  });
}
