// What a boundary review has to decide before a gate opens: where, with which command, and who may.
import { decidedIn } from "../decisions/decided.ts";
import { type Decision, labelDisputes } from "../decisions/decision.ts";
import type { Review } from "../decisions/round.ts";
import { isSharedLogin } from "../decisions/trust.ts";
import { type PhaseState, unmetOf } from "../delivery/phase-state.ts";
import type { PullItem } from "../github/model.ts";
import { cut } from "../markdown/cut.ts";
import { code, escapeText, link } from "../markdown/escape.ts";
import type { Phase } from "../plan/plan.ts";
import { DECISION_LABELS } from "../vocabulary.ts";
import type { GateStep } from "./check-text.ts";
import type { Guide } from "./guide.ts";
import { heldBackStep, reviewLink } from "./held-back-step.ts";
import { peopleWith } from "./people-words.ts";
import { missingSignOffs } from "./sign-off-step.ts";

const CONTINUE = code("/phase continue");
const WAIVE = code("/phase continue --waive <reason>");

/** Everything is met, and nobody has decided. */
export function decideStep({ phase }: PhaseState, pull: Pick<PullItem, "number" | "url">, guide: Guide): GateStep {
  const { repository, plan } = guide;
  if (!repository.hasIssues) return withoutIssues(phase, repository.url);
  if (isSharedLogin(repository.self)) return withoutToken();
  const review = placeToDecide(phase, guide);
  if (review === null) {
    const command = code(`/phase review ${phase.id}`);
    const who = peopleWith(plan.commands.roles.review);
    return {
      next: `Open the boundary review of ${escapeText(phase.name)}: ${command} in a comment on #${pull.number} (${who}).`,
      url: pull.url,
    };
  }
  const { before, there } = placeIn(review, guide);
  const decide = before === "" ? "Decide" : `${before} Then decide`;
  return {
    next: `${decide}: ${CONTINUE} ${there} (${deciders(guide)}).${missingSignOffs(review, guide)}`,
    url: review.issue.url,
  };
}

const SETTINGS_OF_ACTION = "https://github.com/milegate/milegate/blob/main/docs/action.md#with-an-apps-token";

const withoutToken = (): GateStep => ({
  next: `Give Milegate ${link("an app's token", SETTINGS_OF_ACTION)}: with the workflow's own it can't record decisions (${peopleWith("admin")}).`,
  url: SETTINGS_OF_ACTION,
});

const withoutIssues = ({ name }: Phase, repository: string): GateStep => ({
  next: `Enable issues in ${link("the repository's settings", `${repository}/settings`)}, as the boundary review of ${escapeText(name)} is one (${peopleWith("admin")}).`,
  url: `${repository}/settings`,
});

/** In bytes; the decision has all of it. */
const REASON_LIMIT = 500;

/** A decision to pivot or to stop: why, and what takes it back. */
export function shutStep(state: PhaseState, decision: Decision, guide: Guide): GateStep {
  const { phase } = state;
  const name = escapeText(phase.name);
  const { outcome, url } = decision;
  if (guide.reviews.flatMap(labelDisputes).some((each) => isBehind(decision, each))) {
    const label = code(DECISION_LABELS[outcome]);
    return {
      next: `Take the label ${label} off ${link("the review", url)} of ${name}, if it is wrong (${peopleWith("triage")}).`,
      url,
    };
  }
  const review = placeToDecide(phase, guide);
  if (review === null || isSharedLogin(guide.repository.self)) return { next: decisionWords(phase, decision), url };
  const command = unmetOf(state).length === 0 ? CONTINUE : WAIVE;
  const met = command === CONTINUE ? "" : `, or ${CONTINUE} once all below is met,`;
  const when = outcome === "pivot" ? "Once it is planned anew" : "To take that back";
  const { before, there } = placeIn(review, guide);
  const said = [decisionWords(phase, decision), ...(before === "" ? [] : [before]), when].join(" ");
  return { next: `${said}: ${command}${met} ${there} (${deciders(guide)}).`, url: review.issue.url };
}

const isBehind = (decision: Decision, { review, outcome }: { review: Review; outcome: string }): boolean =>
  decision.record === null && decision.review === review.issue.number && decision.outcome === outcome;

const sentence = (text: string): string => (/[.!?…]\s*$/.test(text) ? text : `${text}.`);

/** Who decided what and why, as far as a record says it. Markdown. */
export function decisionWords({ name }: Phase, { outcome, record, url }: Decision): string {
  const what = `to ${outcome} ${escapeText(name)}`;
  if (record === null) return `Its review decided ${what} (${link("decision", url)}).`;
  const by = record.deciders.map(escapeText).join(", ");
  const reason = record.reason === "" ? "." : `: ${escapeText(sentence(cut(record.reason, REASON_LIMIT)))}`;
  return `${by} decided ${what} (${link("decision", url)})${reason}`;
}

/** A further way where people are reviewing what is not done. */
export function waiveLine(state: PhaseState, guide: Guide): string[] {
  const { phase, decision } = state;
  const review = placeToDecide(phase, guide);
  if (decision !== null || review === null || isSharedLogin(guide.repository.self) || unmetOf(state).length === 0)
    return [];
  const { before, there } = placeIn(review, guide);
  const first = before === "" ? "" : `${before} Then `;
  return [`Good enough as it is? ${first}${WAIVE} ${there} passes ${escapeText(phase.name)} (${deciders(guide)}).`];
}

/** The latest round that was not closed without a decision: only there a decision is taken. */
const placeToDecide = (phase: Phase, { reviews }: Guide): Review | null =>
  reviews.find((review) => review.phase === phase && (review.issue.state === "open" || decidedIn(review) !== null)) ??
  null;

/** Where a decision is given, and what has to be done there before. */
function placeIn(review: Review, guide: Guide): { before: string; there: string } {
  const before = heldBackStep(review, guide);
  return { before, there: before === "" ? `in a comment on ${reviewLink(review)}` : "there" };
}

function deciders({ plan: { commands, review } }: Guide): string {
  const people = peopleWith(commands.roles.decide);
  return review.quorum === 1 ? people : `${review.quorum} ${people}`;
}
