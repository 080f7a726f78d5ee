// What a command gets to see, from what was read.
import type { CommandContext, CommandPlace } from "../commands/command.ts";
import { overrideOf } from "../decisions/override.ts";
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { assembleDelivery } from "../delivery/delivery.ts";
import { phaseStates } from "../delivery/phase-state.ts";
import { countingPhase, verdictOf } from "../gate/verdict.ts";
import type { Item } from "../github/model.ts";
import type { Plan } from "../plan/plan.ts";
import { openPullsAmong, type Snapshot } from "../snapshot.ts";

type Seen = Pick<
  CommandContext,
  "item" | "origin" | "recorded" | "may" | "namedBy" | "countsVoice" | "lapsed" | "now" | "problems"
> & {
  snapshot: Snapshot;
  /** Items of which the open pull requests are judged. */
  pulls: readonly Item[];
};

export function contextOf(plan: Plan, { snapshot, pulls, ...seen }: Seen): CommandContext {
  const { repository, others } = snapshot;
  const delivery = assembleDelivery(plan, repository, others);
  const states = phaseStates(delivery, seen.now);
  const labelled = openPullsAmong(pulls).map((pull) => ({
    ...pull,
    labels: pull.labels.map(({ name }) => name),
    override: overrideOf(pull, plan.gate.override.on_push, seen.now),
  }));
  const reviews = delivery.isHome ? reviewsOf(plan, repository.reviews) : [];
  const review = reviews.find(({ issue }) => issue.number === seen.item.number) ?? null;
  return {
    ...seen,
    plan,
    states,
    repository,
    delivery,
    review,
    place: placeOf(seen.item, review),
    pulls: labelled.map((pull) => ({
      pull,
      phase: countingPhase(plan, pull),
      verdict: verdictOf(plan, states, pull),
    })),
  };
}

const placeOf = ({ kind }: Item, review: Review | null): CommandPlace =>
  review !== null ? "review" : kind === "pull" ? "pull request" : "issue";
