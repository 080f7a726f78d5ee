// The boundary review that a command asks for: the one that is open, or what opens it.
import type { Change } from "../change.ts";
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { askedMarker, type ReviewAsked } from "./body.ts";
import { missingLabels, openReview } from "./decide.ts";

type Asked = { delivery: Delivery; state: PhaseState; asked: ReviewAsked; now: Date };

export type AskedReview = { kind: "open"; review: Review } | { kind: "opens"; round: number; changes: Change[] };

/** In the home. A review that this very command has opened is not opened again, whatever became of it. */
export function askedReview({ delivery, state, asked, now }: Asked): AskedReview {
  const { plan, repository, reviews } = delivery;
  const rounds = reviewsOf(plan, reviews).filter(({ phase }) => phase === state.phase);
  const review = rounds.find(({ issue }) => issue.state === "open" || issue.body.includes(askedMarker(asked)));
  if (review !== undefined) return { kind: "open", review };
  const round = (rounds[0]?.round ?? 0) + 1;
  const evidence = { state, issues: null, members: delivery.members, overrides: [], findings: [], now };
  const change = openReview(plan, { repository: repository.id, round }, evidence, asked);
  return { kind: "opens", round, changes: [...missingLabels(plan, repository, [change]), change] };
}
