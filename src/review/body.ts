// What a boundary review says: the evidence, which the app keeps current, and four sections, which belong to people.

import { restrictionsOn } from "../decisions/in-effect.ts";
import { EARLY, isEarly, withoutSuperseded } from "../decisions/review.ts";
import { reviewMarker, withMarker } from "../decisions/review-marker.ts";
import type { Review } from "../decisions/round.ts";
import { cut } from "../markdown/cut.ts";
import type { Plan } from "../plan/plan.ts";
import { FIRST_SECTION, sectionsOf } from "./checklist.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";

const BEGIN = "<!-- milegate:evidence -->";
const END = "<!-- milegate:evidence-end -->";

/** The app's markers at the top. */
const HEAD = /^(?:<!-- milegate:[^>]*-->\s*)*/;

/** In bytes; leaves room for what people add below. */
const EVIDENCE_LIMIT = 30_000;
/** GitHub takes 65,536 characters in all: https://github.com/orgs/community/discussions/41331 */
const BODY_LIMIT = 65_000;

/** Which command asked for it; absent where the milestones were closed. */
export type ReviewAsked = { command: number; line: number };

/** Which review it is to be: a phase's round, in the repository with that id. */
export type NewRound = { repository: string; round: number };

/** `asked` lets the command know its own review again. */
export function bodyOf(
  plan: Plan,
  evidence: Evidence,
  { repository, round }: NewRound,
  asked: ReviewAsked | null = null,
): string {
  const { phase, milestones } = evidence.state;
  const early = milestones.length === 0 || milestones.some(({ state }) => state === "open");
  return [
    reviewMarker({ phase, round }, repository),
    ...(asked === null ? [] : [askedMarker(asked)]),
    ...(asked !== null && early ? [EARLY] : []),
    framed(plan, evidence, EVIDENCE_LIMIT),
    sectionsOf(plan, phase),
    commandsHere(plan),
  ].join("\n\n");
}

export const askedMarker = ({ command, line }: ReviewAsked): string =>
  `<!-- milegate:asked command=${command} line=${line} -->`;

/** The review's body with today's evidence; all else as people left it. */
export function refreshed(plan: Plan, evidence: Evidence, review: Review): string {
  const body = withoutSuperseded(marked(review));
  const parts = split(body);
  const rest = parts === null ? body : parts.before + parts.after;
  const frame = framed(plan, evidence, Math.min(EVIDENCE_LIMIT, Math.max(0, BODY_LIMIT - rest.length)));
  const current = parts === null ? behindMarker(body, review, frame) : parts.before + frame + parts.after;
  const closed =
    evidence.state.milestones.length > 0 && evidence.state.milestones.every(({ state }) => state === "closed");
  return isEarly(current) && closed ? current.replace(`${EARLY}\n\n`, "").replace(EARLY, "") : current;
}

const markerFor = (review: Review): string => reviewMarker(review, review.issue.repository, restrictionsOn(review));

/** The body with its marker, which is put back where somebody took it out, and lists what holds the review back. */
export const marked = (review: Review): string => withMarker(review.issue.body, markerFor(review));

/** Where one of the frame's two markers was taken out, the app's markers at the top and the first section bound it. */
function split(body: string): { before: string; after: string } | null {
  const [begin, end] = [body.indexOf(BEGIN), body.indexOf(END)];
  if (begin === -1 && end === -1) return null;
  const from = begin === -1 ? (HEAD.exec(body)?.[0].length ?? 0) : begin;
  const section = body.indexOf(`\n\n${FIRST_SECTION}\n`, from);
  const to = end === -1 ? section : end + END.length;
  return to < from ? null : { before: body.slice(0, from), after: body.slice(to) };
}

function behindMarker(body: string, review: Review, frame: string): string {
  const sign = markerFor(review);
  const at = body.indexOf(sign) + sign.length;
  return `${body.slice(0, at)}\n\n${frame}${body.slice(at)}`;
}

const framed = (plan: Plan, evidence: Evidence, limit: number): string =>
  `${BEGIN}\n${cut(evidenceOf(plan, evidence), limit)}\n${END}`;

function commandsHere({ review: { quorum } }: Plan): string {
  const agree = quorum === 1 ? "" : ` It takes ${quorum} people who agree.`;
  return [
    "---",
    `Decide with one of these, on a line of its own in a comment.${agree}`,
    [
      "- `/phase continue [reason]`, or `/phase continue --waive <reason>` in spite of unmet criteria",
      "- `/phase pivot <reason>`: later phases stay shut while you plan again",
      "- `/phase stop <reason>`: every later phase is shut, until a later `/phase continue`",
    ].join("\n"),
    "Also here: `/phase concern <name> [text]`, `/phase resolve <name>`, `/phase carry-over [<phase>]`, `/phase refresh`, `/phase status`, `/phase help`.",
  ].join("\n\n");
}
