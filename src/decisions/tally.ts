// Votes and concerns of one round: what one more vote comes to.
import type { Outcome, RecordOf } from "./record.ts";
import { ofKind, type Recorded } from "./trust.ts";

/** People are the same in any case. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export type Ballot = { by: string; outcome: Outcome };

/** Everybody's latest vote, a recorded decision counting as its giver's, in the order in which they were given. */
export function ballots(records: readonly Recorded[]): Ballot[] {
  const latest = new Map<string, Ballot>();
  for (const { record } of ofKind(records, "vote", "decision")) {
    const key = record.by.toLowerCase();
    latest.delete(key);
    latest.set(key, { by: record.by, outcome: record.outcome });
  }
  return [...latest.values()];
}

export type Tally = { kind: "decided"; deciders: string[] } | { kind: "short"; ballots: Ballot[]; missing: number };

/** With this vote on top of what is recorded. Dissent does not block: it is enough that `quorum` people agree. */
export function tallyWith(records: readonly Recorded[], vote: Ballot, quorum: number): Tally {
  const all = [...ballots(records).filter(({ by }) => !same(by, vote.by)), vote];
  const agreeing = all.filter(({ outcome }) => outcome === vote.outcome);
  if (agreeing.length >= quorum) return { kind: "decided", deciders: agreeing.map(({ by }) => by) };
  return { kind: "short", ballots: all, missing: quorum - agreeing.length };
}

/** Names of concerns are told apart without regard to case and surrounding space. */
export const sameConcern = (a: string, b: string): boolean => same(a.trim(), b.trim());

/** Those that nobody has resolved since they were raised, each name once: the first that raised it. */
export function openConcerns(records: readonly Recorded[]): Recorded<RecordOf<"concern">>[] {
  const all = ofKind(records, "concern", "resolve");
  const raised = ofKind(records, "concern").filter(
    ({ id, record }) =>
      !all.some(
        (other) => other.record.kind === "resolve" && other.id > id && sameConcern(other.record.name, record.name),
      ),
  );
  return raised.filter(
    ({ record }, index) => raised.findIndex((each) => sameConcern(each.record.name, record.name)) === index,
  );
}
