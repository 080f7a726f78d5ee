// One more vote on a boundary review: refused with all that is in its way, taken up short of the quorum, or the decision.
import { commentOf, type Origin, type Outcome, type RecordOf } from "../decisions/record.ts";
import { type Ballot, ballots, isSamePerson, personKey, tallyWith } from "../decisions/tally.ts";
import type { Member } from "../delivery/member.ts";
import { unmetOf } from "../delivery/phase-state.ts";
import { isMissing } from "../sign-offs/state.ts";
import { givenText, missingText } from "../sign-offs/words.ts";
import { type DecisionAsked, hindrancesTo } from "./hindrances.ts";
import { counted, decisionText, workOf } from "./words.ts";

export type Vote = Origin & {
  outcome: Outcome;
  reason: string;
  /** In spite of unmet criteria. */
  waive: boolean;
};

/** `body` is the record's comment. */
export type Voted = { kind: "recorded"; body: string } | { kind: "refused"; reasons: string[] };

export type Poll = DecisionAsked & {
  /** Those who voted before, by `personKey`, and may not decide any more. */
  lapsed: ReadonlySet<string>;
  members: readonly Member[];
};

export function voteOn(poll: Poll, vote: Vote): Voted {
  const { plan, review } = poll;
  const reasons = hindrancesTo(poll, vote);
  if (reasons.length > 0) return { kind: "refused", reasons };
  const tally = tallyWith(review.records, vote, plan.review.quorum, (each) => !poll.lapsed.has(personKey(each)));
  if (tally.kind === "decided") return { kind: "recorded", body: decided(poll, vote, tally.deciders) };
  const { waive: _waive, ...given } = vote;
  const record: RecordOf<"vote"> = { kind: "vote", phase: review.phase.id, round: review.round, ...given };
  return { kind: "recorded", body: commentOf(record, counted(review.phase, vote, tally)) };
}

function decided({ plan, review, state, signOffs, members }: Poll, vote: Vote, deciders: readonly Ballot[]): string {
  const { waive: _waive, ...given } = vote;
  const isContinue = vote.outcome === "continue";
  const waived = isContinue
    ? [
        ...unmetOf(state).map(({ title, evaluation }) => `${title} (${evaluation.reason})`),
        ...signOffs.filter(isMissing).map(missingText),
      ]
    : [];
  const record: RecordOf<"decision"> = {
    ...{ kind: "decision", phase: review.phase.id, round: review.round, ...given },
    ...{ deciders: deciders.map(({ by }) => by), waived, ...workOf(state) },
    ...(isContinue && signOffs.length > 0 && { signOffs: signOffs.map(givenText) }),
    ...(isContinue && { settled: "no" }),
  };
  const others = ballots(review.records).filter((each) => !isSamePerson(each, vote));
  return commentOf(record, decisionText({ plan, state, votes: [...others, vote], members }, record));
}
