// What /phase continue, pivot and stop have in common: a vote on the review where they are given.
import type { Outcome } from "../decisions/record.ts";
import { reviewsOf } from "../decisions/review.ts";
import { reviewStateOf } from "../review/state.ts";
import { voteOn } from "../review/vote.ts";
import { type CommandContext, type CommandResult, refusedCommand } from "./command.ts";

export function decideAs(
  context: CommandContext,
  outcome: Outcome,
  given: { reason: string; waive: boolean },
): CommandResult {
  const { plan, review, states, repository, origin, recorded, item } = context;
  const state = states.find(({ phase }) => phase === review?.phase);
  if (review === null || state === undefined) return refusedCommand("it works on boundary reviews only.");
  // Recorded in a run that did not come to its end: what follows from it is all that is left to do.
  if (recorded.some(({ kind }) => kind === "decision" || kind === "vote"))
    return { kind: "done", changes: [], concerns: "phases" };
  const newer = reviewsOf(plan, repository.reviews).find(
    (other) =>
      other.phase === review.phase &&
      other.issue.number !== review.issue.number &&
      reviewStateOf(other) !== "superseded" &&
      (other.round > review.round || (other.round === review.round && other.issue.number < review.issue.number)),
  );
  const voted = voteOn(
    { plan, review, newer: newer ?? null, state, lapsed: context.lapsed },
    { outcome, ...given, ...origin },
  );
  if (voted.kind === "refused") return refusedCommand(voted.reason);
  return { kind: "done", changes: [{ kind: "record", item: item.number, body: voted.body }], concerns: "phases" };
}

export const needsReason = (usage: string): string => `it needs a reason: \`${usage}\`.`;
