// What the app says about decisions, in comments on a review.
import type { Outcome, RecordOf } from "../decisions/record.ts";
import { phaseAfter } from "../decisions/review.ts";
import type { Ballot, Tally } from "../decisions/tally.ts";
import { phaseSource } from "../delivery/phase-source.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { progressOf } from "../delivery/progress.ts";
import type { Milestone } from "../github/model.ts";
import { cutLines } from "../markdown/cut.ts";
import { escapeText, link } from "../markdown/escape.ts";
import { instant } from "../markdown/instant.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { consequenceOf, signOffsText, waivedText } from "./standing.ts";
import { namesText, voteLines } from "./votes.ts";

export const moment = (date: Date): string => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;

type Decision = Omit<RecordOf<"decision">, "kind">;

/** How things were when it was decided. `votes` are everybody's latest, the deciding one included. */
export type DecidedWorld = {
  plan: Plan;
  state: PhaseState;
  votes: readonly Ballot[];
  milestones: readonly Milestone[];
};

/** In bytes, for what is left open. */
const LIST_LIMIT = 4_000;

/** The visible part of a decision's record: who, when, outcome, every vote with its reason, what was waived, and the work. */
export function decisionText(world: DecidedWorld, record: Decision): string {
  const { plan, state, votes } = world;
  const { phase } = state;
  const reasons =
    votes.length > 1
      ? [`Votes:\n\n${voteLines(votes, Number.POSITIVE_INFINITY).join("\n")}`]
      : record.reason === ""
        ? []
        : [`Reason: ${escapeText(record.reason)}`];
  return [
    `### ${escapeText(phase.name)}: ${record.outcome}`,
    `Decided by ${namesText(record.deciders)} on ${instant(record.at)}. ${consequenceOf(plan, phase, record.outcome)}`,
    ...reasons,
    ...uncounted(votes, record),
    ...(record.waived.length === 0 ? [] : [waivedText(record)]),
    ...(record.signOffs === undefined ? [] : [signOffsText(record.signOffs)]),
    `Work: ${workText(record)}.${leftList(state)}`,
    ...(record.outcome === "continue" ? carriedText(world) : [supersedes(record.outcome)]),
  ].join("\n\n");
}

const uncounted = (votes: readonly Ballot[], { outcome, deciders }: Decision): string[] =>
  notCounted(votes.filter((vote) => vote.outcome === outcome && !deciders.includes(vote.by)));

const notCounted = (lapsed: readonly Ballot[]): string[] =>
  lapsed.length === 0
    ? []
    : [`Not counted, as they may not decide any more: ${namesText(lapsed.map(({ by }) => by))}.`];

type Work = Pick<RecordOf<"decision">, "done" | "dropped" | "left">;

/** Issues of the phase as the decision's record keeps them. */
export function workOf({ milestones }: Pick<PhaseState, "milestones">): Record<"done" | "dropped" | "left", number> {
  const { done, dropped, open } = progressOf(milestones);
  return { done, dropped, left: open };
}

/** "5 issues are done, 1 is dropped and 2 are left open". */
export const workText = ({ done = 0, dropped = 0, left = 0 }: Work): string =>
  `${done === 0 ? "no issue is" : done === 1 ? "1 issue is" : `${done} issues are`} done, ${counting(dropped)} dropped and ${counting(left)} left open`;

const counting = (count: number): string => (count === 0 ? "none is" : count === 1 ? "1 is" : `${count} are`);

function leftList({ milestones }: PhaseState): string {
  const open = milestones.flatMap(({ issues }) => issues.firstOpen);
  if (open.length === 0) return "";
  const all = milestones.reduce((sum, { issues }) => sum + issues.open, 0);
  const more = all > open.length ? [`- and ${all - open.length} more`] : [];
  const lines = open.map(({ number, title, url }) => `- ${link(`#${number} ${title}`, url)}`);
  return `\n\n${cutLines([...lines, ...more], LIST_LIMIT, (missing) => `- and ${missing} more`).join("\n")}`;
}

/** What the plan does with what is left open, as it is carried out right after this is written. */
function carriedText({ plan, state, milestones }: DecidedWorld): string[] {
  const { left } = workOf(state);
  const next = phaseAfter(plan, state.phase);
  if (left === 0 || next === null) return [];
  switch (plan.review.carry_over) {
    case "ask":
      return [`What is left open stays until \`/phase carry-over\` moves it to ${escapeText(next.name)}.`];
    case "leave":
      return ["What is left open stays where it is, as the plan says."];
    case "move": {
      const target = phaseSource.target(plan, next, [...milestones]);
      return target === null ? [] : [moved(left, state.phase.name, next.name, target)];
    }
  }
}

const supersedes = (outcome: "pivot" | "stop"): string =>
  outcome === "pivot"
    ? "This review stays open. `/phase continue` here, when the time has come, supersedes."
    : "`/phase continue` here, or in a new round by `/phase review`, supersedes.";

/** A vote short of the quorum. */
export function counted(
  phase: Phase,
  vote: Ballot,
  { ballots, missing, lapsed }: Extract<Tally, { kind: "short" }>,
): string {
  const rows = ballots.map(({ by, outcome }) => `| ${escapeText(by)} | ${outcome} |`);
  const more = missing === 1 ? "one more person gives" : `${missing} more people give`;
  return [
    `The vote of ${escapeText(vote.by)} to ${vote.outcome} ${escapeText(phase.name)} counts. It is decided when ${more} the same vote.`,
    ["| Who | Latest vote |", "| --- | --- |", ...rows].join("\n"),
    ...notCounted(lapsed),
  ].join("\n\n");
}

/** `stands` is what counts now that the record is gone. */
export function withdrawn(phase: Phase, gone: Outcome, stands: Outcome | null, passed: boolean, open: boolean): string {
  const now =
    stands === null ? "No decision counts in this round." : `What counts is the decision before it: ${stands}.`;
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

/** `count` is how many are open when it is asked for. */
export const moved = (count: number, from: string, to: string, milestone: { title: string; url: string }): string =>
  count === 0
    ? `Nothing is open in ${escapeText(from)} any more, so nothing was moved.`
    : `Moved ${count === 1 ? "1 open issue" : `${count} open issues`} of ${escapeText(from)} to ${phaseAndMilestone(to, milestone)}.`;

export const nothingMoved = (to: string): string =>
  `Nothing was moved: ${escapeText(to)} has no open milestone. Open one; then \`/phase carry-over\` moves what is still open.`;

/** What a decision's record says of a command that came after it. */
export const carriedLater = (by: string, to: string, url: string): string =>
  `Carried over since: what was still open went to ${escapeText(to)}, ${link(`as ${by} asked`, url)}.`;
