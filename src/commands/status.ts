// /phase status: where every phase is, and which pull requests wait.
import { renderCriterion } from "../criteria/render.ts";
import { reviewsOf } from "../decisions/review.ts";
import { deliveryFacts } from "../delivery/delivery.ts";
import { placeText } from "../delivery/home-words.ts";
import { issuesDisabled } from "../delivery/issues-disabled.ts";
import { memberRows, memberTable } from "../delivery/member-table.ts";
import { isPassed, type PhaseState } from "../delivery/phase-state.ts";
import { aheadOf, phaseStateText, phaseViews } from "../delivery/phase-view.ts";
import { findingsOf } from "../delivery/scope-guard.ts";
import { problemList } from "../gate/plan-text.ts";
import { cutLines } from "../markdown/cut.ts";
import { escapeText, link } from "../markdown/escape.ts";
import { namesText } from "../review/votes.ts";
import { waitingIn } from "../sign-offs/waiting.ts";
import { askedNames, signOffLine } from "../sign-offs/words.ts";
import { COMMAND_PLACES, type CommandContext, command, noArguments } from "./command.ts";

/** Leaves room for the phases; a comment takes 65,536 characters. */
const LIST_LIMIT = 20_000;

export const status = command({
  verb: "status",
  usage: ["/phase status"],
  summary: "shows the phases, their progress, the criteria of what is under way, the open review and what is blocked",
  examples: ["/phase status"],
  where: COMMAND_PLACES,
  role: null,
  needsPulls: true,
  parse: noArguments,
  run: (context) => ({ kind: "answer", answer: answerOf(context) }),
});

function answerOf(context: CommandContext): string {
  const { problems, states, pulls } = context;
  if (problems !== undefined) return [INVALID_PLAN, "", ...problemList(problems)].join("\n");
  const under = states.filter(isUnderWay).map(details);
  const { hasIssues, url } = context.repository;
  const disabled = hasIssues ? [] : [issuesDisabled(url)];
  return [
    table(states),
    ...repositories(context),
    ...states.flatMap(shutBy),
    ...under,
    ...openReviews(context),
    ...disabled,
    ...watched(context),
    waiting(pulls),
  ].join("\n\n");
}

const INVALID_PLAN =
  "**The plan is invalid**, so every pull request is blocked but one that changes nothing but the plan's file and repairs it:";

function watched({ plan, states, pulls, delivery, now }: CommandContext): string[] {
  const ahead = aheadOf(plan, pulls);
  const findings = findingsOf({
    phases: phaseViews(states),
    ahead,
    facts: deliveryFacts(delivery),
    members: delivery.members,
    now,
  });
  const lines = findings.map(({ text, next }) => `- ${text} ${next}`);
  return lines.length === 0 ? [] : [`**To look at**\n\n${lines.join("\n")}`];
}

function table(states: PhaseState[]): string {
  const rows = states.map((state) => {
    const done = state.milestones.reduce((sum, { issues }) => sum + issues.done, 0);
    const open = state.milestones.reduce((sum, { issues }) => sum + issues.open, 0);
    return `| ${escapeText(state.phase.name)} | ${phaseStateText(state)} | ${done} of ${done + open} |`;
  });
  return ["| Phase | State | Issues done |", "| --- | --- | ---: |", ...rows].join("\n");
}

const isUnderWay = (state: PhaseState): boolean =>
  state.milestones.length > 0 && state.began !== null && !isPassed(state);

/** Nothing for a repository alone. */
function repositories({ delivery }: CommandContext): string[] {
  const rows = memberRows(delivery);
  if (rows.length === 0) return [];
  const elsewhere = delivery.isHome
    ? []
    : [`Reviews, decisions and the dashboard of this delivery are in ${placeText(delivery.home)}.`];
  return [memberTable(rows), ...elsewhere];
}

const openReviews = ({ plan, delivery }: CommandContext): string[] =>
  reviewsOf(plan, delivery.reviews)
    .filter(({ issue }) => issue.state === "open")
    .map((review) => {
      const { issue, round } = review;
      const missing = waitingIn(plan, [review]).flatMap(({ signOff }) =>
        signOff === null ? [] : [`- ${signOffLine(signOff, plan.calendar, askedNames)}`],
      );
      const open = `Open review: ${link(issue.title, issue.url)}, round ${round}.`;
      return missing.length === 0 ? open : `${open} Sign-offs that are missing:\n\n${missing.join("\n")}`;
    });

/** Why a phase is not passed whose criteria may well be met. */
const shutBy = ({ phase, decision }: PhaseState): string[] => {
  if (decision === null || decision.outcome === "continue") return [];
  const { outcome, record, url } = decision;
  const why = record === null ? "" : `, by ${namesText(record.deciders)}: ${escapeText(record.reason)}`;
  return [`${escapeText(phase.name)} is not passed: ${link(`decided to ${outcome}`, url)}${why}.`];
};

const details = ({ phase, criteria }: PhaseState): string =>
  `**${escapeText(phase.name)}**\n\n${criteria.map(renderCriterion).join("\n")}`;

function waiting(pulls: CommandContext["pulls"]): string {
  const shut = pulls.filter(({ verdict }) => verdict.kind === "blocked");
  if (shut.length === 0) return "No pull request is blocked.";
  const lines = shut.map(({ pull }) => `- ${link(`#${pull.number} ${pull.title}`, pull.url)}`);
  const blocked = shut.length === 1 ? "1 pull request is blocked:" : `${shut.length} pull requests are blocked:`;
  return [blocked, "", ...cutLines(lines, LIST_LIMIT, (missing) => `- and ${missing} more`)].join("\n");
}
