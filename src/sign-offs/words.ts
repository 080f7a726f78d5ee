// What is said of a sign-off: its line at the review's top, in its record, in refusals and on the dashboard.
import { neededBy, roleName } from "../decisions/role-words.ts";
import type { Voice } from "../decisions/voice.ts";
import { cut } from "../markdown/cut.ts";
import { code, escapeText } from "../markdown/escape.ts";
import type { Plan, SignOff } from "../plan/plan.ts";
import { clockEnd } from "./clock.ts";
import { isChangedSince, type SignOffState, voicesWith } from "./state.ts";
import { dayIn } from "./working-days.ts";

/** In bytes; the record has it whole. */
const REASON_LIMIT = 300;

const listOf = (by: SignOff["by"]): readonly string[] => (typeof by === "string" ? [by] : by);

/** As GitHub mentions them; a role can't be. */
export const mentionsOf = ({ by }: Pick<SignOff, "by">): string =>
  listOf(by)
    .map((each) =>
      typeof by === "string" && neededBy(each).kind === "role"
        ? `people with the role ${roleName(each)}`
        : `@${each.replace(/^@/, "")}`,
    )
    .join(", ");

/** Named, not called. Markdown. */
export const askedNames = ({ by }: Pick<SignOff, "by">): string =>
  listOf(by)
    .map((each) =>
      typeof by === "string" && neededBy(each).kind === "role"
        ? `people with the role ${roleName(each)}`
        : code(`@${each.replace(/^@/, "")}`),
    )
    .join(", ");

type Calendar = Plan["calendar"];

/** When it is due by; null where it never is, or its clock stands. */
export const dueOf = ({ signOff, clock }: SignOffState, calendar: Calendar): Date | null =>
  signOff.due === undefined ? null : clockEnd(clock, signOff.due, 1, calendar);

/** "since 2026-11-28, due 2026-12-03". */
export function sinceText(state: SignOffState, calendar: Calendar): string {
  const due = dueOf(state, calendar);
  const since = `since ${dayIn(calendar, state.clock.asked)}`;
  return due === null ? since : `${since}, due ${dayIn(calendar, due)}`;
}

/** "**Security**: approved by sam, sue". `who` says who is asked. Markdown. */
export function signOffLine(
  state: SignOffState,
  calendar: Calendar,
  who: (signOff: SignOff) => string = mentionsOf,
): string {
  return `**${escapeText(state.signOff.name)}**: ${stateWords(state, calendar, who)}`;
}

function stateWords(state: SignOffState, calendar: Calendar, who: (signOff: SignOff) => string): string {
  const { kind, signOff, clock } = state;
  const approvals = voicesWith(state, "approve");
  switch (kind) {
    case "requested":
      return `requested from ${who(signOff)} ${sinceText(state, calendar)} (${approvals.length} of ${signOff.quorum})`;
    case "needs work": {
      const again =
        clock.stood === null && state.recorded !== null ? `; asked again ${sinceText(state, calendar)}` : "";
      return `needs work, ${[...reasonsText(voicesWith(state, "needs-work")), ...lostText(state)].join("; ")}${again}`;
    }
    case "approved":
      return `approved by ${approvals.map(({ by }) => escapeText(by)).join(", ")}${isChangedSince(state) ? ", and an answer was changed since" : ""}`;
    case "not applicable":
      return `not applicable, ${reasonsText(voicesWith(state, "not-applicable")).join("; ")}`;
  }
}

const reasonsText = (voices: readonly Voice[]): string[] =>
  voices.map(({ by, reason }) => `by ${escapeText(by)}: ${escapeText(cut(reason, REASON_LIMIT))}`);

const lostText = ({ lost }: SignOffState): string[] =>
  lost.map(({ how }) => `its record was ${how}, and it still counts`);

/** "Security (requested, 1 of 2)", for lists of what is missing. Plain text. */
export function missingText(state: SignOffState): string {
  const { kind, signOff } = state;
  if (kind === "needs work") return `${signOff.name} (needs work)`;
  return `${signOff.name} (requested, ${voicesWith(state, "approve").length} of ${signOff.quorum})`;
}

/** "Security: approved by sam, sue", for the decision's record. Plain text. */
export function givenText(state: SignOffState): string {
  const { kind, signOff } = state;
  const names = (verb: Voice["verb"]): string =>
    voicesWith(state, verb)
      .map(({ by }) => by)
      .join(", ");
  if (kind === "approved") return `${signOff.name}: approved by ${names("approve")}`;
  if (kind === "not applicable") return `${signOff.name}: not applicable, by ${names("not-applicable")}`;
  return `${missingText(state)}, waived`;
}

export const approving = ({ id }: Pick<SignOff, "id">): string => `/phase approve ${id}`;

/** The commands that answer it. Markdown. */
export function answering(signOff: SignOff): string {
  const { id, not_applicable } = signOff;
  const commands = [
    code(`${approving(signOff)} [reason]`),
    code(`/phase needs-work ${id} <reason>`),
    ...(not_applicable ? [code(`/phase not-applicable ${id} <reason>`)] : []),
  ];
  return `${commands.slice(0, -1).join(", ")} or ${commands.at(-1)}`;
}

/** What the record's comment says below its marker. */
export const recordText = (state: SignOffState, calendar: Calendar): string =>
  [
    `Sign-off ${signOffLine(state, calendar, askedNames)}`,
    `To answer: ${answering(state.signOff)}, on a line of its own in a comment here (${askedNames(state.signOff)}).`,
  ].join("\n\n");
