// What a check's next step depends on beside the verdict: who may do what, and the boundary reviews.
import { type HeldBack, heldBackBy } from "../decisions/held-back.ts";
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { assembleDelivery } from "../delivery/delivery.ts";
import type { Situation } from "../feature.ts";
import type { RepositoryReading } from "../github/model.ts";
import { DEFAULT_PLAN } from "../plan/default-plan.ts";
import type { Plan } from "../plan/plan.ts";

/** `plan` says who may do what; while the written one is invalid, it is the default one, as for commands. */
export type Guide = {
  plan: Pick<Plan, "calendar" | "commands" | "gate" | "review">;
  reviews: readonly Review[];
  /** What holds a decision on one of them back. */
  heldBack: (review: Review) => HeldBack;
  repository: Pick<RepositoryReading, "url" | "self" | "hasIssues">;
};

/** The same for all checks of a look. */
export function guideOf({ snapshot: { plan, repository, others } }: Pick<Situation, "snapshot">): Guide {
  const active = plan.kind === "active" ? plan.plan : null;
  const issues = active === null ? [] : assembleDelivery(active, repository, others).reviews;
  const reviews = active === null ? [] : reviewsOf(active, issues);
  return { plan: active ?? DEFAULT_PLAN, reviews, heldBack: heldBackOnce(active ?? DEFAULT_PLAN), repository };
}

/** A review's text is parsed for the first check that asks. */
function heldBackOnce(plan: Guide["plan"]): Guide["heldBack"] {
  const known = new Map<Review, HeldBack>();
  return (review) => {
    const found = known.get(review) ?? heldBackBy(plan, review);
    known.set(review, found);
    return found;
  };
}
