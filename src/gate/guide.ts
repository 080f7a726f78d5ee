// What a check's next step depends on beside the verdict: who may do what, and the boundary reviews.
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { assembleDelivery } from "../delivery/delivery.ts";
import type { Situation } from "../feature.ts";
import type { RepositoryReading } from "../github/model.ts";
import { DEFAULT_PLAN } from "../plan/default-plan.ts";
import type { Plan } from "../plan/plan.ts";

/** `plan` says who may do what; while the written one is invalid, it is the default one, as for commands. */
export type Guide = {
  plan: Pick<Plan, "commands" | "gate" | "review">;
  reviews: readonly Review[];
  repository: Pick<RepositoryReading, "url" | "self" | "hasIssues">;
};

/** The same for all checks of a look. */
export function guideOf({ snapshot: { plan, repository, others } }: Pick<Situation, "snapshot">): Guide {
  if (plan.kind !== "active") return { plan: DEFAULT_PLAN, reviews: [], repository };
  const { reviews } = assembleDelivery(plan.plan, repository, others);
  return { plan: plan.plan, reviews: reviewsOf(plan.plan, reviews), repository };
}
