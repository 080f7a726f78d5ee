// The boundary reviews: opened, kept current, closed, and what follows from what they decided.
import type { Change } from "../change.ts";
import { reviewsOf } from "../decisions/review.ts";
import { type ActiveSituation, type Feature, whenActive } from "../feature.ts";
import { reminderMoments } from "../sign-offs/reminders.ts";
import { signOffStates } from "../sign-offs/state.ts";
import { holdsReviews } from "../snapshot.ts";
import { decideMoves, decideReviews } from "./decide.ts";
import { reviewNeeds } from "./needs.ts";
import { reviewStateOf } from "./state.ts";

export const reviewFeature: Feature = {
  name: "review",
  needs: ({ delivery, scope, now }) => (holdsReviews({ scope }) ? reviewNeeds(delivery, now) : []),
  moments: (situation) => (isHere(situation) ? momentsIn(situation) : []),
  decide: whenActive((situation) => (holdsReviews(situation.snapshot) ? decideHere(situation) : [])),
};

/** A delivery's reviews are in its home. */
const isHere = ({ snapshot, delivery }: ActiveSituation): boolean => delivery.isHome && holdsReviews(snapshot);

const decideHere = (situation: ActiveSituation): Change[] =>
  situation.delivery.isHome ? decideReviews(situation) : decideMoves(situation);

/** When somebody is to be reminded of a review that waits. */
const momentsIn = ({ delivery: { plan, reviews } }: ActiveSituation): Date[] =>
  reviewsOf(plan, reviews)
    .filter((review) => reviewStateOf(review) === "in-review")
    .flatMap((review) => reminderMoments(plan, review, signOffStates(plan, review)));
