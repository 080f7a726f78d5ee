// /phase review: opens a boundary review now, or says where it is open.

import { memberName } from "../criteria/placed.ts";
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { homeText } from "../delivery/home-words.ts";
import { issuesDisabled } from "../delivery/issues-disabled.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { isPassed } from "../delivery/phase-state.ts";
import { countingPhase } from "../gate/verdict.ts";
import { code, escapeText, link } from "../markdown/escape.ts";
import type { Phase } from "../plan/plan.ts";
import { askedReview } from "../review/asked.ts";
import { REVIEW_LABEL } from "../vocabulary.ts";
import { COMMAND_PLACES, type CommandContext, type CommandResult, command, parsed, refusedCommand } from "./command.ts";
import { maybePhase } from "./phase-words.ts";

export const reviewCommand = command({
  verb: "review",
  usage: ["/phase review [<phase>]"],
  summary: "opens the boundary review of this phase, or of that one, now",
  examples: ["/phase review", "/phase review mvp"],
  where: COMMAND_PLACES,
  role: "review",
  parse: (args, context) => {
    const named = maybePhase(context.plan, args);
    if (named.kind === "refused") return named;
    const phase = named.args ?? phaseHere(context);
    if (phase !== null) return parsed(phase);
    return refusedCommand(`name the phase to review: ${context.plan.phases.map(({ id }) => code(id)).join(", ")}.`);
  },
  run: open,
});

/** The phase of the review or item where it is asked for, or else the first that is under way. */
function phaseHere({ plan, review: here, item, states }: CommandContext): Phase | null {
  const labels = item.labels.map(({ name }) => name);
  const underWay = (state: PhaseState) => state.milestones.length > 0 && !isPassed(state);
  return here?.phase ?? countingPhase(plan, { ...item, labels }) ?? states.find(underWay)?.phase ?? null;
}

function open(context: CommandContext, phase: Phase): CommandResult {
  const { repository, delivery, states, origin, now } = context;
  if (!delivery.isHome) return openAtHome(context, phase);
  const state = states.find((each) => each.phase === phase);
  if (state === undefined) return refusedCommand("the plan does not have that phase.");
  const found = askedReview({ delivery, state, asked: origin, now });
  if (found.kind === "open") return isOpen(found.review);
  if (!repository.hasIssues) return refusedCommand(`no review can be opened. ${issuesDisabled(repository.url)}`);
  const query = `is:issue is:open label:"${REVIEW_LABEL}" label:"${phase.label}"`;
  const there = link("here", `${repository.url}/issues?q=${encodeURIComponent(query)}`);
  return {
    kind: "done",
    changes: found.changes,
    answer: `The boundary review of ${escapeText(phase.name)} is open, round ${found.round}: ${there}.`,
    concerns: "phases",
  };
}

const isOpen = ({ phase, round, issue: { title, url } }: Review): CommandResult => ({
  kind: "answer",
  answer: `The review of ${escapeText(phase.name)}, round ${round}: ${link(title, url)}.`,
});

/** Who may ask for it here may: a delivery's people are those of all its repositories. */
function openAtHome({ plan, delivery: { home, reviews }, origin }: CommandContext, phase: Phase): CommandResult {
  if (home.unread !== null)
    return refusedCommand(`reviews of this delivery are in ${escapeText(memberName(home))}, which ${home.unread}.`);
  const open = reviewsOf(plan, reviews).find((each) => each.phase === phase && each.issue.state === "open");
  if (open !== undefined) return isOpen(open);
  const { command: comment, line } = origin;
  return {
    kind: "done",
    changes: [],
    answer: `The boundary review of ${escapeText(phase.name)} opens in ${homeText(home, phase.label)}, where all reviews of this delivery are.`,
    asksHome: { kind: "review-asked", phase: phase.id, command: comment, line },
  };
}
