// One more vote on a boundary review: refused with the reason, taken up short of the quorum, or the decision.

import { commentOf, type Origin, type Outcome, type RecordOf } from "../decisions/record.ts";
import type { Review } from "../decisions/round.ts";
import { openConcerns, personKey, tallyWith } from "../decisions/tally.ts";
import { type PhaseState, unmetOf } from "../delivery/phase-state.ts";
import { escapeText } from "../markdown/escape.ts";
import { tasksBelow } from "../markdown/tasks.ts";
import type { Plan } from "../plan/plan.ts";
import { reviewStateOf } from "./state.ts";
import { counted, decided } from "./words.ts";

export type Vote = Origin & {
  outcome: Outcome;
  reason: string;
  /** In spite of unmet criteria. */
  waive: boolean;
};

/** `body` is the record's comment. */
export type Voted = { kind: "recorded"; body: string } | { kind: "refused"; reason: string };

/** `newer` is the latest round of the phase where that is another. */
export type Poll = {
  plan: Plan;
  review: Review;
  newer: Review | null;
  state: PhaseState;
  /** Those who voted before, by `personKey`, and may not decide any more. */
  lapsed: ReadonlySet<string>;
};

export function voteOn(poll: Poll, vote: Vote): Voted {
  const { plan, review, state } = poll;
  const hindrance = [closed, concerned, unchecked, unmet].map((find) => find(poll, vote)).find((why) => why !== null);
  if (hindrance !== undefined) return { kind: "refused", reason: hindrance ?? "" };
  const tally = tallyWith(review.records, vote, plan.review.quorum, (each) => !poll.lapsed.has(personKey(each)));
  const { waive: _waive, ...given } = vote;
  const round = { phase: review.phase.id, round: review.round };
  if (tally.kind === "short") {
    const record: RecordOf<"vote"> = { kind: "vote", ...round, ...given };
    return { kind: "recorded", body: commentOf(record, counted(review.phase, vote, tally)) };
  }
  const waived =
    vote.outcome === "continue" ? unmetOf(state).map(({ title, evaluation }) => `${title} (${evaluation.reason})`) : [];
  const deciders = tally.deciders.map(({ by }) => by);
  const record: RecordOf<"decision"> = { kind: "decision", ...round, ...given, deciders, waived };
  return { kind: "recorded", body: commentOf(record, decided(plan, review.phase, record)) };
}

type Hindrance = (poll: Poll, vote: Vote) => string | null;

/** Which states of a review take which decision; docs/boundary-review.md draws it. */
const closed: Hindrance = ({ review, newer }, { outcome }) => {
  const again = `\`/phase review ${review.phase.id}\` opens a new round.`;
  if (newer !== null) return `a later round of this review is in #${newer.issue.number}; decide there.`;
  switch (reviewStateOf(review)) {
    case "in-review":
      return null;
    case "superseded":
      return `this review was closed without a decision. ${again}`;
    case "continued":
      return `it was decided to continue already. ${again}`;
    case "pivoted":
      return outcome === "pivot"
        ? "it was decided to pivot already; `/phase continue` or `/phase stop` supersedes."
        : null;
    case "stopped":
      return outcome === "continue" ? null : `it was decided to stop already; \`/phase continue\` supersedes. ${again}`;
  }
};

const concerned: Hindrance = ({ review }) => {
  const names = openConcerns(review).map(
    ({ name, by }) => `${escapeText(name)} (${by === null ? "its record is gone" : escapeText(by)})`,
  );
  if (names.length === 0) return null;
  return `it is held back by ${names.length === 1 ? "a concern" : "concerns"}: ${names.join(", ")}. Whoever raised it, or anyone who may decide, lets go with \`/phase resolve <name>\`; then decide again.`;
};

const unchecked: Hindrance = ({ plan, review }) => {
  if (!plan.review.complete_checklist) return null;
  const tasks = tasksBelow(review.issue.body, "Review");
  if (tasks.open.length === 0) return null;
  const boxes = tasks.open.length === 1 ? "1 box" : `${tasks.open.length} boxes`;
  return `${boxes} of the section Review ${tasks.open.length === 1 ? "is" : "are"} not ticked yet, and the plan asks for all of them (\`complete_checklist\`). Tick them, then decide again.`;
};

const unmet: Hindrance = ({ state }, { outcome, waive }) => {
  const unmetOnes = unmetOf(state);
  if (outcome !== "continue" || waive || unmetOnes.length === 0) return null;
  const list = unmetOnes.map(({ title, evaluation }) => `${escapeText(title)} (${escapeText(evaluation.reason)})`);
  return `exit criteria are unmet: ${list.join("; ")}. Meet them, or pass over them with \`/phase continue --waive <reason>\`.`;
};
