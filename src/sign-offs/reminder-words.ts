// What a reminder says, and to whom: the same whenever it is written, so that it is written once.
import { roleName } from "../decisions/role-words.ts";
import type { Review } from "../decisions/round.ts";
import { code, escapeText } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";
import { clockEnd, type TurnClock } from "./clock.ts";
import type { SignOffState } from "./state.ts";
import { answering, askedNames, mentionsOf } from "./words.ts";
import { dayIn } from "./working-days.ts";

type Times = 1 | 2;

const mentioned = (names: readonly string[]): string => names.map((each) => `@${each.replace(/^@/, "")}`).join(", ");

export function signOffReminder({ calendar }: Pick<Plan, "calendar">, state: SignOffState, times: Times): string {
  const { signOff, clock } = state;
  const name = `**${escapeText(signOff.name)}**`;
  const since = dayIn(calendar, clock.asked);
  const due = signOff.due === undefined ? null : clockEnd(clock, signOff.due, 1, calendar);
  const when = due === null ? "" : `, due on ${dayIn(calendar, due)}`;
  const begin =
    times === 1
      ? `${mentionsOf(signOff)}: the sign-off ${name} waits for you, asked on ${since}${when}.`
      : `${mentioned(signOff.escalate)}: the sign-off ${name} has been waiting for ${askedNames(signOff)} for twice its time, asked on ${since}${when}.`;
  return `${begin}\n\nTo answer: ${answering(signOff)}, on a line of its own in a comment here (${askedNames(signOff)}).`;
}

export function decisionReminder(
  { calendar, review, commands }: Plan,
  { phase }: Review,
  clock: TurnClock,
  times: Times,
): string {
  const role = `people with the role ${roleName(commands.roles.decide)}`;
  const whom = review.reviewers.length > 0 ? mentioned(review.reviewers) : role;
  const name = `**${escapeText(phase.name)}**`;
  const since = dayIn(calendar, clock.asked);
  const due = review.due === undefined ? null : clockEnd(clock, review.due, 1, calendar);
  const when = due === null ? "" : `, due on ${dayIn(calendar, due)}`;
  const begin =
    times === 1
      ? `${whom}: this review of ${name} waits for a decision, open since ${since}${when}.`
      : `${mentioned(review.escalate)}: this review of ${name} has been waiting for a decision for twice its time, open since ${since}${when}.`;
  const choices = ["/phase continue [reason]", "/phase pivot <reason>", "/phase stop <reason>"].map(code);
  return `${begin}\n\nTo decide: ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}, on a line of its own in a comment here (${roleWords(commands.roles.decide)}).`;
}

const roleWords = (written: string): string =>
  written.startsWith("@") ? roleName(written) : `the role ${roleName(written)}`;
