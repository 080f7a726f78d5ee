// What the app says about decisions, in comments on a review.
import { memberName } from "../criteria/placed.ts";
import type { Outcome, RecordOf } from "../decisions/record.ts";
import { phaseAfter } from "../decisions/review.ts";
import type { Ballot, Tally } from "../decisions/tally.ts";
import type { Member } from "../delivery/member.ts";
import type { PhaseTarget } from "../delivery/phase-source.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { placedLinks } from "../delivery/placed-link.ts";
import { progressOf } from "../delivery/progress.ts";
import { cutLines } from "../markdown/cut.ts";
import { escapeText, link } from "../markdown/escape.ts";
import { instant } from "../markdown/instant.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { type Leaving, leavingOf } from "./leaving.ts";
import { consequenceOf, signOffsText, waivedText } from "./standing.ts";
import { namesText, voteLines } from "./votes.ts";

export const moment = (date: Date): string => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;

type Decision = Omit<RecordOf<"decision">, "kind">;

/** How things were when it was decided. `votes` are everybody's latest, the deciding one included. */
export type DecidedWorld = {
  plan: Plan;
  state: PhaseState;
  votes: readonly Ballot[];
  members: readonly Member[];
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
    `Work: ${workText(record)}.${leftList(world)}`,
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

function leftList({ state: { milestones }, members }: DecidedWorld): string {
  const open = milestones.flatMap(({ member, issues }) => issues.firstOpen.map((issue) => ({ ...issue, member })));
  const lines = placedLinks(members, open).map((line) => `- ${line}`);
  if (lines.length === 0) return "";
  const all = milestones.reduce((sum, { issues }) => sum + issues.open, 0);
  const more = all > lines.length ? [`- and ${all - lines.length} more`] : [];
  return `\n\n${cutLines([...lines, ...more], LIST_LIMIT, (missing) => `- and ${missing} more`).join("\n")}`;
}

/** What the plan does with what is left open, as it is carried out right after this is written. */
function carriedText({ plan, state, members }: DecidedWorld): string[] {
  const { left } = workOf(state);
  const next = phaseAfter(plan, state.phase);
  if (left === 0 || next === null) return [];
  switch (plan.review.carry_over) {
    case "ask":
      return [`What is left open stays until \`/phase carry-over\` moves it to ${escapeText(next.name)}.`];
    case "leave":
      return ["What is left open stays where it is, as the plan says."];
    case "move": {
      const between = { from: state.phase, to: next };
      const text = movedText(leavingOf(plan, members, between), between);
      return text === null ? [] : [text];
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
export const phaseAndMilestone = (phase: string, { title, url }: Pick<PhaseTarget, "title" | "url">): string =>
  title === phase ? link(title, url) : `${escapeText(phase)}, into ${link(title, url)}`;

type Between = { from: Pick<Phase, "name">; to: Pick<Phase, "name"> };

/** What is moved, as it is open when that is asked for; null where there is no milestone to move it to. */
export function movedText(leaving: readonly Leaving[], { from, to }: Between): string | null {
  const targets = leaving.flatMap(({ open, target }) => (target === null ? [] : [{ open, target }]));
  const [first, second] = targets;
  if (first === undefined) return null;
  const count = targets.reduce((sum, { open }) => sum + open, 0);
  if (leaving.every(({ open }) => open === 0))
    return `Nothing is open in ${escapeText(from.name)} any more, so nothing was moved.`;
  if (count === 0) return null;
  const said = `Moved ${openIssues(count)} of ${escapeText(from.name)} to`;
  if (leaving.length < 2 && second === undefined) return `${said} ${phaseAndMilestone(to.name, first.target)}.`;
  return `${said} ${escapeText(to.name)}, each into the current milestone of its own repository.`;
}

const openIssues = (count: number): string => (count === 1 ? "1 open issue" : `${count} open issues`);

/** What stays where it is, because its repository has no milestone to move it to; null where nothing does. */
export function leftText(leaving: readonly Leaving[], to: string): string | null {
  const [sole, second] = leaving;
  if (sole === undefined || second === undefined) return sole?.target == null ? nothingMoved(to) : null;
  const stuck = leaving.filter(({ open, target }) => open > 0 && target === null);
  if (stuck.length === 0) return null;
  const lines = stuck.flatMap(({ place, open, issues }) => [
    `- ${escapeText(place.slug ?? memberName(place))}: ${openIssues(open)}`,
    ...placedLinks(
      leaving.map((each) => each.place),
      issues,
    ).map((line) => `  - ${line}`),
  ]);
  const list = cutLines(lines, LIST_LIMIT, (missing) => `- and ${missing} lines more`);
  return `Not moved, because ${escapeText(to)} has no open milestone there. Open one in each; then \`/phase carry-over\` here moves what is still open:\n\n${list.join("\n")}`;
}

const nothingMoved = (to: string): string =>
  `Nothing was moved: ${escapeText(to)} has no open milestone. Open one; then \`/phase carry-over\` moves what is still open.`;

/** What a decision's record says of a command that came after it. */
export const carriedLater = (by: string, to: string, url: string): string =>
  `Carried over since: what was still open went to ${escapeText(to)}, ${link(`as ${by} asked`, url)}.`;
