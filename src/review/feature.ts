// The boundary reviews: opened, kept current, closed, and what follows from what they decided.
import { type ActiveSituation, type Feature, noMoments, whenActive } from "../feature.ts";
import { holdsReviews } from "../snapshot.ts";
import { decideReviews } from "./decide.ts";
import { reviewNeeds } from "./needs.ts";

export const reviewFeature: Feature = {
  name: "review",
  needs: ({ delivery, scope, now }) => (holdsReviews({ scope }) ? reviewNeeds(delivery, now) : []),
  moments: noMoments,
  decide: whenActive((situation) => (isHere(situation) ? decideReviews(situation) : [])),
};

/** A delivery's reviews are in its home. */
const isHere = ({ snapshot, delivery }: ActiveSituation): boolean => delivery.isHome && holdsReviews(snapshot);
