// What holds a review back now, for the list in its marker, and which permits have to say that they were undone.

import { decidedIn, decisionsIn, type RoundDecision } from "./decided.ts";
import { type AnyRecord, rewritten } from "./record.ts";
import { isSameRestriction, type Restriction } from "./restriction.ts";
import type { Review } from "./round.ts";
import { needsWorksOn } from "./sign-off.ts";
import { openConcerns } from "./tally.ts";
import type { Recorded } from "./trust.ts";

/** The last decision where it restricts, the concerns that are open, and needs-works. What only a label tells has no comment to list. */
export function restrictionsOn(review: Review): Restriction[] {
  const decided = decidedIn(review);
  const concerns = openConcerns(review).map(({ id, name }): Restriction => {
    const isUnknown = review.lost.some((each) => each.kind === "deleted" && each.id === id);
    return isUnknown ? { kind: "deleted", id, name: "" } : { kind: "concern", id, name };
  });
  const held = [...concerns, ...needsWorksOn(review)];
  if (decided === null || decided.outcome === "continue" || !Number.isInteger(decided.order)) return held;
  return [{ kind: decided.outcome, id: decided.order, name: "" }, ...held];
}

/** A comment of the app's that has to read otherwise. */
export type Rewrite = { comment: number; body: string };

/**
 * A decision to continue that a later one restricts says so itself: who takes that out makes it void. A record of the first
 * edition gets the ids that it lacks. `reviews` are those of one phase.
 */
export function reviewRewrites(reviews: readonly Review[]): Rewrite[] {
  const all = decisionsIn(reviews);
  return reviews.flatMap(({ records, issue }) =>
    records.flatMap((recorded) => {
      // A vote that is nobody's for certain stays what it is: it has to be given again.
      if (recorded.record.kind === "vote" && recorded.record.byId === undefined) return [];
      const next = all.find(({ order, outcome }) => order > recorded.id && outcome !== "continue");
      const place = { repository: issue.repository, item: issue.number };
      return rewriteOf(recorded, undoneBy({ ...recorded.record, ...place }, next));
    }),
  );
}

/** What only a label tells has no comment to name. */
function undoneBy(record: AnyRecord, next: RoundDecision | undefined): AnyRecord {
  if (record.kind !== "decision" || record.outcome !== "continue" || next === undefined) return record;
  if (next.outcome === "continue" || !Number.isInteger(next.order)) return record;
  const by = { kind: next.outcome, id: next.order, name: String(next.review.issue.number) };
  return { ...record, undoneBy: withRestriction(record.undoneBy, by) };
}

export const withRestriction = (listed: readonly Restriction[] = [], by: Restriction): Restriction[] =>
  listed.some((each) => isSameRestriction(each, by)) ? [...listed] : [...listed, by];

/** Nothing where it reads so already; `more` is added to the words below the marker. */
export function rewriteOf({ id, body }: Pick<Recorded, "id" | "body">, wanted: AnyRecord, more?: string): Rewrite[] {
  const text = rewritten(body, wanted, more);
  return text === body ? [] : [{ comment: id, body: text }];
}
