// What the app says about decisions, in comments on a review.

import type { Outcome, RecordOf } from "../decisions/record.ts";
import { phaseAfter } from "../decisions/review.ts";
import type { Ballot, Tally } from "../decisions/tally.ts";
import { escapeText, link } from "../markdown/escape.ts";
import type { Phase, Plan } from "../plan/plan.ts";

const listed = (names: readonly string[]): string => names.map(escapeText).join(", ");

export const moment = (date: Date): string => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** The visible part of a decision's record: who, when, outcome, reason. */
export function decided(plan: Plan, phase: Phase, record: Omit<RecordOf<"decision">, "kind">): string {
  const waived =
    record.waived.length === 0 ? [] : [`Waived, although unmet: ${record.waived.map(escapeText).join("; ")}.`];
  return [
    `### ${escapeText(phase.name)}: ${record.outcome}`,
    `Decided by ${listed(record.deciders)} on ${moment(record.at)}.`,
    ...(record.reason === "" ? [] : [`Reason: ${escapeText(record.reason)}`]),
    ...waived,
    consequence(plan, phase, record.outcome),
  ].join("\n\n");
}

function consequence(plan: Plan, phase: Phase, outcome: Outcome): string {
  const name = escapeText(phase.name);
  switch (outcome) {
    case "continue":
      return `${name} is passed for good; after it comes ${escapeText(phaseAfter(plan, phase)?.name ?? "nothing more: the delivery is done")}.`;
    case "pivot":
      return `${name} is not passed: what waits for it stays shut. This review stays open; \`/phase continue\` here, when the time has come, supersedes.`;
    case "stop":
      return `${name} is not passed, and every later phase is shut. \`/phase continue\` here, or in a new round by \`/phase review\`, supersedes.`;
  }
}

/** A vote short of the quorum. */
export function counted(
  phase: Phase,
  vote: Ballot,
  { ballots, missing, lapsed }: Extract<Tally, { kind: "short" }>,
): string {
  const gone =
    lapsed.length === 0 ? [] : [`Not counted, as they may not decide any more: ${listed(lapsed.map(({ by }) => by))}.`];
  const rows = ballots.map(({ by, outcome }) => `| ${escapeText(by)} | ${outcome} |`);
  const more = missing === 1 ? "one more person gives" : `${missing} more people give`;
  return [
    `The vote of ${escapeText(vote.by)} to ${vote.outcome} ${escapeText(phase.name)} counts. It is decided when ${more} the same vote.`,
    ["| Who | Latest vote |", "| --- | --- |", ...rows].join("\n"),
    ...gone,
  ].join("\n\n");
}

/** `stands` is what counts now that the record is gone. */
export function withdrawn(phase: Phase, gone: Outcome, stands: Outcome | null, passed: boolean, open: boolean): string {
  const now =
    stands === null ? "No decision stands in this round." : `What stands is the decision before it: ${stands}.`;
  const gate = passed
    ? `${escapeText(phase.name)} still counts as passed.`
    : `${escapeText(phase.name)} is not passed: the gate is shut again.`;
  const next = open ? "Decide again here." : "`/phase review` opens a new round.";
  return `The record of the decision to ${gone} was deleted or edited, so that decision is withdrawn. ${now} ${gate} ${next}`;
}

export const superseded = (phase: Phase): string =>
  `A milestone of ${escapeText(phase.name)} was reopened before a decision, so this review is closed. Closing it again opens the next round.`;

export const duplicate = (by: { number: number }): string =>
  `This review was opened a second time by accident. The one that counts is #${by.number}.`;

/** `communicate.mention` may name users and teams; here they are meant to be notified. */
export const mentions = ({ communicate }: Pick<Plan, "communicate">): string =>
  communicate.mention.map((each) => `@${each.replace(/^@/, "")}`).join(" ");

export function update(plan: Plan, phase: Phase, review: { url: string }, record: RecordOf<"decision">): string {
  const after = phaseAfter(plan, phase);
  const named = mentions(plan);
  return [
    ...(named === "" ? [] : [named]),
    `**${escapeText(phase.name)} is passed**, decided on ${moment(record.at)} by ${listed(record.deciders)}.${record.reason === "" ? "" : ` ${escapeText(record.reason)}`}`,
    `${after === null ? "The delivery is done." : `Next: ${escapeText(after.name)}.${after.goal === undefined ? "" : ` ${escapeText(after.goal)}`}`} The evidence and the record are in ${review.url}.`,
  ].join("\n\n");
}

/** What `carry_over: ask` adds to the Plan section. */
export const leftOver = (open: number): string =>
  open === 0
    ? "Nothing is still open in this phase."
    : `Still open in this phase. \`/phase carry-over\` moves them all to the next phase; an item each:`;

export const REPLANNING = [
  "What was learned, and what changes because of it, is written down",
  "Issues that no longer lead anywhere are dropped",
  "The milestone holds what the new direction needs first",
  "The next review has a date",
] as const;

/** The phase, and its milestone where that is called otherwise. */
export const phaseAndMilestone = (phase: string, { title, url }: { title: string; url: string }): string =>
  title === phase ? link(title, url) : `${escapeText(phase)}, into ${link(title, url)}`;

export const moved = (count: number, from: string, to: string, milestone: { title: string; url: string }): string =>
  count === 0
    ? `Nothing is open in ${escapeText(from)} any more, so nothing was moved.`
    : `Moved ${count === 1 ? "1 open issue" : `${count} open issues`} of ${escapeText(from)} to ${phaseAndMilestone(to, milestone)}.`;

export const nowhere = (to: string): string =>
  `Nothing was moved: ${escapeText(to)} has no open milestone. Open one; then \`/phase carry-over\` moves what is still open.`;

/** What became of the discussion; the first is followed by its address. */
export const announcement = (category: string) => ({
  posted: `Also a discussion in ${escapeText(category)}:`,
  "no-category": `No discussion was begun: there is no category ${escapeText(category)} here. Make one, or change \`communicate.discussions\` in the plan.`,
  refused: `No discussion was begun in ${escapeText(category)}: GitHub does not let the app. It needs the permission "discussions: write".`,
});
