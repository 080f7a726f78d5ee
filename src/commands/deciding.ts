// What /phase continue, pivot and stop have in common: a vote on the review where they are given.
import type { Outcome } from "../decisions/record.ts";
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { hindrancesTo } from "../review/hindrances.ts";
import { reviewStateOf } from "../review/state.ts";
import { type Poll, voteOn } from "../review/vote.ts";
import { signOffStates } from "../sign-offs/state.ts";
import { type CommandContext, type CommandResult, type Parsed, parsed, refusedCommand, refusedFor } from "./command.ts";
import { givenReason } from "./words.ts";

export type DecisionArgs = { outcome: Outcome; reason: string; waive: boolean };

/** What a decision is to be; refused, with all else that is in its way, where it lacks a reason that it must have. */
export function parseDecision(
  context: CommandContext,
  { outcome, waive, words }: { outcome: Outcome; waive: boolean; words: string },
): Parsed<DecisionArgs> {
  if (words !== "" || (outcome === "continue" && !waive)) return parsed({ outcome, waive, reason: givenReason(words) });
  const usage = `/phase ${outcome} ${waive ? "--waive " : ""}<reason>`;
  return refusedFor([`it needs a reason: \`${usage}\`.`, ...hindrancesIn(context, { outcome, waive })]);
}

/** Whatever else is in the way of it, for somebody who may not decide. */
export function hindrancesIn(context: CommandContext, wanted: Pick<DecisionArgs, "outcome" | "waive">): string[] {
  const poll = pollIn(context);
  return poll === null ? [] : hindrancesTo(poll, wanted);
}

export function decideAs(context: CommandContext, given: DecisionArgs): CommandResult {
  const { origin, recorded, item } = context;
  const poll = pollIn(context);
  if (poll === null) return refusedCommand("it works on boundary reviews only.");
  // Recorded in a run that did not come to its end: what follows from it is all that is left to do.
  if (recorded.some(({ kind }) => kind === "decision" || kind === "vote"))
    return { kind: "done", changes: [], concerns: "phases" };
  const voted = voteOn(poll, { ...given, ...origin });
  if (voted.kind === "refused") return refusedFor(voted.reasons);
  return { kind: "done", changes: [{ kind: "record", item: item.number, body: voted.body }], concerns: "phases" };
}

function pollIn({ plan, review, states, repository, delivery, lapsed, countsVoice }: CommandContext): Poll | null {
  const state = states.find(({ phase }) => phase === review?.phase);
  if (review === null || state === undefined) return null;
  const signOffs = signOffStates(plan, review, countsVoice);
  const newer = newerRound({ plan, review, repository });
  return { plan, review, newer, state, signOffs, lapsed, members: delivery.members };
}

/** Null where the review is the latest round itself. */
export const newerRound = ({
  plan,
  review,
  repository,
}: Pick<CommandContext, "plan" | "review" | "repository">): Review | null =>
  review === null ? null : (reviewsOf(plan, repository.reviews).find((other) => isNewer(other, review)) ?? null);

const isNewer = (other: Review, { phase, round, issue }: Review): boolean =>
  other.phase === phase &&
  other.issue.number !== issue.number &&
  reviewStateOf(other) !== "superseded" &&
  (other.round > round || (other.round === round && other.issue.number < issue.number));
