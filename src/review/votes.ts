// Votes with their reasons, and what a decision passed over, as records and reviews show them.
import type { Outcome } from "../decisions/record.ts";
import { type Ballot, ballots } from "../decisions/tally.ts";
import type { Recorded } from "../decisions/trust.ts";
import { cut, cutLines } from "../markdown/cut.ts";
import { escapeText } from "../markdown/escape.ts";

/** Everybody's latest vote at the moment of that decision, its own included. */
export const votesUntil = (records: readonly Recorded[], { id }: Pick<Recorded, "id">): Ballot[] =>
  ballots(records.filter((each) => each.id <= id));

/** In bytes, for all of them together. */
const VOTES_LIMIT = 16_000;

/** A list item each: who, what, and why. `reason` is the most bytes of each reason. */
export function voteLines(votes: readonly Ballot[], reason: number): string[] {
  const lines = votes.map((vote) => `- **${escapeText(vote.by)}**, ${vote.outcome}${because(vote.reason, reason)}`);
  return cutLines(lines, VOTES_LIMIT, (missing) => `- and ${missing} more`);
}

const because = (reason: string, limit: number): string => (reason === "" ? "" : `: ${escapeText(cut(reason, limit))}`);

/** What those who agreed gave as their reasons, in their words, without the full stop of each. */
export function reasonsOf(votes: readonly Ballot[], outcome: Outcome, limit: number): string {
  const given = votes.filter((each) => each.outcome === outcome && each.reason !== "");
  const words = given.map(({ reason }) => escapeText(cut(reason.replace(/[.!\s]+$/, ""), limit)));
  return [...new Set(words)].join("; ");
}

/** "alice", "alice and bob", "alice, bob and carol". */
export function namesText(names: readonly string[]): string {
  const all = names.map(escapeText);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** How many of them come to the same outcome, the most first. */
export function leadingVotes(votes: readonly Ballot[]): { outcome: Outcome; votes: number } | null {
  const counted = [...Map.groupBy(votes, ({ outcome }) => outcome)].map(([outcome, all]) => ({
    outcome,
    votes: all.length,
  }));
  return counted.toSorted((a, b) => b.votes - a.votes)[0] ?? null;
}
