// Counts of a phase's issues, and how sure they are: of many closed issues only the latest were read one by one.
import type { FactQuery } from "../github/model.ts";
import { answerTo, unread } from "./facts.ts";
import { type PlacedFact, type PlacedMilestone, type PlacedQuery, placeQuery } from "./placed.ts";

/** `unsure` of those that count as done may have been dropped. */
export type Counts = { open: number; done: number; dropped: number; unsure: number };

const droppedOf = (milestone: PlacedMilestone): PlacedQuery<FactQuery<"dropped-issues">> =>
  placeQuery(milestone, { kind: "dropped-issues", milestone: milestone.number });

/** Asks for the exact counts of these milestones. */
export const exactly = (milestones: readonly PlacedMilestone[]): PlacedQuery[] =>
  milestones.filter(({ issues }) => issues.unsure > 0).map(droppedOf);

const add = (a: Counts, b: Counts): Counts => ({
  open: a.open + b.open,
  done: a.done + b.done,
  dropped: a.dropped + b.dropped,
  unsure: a.unsure + b.unsure,
});

const NONE: Counts = { open: 0, done: 0, dropped: 0, unsure: 0 };

/** With what is unsure as it was read exactly, or else counted as done. */
export const countsOf = (milestones: readonly PlacedMilestone[], facts: readonly PlacedFact[] = []): Counts =>
  milestones.map((milestone) => exactCounts(milestone, facts)).reduce(add, NONE);

function exactCounts(milestone: PlacedMilestone, facts: readonly PlacedFact[]): Counts {
  const { open, done, dropped, unsure } = milestone.issues;
  if (unsure === 0 || unread(facts, [droppedOf(milestone)]) !== null) return { open, done, dropped, unsure };
  const exact = answerTo(facts, droppedOf(milestone));
  return { open, done: done + dropped - exact, dropped: exact, unsure: 0 };
}

/** With all that is unsure dropped. */
export const fewest = (milestones: readonly PlacedMilestone[]): Counts =>
  milestones
    .map(({ issues: { open, done, dropped, unsure } }) => ({
      open,
      done: done - unsure,
      dropped: dropped + unsure,
      unsure: 0,
    }))
    .reduce(add, NONE);
