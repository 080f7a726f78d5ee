// Where a boundary review stands, at its top: what was decided, or what it waits for, and the next step.
import type { Outcome, RecordOf } from "../decisions/record.ts";
import { phaseAfter } from "../decisions/review.ts";
import { whoMay } from "../decisions/role-words.ts";
import { isPassed, type PhaseState, unmetOf } from "../delivery/phase-state.ts";
import { cut } from "../markdown/cut.ts";
import { escapeText, link } from "../markdown/escape.ts";
import { instant } from "../markdown/instant.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { signOffLine } from "../sign-offs/words.ts";
import { nextStep, type ReviewStanding } from "./next-step.ts";
import { namesText, reasonsOf, voteLines } from "./votes.ts";

/** In bytes; the record and the votes have them whole. */
const REASON_LIMIT = 300;

/** What was decided comes first, and what is to do now right behind it. */
export function standingText(standing: ReviewStanding): string {
  const { decided, isOver } = standing;
  if (decided === null && isOver) return closedUndecided(standing);
  const isPending = decided === null || decided.decision.outcome === "pivot";
  const parts = [
    ...(decided === null ? atFirst(standing) : outcomeOf(standing, decided)),
    ...(decided === null && unmetOf(standing.state).length === 0 ? [] : nextStep(standing)),
    ...(isPending ? signOffLines(standing) : []),
    ...(isPending ? votesSoFar(standing) : []),
    ...(isPending ? concernsOf(standing) : []),
  ];
  return parts.join("\n\n");
}

const closedUndecided = ({ plan, state: { phase } }: ReviewStanding): string =>
  `**Closed without a decision.** \`/phase review ${phase.id}\` (${whoMay(plan.commands.roles, { role: "review" })}) opens the next round, and so does closing the milestone again.`;

/** What is unmet comes before everything else; else the next step does. */
function atFirst(standing: ReviewStanding): string[] {
  const { phase, milestones } = standing.state;
  const name = `**${escapeText(phase.name)}**`;
  const unmet = unmetOf(standing.state).map(
    ({ title, evaluation }) => `${escapeText(title)} (${escapeText(evaluation.reason)})`,
  );
  if (unmet.length === 0) return [...nextStep(standing), `${name} has met its exit criteria.`, ...until(standing)];
  const closed = milestones.every(({ state }) => state === "closed");
  const so = closed ? "was closed with unmet exit criteria" : "is under review with unmet exit criteria";
  return [
    `> [!WARNING]\n> ${name} ${so}: ${unmet.join("; ")}.${isPassed(standing.state) ? "" : " The gate stays shut."}`,
    ...until(standing),
  ];
}

/** What an earlier round decided counts on. */
const until = ({ state: { decision } }: ReviewStanding): string[] =>
  decision === null ? [] : [`Until then, the ${link(`decision to ${decision.outcome}`, decision.url)} counts.`];

type Decided = NonNullable<ReviewStanding["decided"]>;

function outcomeOf({ plan, state }: ReviewStanding, { decision, votes }: Decided): string[] {
  const { outcome, recorded, url } = decision;
  const so = nowCounting(plan, state, decision);
  if (recorded === null) {
    const who = whoMay(plan.commands.roles, { role: "decide" });
    return [
      `**Decided: ${outcome}.** The record was deleted or edited, and the decision still counts, until somebody who may (${who}) decides anew here. ${so}`,
    ];
  }
  const { record } = recorded;
  const when = link(instant(record.at), url);
  const reasons = reasonsOf(votes, outcome, REASON_LIMIT);
  const others = votes.filter((each) => each.outcome !== outcome);
  return [
    `**Decided: ${outcome}**, by ${namesText(record.deciders)} on ${when}${reasons === "" ? "." : `: ${reasons}.`} ${so}`,
    ...(record.waived.length === 0 ? [] : [waivedText(record)]),
    ...(record.signOffs === undefined ? [] : [signOffsText(record.signOffs)]),
    ...(others.length === 0 ? [] : [`Others voted:\n\n${voteLines(others, REASON_LIMIT).join("\n")}`]),
  ];
}

/** Another round, or a stricter label of somebody's, may have taken its place. */
function nowCounting(plan: Plan, { phase, decision: counting }: PhaseState, decision: Decided["decision"]): string {
  const { outcome, review } = decision;
  if (counting === null || (counting.outcome === outcome && counting.review === review.issue.number))
    return consequenceOf(plan, phase, outcome);
  return `Another decision counts now: ${link(counting.outcome, counting.url)}.`;
}

export const waivedText = ({ waived }: Pick<RecordOf<"decision">, "waived">): string =>
  `Waived, although unmet: ${waived.map(escapeText).join("; ")}.`;

/** As a decision's record names them. */
export const signOffsText = (given: readonly string[]): string =>
  `Sign-offs:\n\n${given.map((each) => `- ${escapeText(each)}`).join("\n")}`;

/** What a decision means from then on. */
export function consequenceOf(plan: Plan, phase: Phase, outcome: Outcome): string {
  const name = escapeText(phase.name);
  switch (outcome) {
    case "continue": {
      const after = phaseAfter(plan, phase);
      return after === null
        ? `${name} is passed for good, and the delivery is done.`
        : `${name} is passed for good; next comes ${escapeText(after.name)}.`;
    }
    case "pivot":
      return `${name} is not passed: what waits for it stays shut while you plan again.`;
    case "stop":
      return `${name} is not passed, and every later phase is shut.`;
  }
}

/** One for each, in the plan's order. */
function signOffLines({ signOffs, plan }: ReviewStanding): string[] {
  if (signOffs.length === 0) return [];
  const lines = signOffs.map((state) => `- ${signOffLine(state, plan.calendar)}`);
  return [`**Sign-offs:**\n\n${lines.join("\n")}`];
}

function votesSoFar({ plan: { review }, decided, votes }: ReviewStanding): string[] {
  const since = votes.filter(({ outcome }) => outcome !== decided?.decision.outcome);
  if (since.length === 0) return [];
  const head = `**Votes so far** (${review.quorum} people who agree decide):`;
  return [`${head}\n\n${voteLines(since, REASON_LIMIT).join("\n")}`];
}

function concernsOf({ concerns }: ReviewStanding): string[] {
  if (concerns.length === 0) return [];
  const lines = concerns.map(({ name, by, text, url }) => {
    const who = by === null ? "its record is gone" : `by ${escapeText(by)}`;
    return `- ${link(name, url)}, ${who}${text === "" ? "" : `: ${escapeText(cut(text, REASON_LIMIT))}`}`;
  });
  return [`**Open concerns:**\n\n${lines.join("\n")}`];
}
