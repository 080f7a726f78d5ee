// What a boundary review says: where it stands and the evidence, which the app keeps current, and four sections, which belong to people.
import { decidedIn } from "../decisions/decided.ts";
import { openBoxes } from "../decisions/held-back.ts";
import { restrictionsOn } from "../decisions/in-effect.ts";
import { EARLY, isEarly, withoutSuperseded } from "../decisions/review.ts";
import { reviewMarker, withMarker } from "../decisions/review-marker.ts";
import type { Review } from "../decisions/round.ts";
import { ballots, openConcerns } from "../decisions/tally.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { cut } from "../markdown/cut.ts";
import type { Plan } from "../plan/plan.ts";
import { missingQuestions } from "../sign-offs/answers.ts";
import { signOffAtFirst, signOffStates, signOffsAt } from "../sign-offs/state.ts";
import { sectionsOf } from "./checklist.ts";
import { commandsHere, type ReviewPhase, withCommands } from "./commands-here.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import { evidenceIn, framedEvidence, framedStanding, standingIn, withPart } from "./frames.ts";
import type { ReviewStanding } from "./next-step.ts";
import { withItems } from "./sections.ts";
import { standingText } from "./standing.ts";
import { votesUntil } from "./votes.ts";

/** In bytes; leaves room for what people add below. */
const EVIDENCE_LIMIT = 30_000;
const STANDING_LIMIT = 12_000;
/** GitHub takes 65,536 characters in all: https://github.com/orgs/community/discussions/41331 */
const BODY_LIMIT = 65_000;
/** What is shorter says nothing; the markers around it are included. */
const LEAST_STANDING = 200;

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
  const { state } = evidence;
  const { phase, milestones } = state;
  const early = milestones.length === 0 || milestones.some((each) => each.state === "open");
  const sections = sectionsOf(plan, phase);
  const signOffs = signOffsAt(plan, phase).map((signOff) => signOffAtFirst(signOff, evidence.now));
  const begin = {
    ...{ plan, state, signOffs, decided: null, isOver: false, votes: [], concerns: [] },
    boxes: openBoxes(plan, `\n${sections}`),
  };
  const head = [
    reviewMarker({ phase, round }, repository),
    ...(asked === null ? [] : [askedMarker(asked)]),
    ...(asked !== null && early ? [EARLY] : []),
    framedStanding(cut(standingText(begin), STANDING_LIMIT)),
  ].join("\n\n");
  const rest = [sections, commandsHere(plan, phase, "undecided")].join("\n\n");
  const room = BODY_LIMIT - LEAST_STANDING - head.length - rest.length;
  const evidenced = framedEvidence(cut(evidenceOf(plan, evidence), Math.min(EVIDENCE_LIMIT, Math.max(0, room))));
  return [head, evidenced, rest].join("\n\n");
}

export const askedMarker = ({ command, line }: ReviewAsked): string =>
  `<!-- milegate:asked command=${command} line=${line} -->`;

/** The review's body with today's evidence; all else as people left it. */
export function refreshed(plan: Plan, evidence: Evidence, review: Review): string {
  const whole = withQuestions(plan, review, withoutSuperseded(marked(review)));
  const body = withStanding(plan, evidence.state, review, whole);
  const parts = evidenceIn(body);
  const room = BODY_LIMIT - parts.before.length - parts.after.length;
  const text = cut(evidenceOf(plan, evidence), Math.min(EVIDENCE_LIMIT, Math.max(0, room)));
  const current = withPart(parts, framedEvidence(text));
  const { milestones } = evidence.state;
  const closed = milestones.length > 0 && milestones.every(({ state }) => state === "closed");
  return isEarly(current) && closed ? current.replace(`${EARLY}\n\n`, "").replace(EARLY, "") : current;
}

/** With the questions of sign-offs that the section lacks: the plan may have changed since. */
const withQuestions = (plan: Plan, { phase }: Review, body: string): string =>
  withItems(
    body,
    "Review",
    signOffsAt(plan, phase).flatMap((signOff) => missingQuestions(body, signOff)),
  );

/** The review's body once it is decided: its evidence is left as it was then. */
export const decidedBody = (plan: Plan, state: PhaseState, review: Review): string =>
  withStanding(plan, state, review, withoutWarning(marked(review)));

/** A review that was closed without a decision says so; one of an earlier edition is left as it is. */
export function closedBody(plan: Plan, state: PhaseState, review: Review): string {
  const { body } = review.issue;
  return standingIn(body).inner === null ? body : withStanding(plan, state, review, body.replaceAll("\r\n", "\n"));
}

const markerFor = (review: Review): string => reviewMarker(review, review.issue.repository, restrictionsOn(review));

/** The body with its marker, which is put back where somebody took it out, and lists what holds the review back. */
export const marked = (review: Review): string => withMarker(review.issue.body, markerFor(review));

/** As much of it as people's words leave room for; nothing where that is next to nothing. */
function withStanding(plan: Plan, state: PhaseState, review: Review, before: string): string {
  const body = withCommands(before, commandsHere(plan, review.phase, reviewPhase(review)));
  const parts = standingIn(body);
  const room = BODY_LIMIT - parts.before.length - parts.after.length - LEAST_STANDING;
  if (room < LEAST_STANDING && parts.inner === null) return body;
  const text = cut(standingText(standingOf(plan, state, review, body)), Math.min(STANDING_LIMIT, Math.max(0, room)));
  return withPart(parts, framedStanding(text));
}

const reviewPhase = (review: Review): ReviewPhase =>
  decidedIn(review)?.outcome ?? (review.issue.state === "open" ? "undecided" : "over");

function standingOf(plan: Plan, state: PhaseState, review: Review, body: string): ReviewStanding {
  const decision = decidedIn(review);
  const { records, issue } = review;
  const votes = decision?.recorded == null ? [] : votesUntil(records, decision.recorded);
  return {
    plan,
    state,
    decided: decision === null ? null : { decision, votes },
    isOver: issue.state === "closed",
    votes: ballots(records),
    concerns: openConcerns(review),
    signOffs: signOffStates(plan, review),
    boxes: openBoxes(plan, body),
  };
}

/** Earlier editions wrote that into the evidence, where it stayed after a decision that waived it. */
function withoutWarning(body: string): string {
  const parts = evidenceIn(body);
  const inner = parts.inner?.replace(/^> \[!WARNING\]\n> [^\n]* The gate stays shut\.\n\n/, "") ?? null;
  return inner === null || inner === parts.inner ? body : withPart(parts, framedEvidence(inner));
}
