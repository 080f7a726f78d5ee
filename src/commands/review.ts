// /phase review: opens a boundary review now, or says where it is open.

import { reviewsOf } from "../decisions/review.ts";
import { issuesDisabled } from "../delivery/issues-disabled.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { isPassed } from "../delivery/phase-state.ts";
import { countingPhase } from "../gate/verdict.ts";
import { code, escapeText, link } from "../markdown/escape.ts";
import type { Phase } from "../plan/plan.ts";
import { askedMarker } from "../review/body.ts";
import { missingLabels, openReview } from "../review/decide.ts";
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
  const { plan, repository, delivery, states, origin, now } = context;
  const state = states.find((each) => each.phase === phase);
  if (state === undefined) return refusedCommand("the plan does not have that phase.");
  const rounds = reviewsOf(plan, repository.reviews).filter((each) => each.phase === phase);
  const current = rounds.find(({ issue }) => issue.state === "open" || issue.body.includes(askedMarker(origin)));
  if (current !== undefined) {
    const { title, url } = current.issue;
    return {
      kind: "answer",
      answer: `The review of ${escapeText(phase.name)}, round ${current.round}: ${link(title, url)}.`,
    };
  }
  if (!repository.hasIssues) return refusedCommand(`no review can be opened. ${issuesDisabled(repository.url)}`);
  const round = (rounds[0]?.round ?? 0) + 1;
  const evidence = { state, issues: null, members: delivery.members, overrides: [], findings: [], now };
  const change = openReview(plan, { repository: repository.id, round }, evidence, origin);
  const query = `is:issue is:open label:"${REVIEW_LABEL}" label:"${phase.label}"`;
  const found = link("here", `${repository.url}/issues?q=${encodeURIComponent(query)}`);
  return {
    kind: "done",
    changes: [...missingLabels(plan, repository, [change]), change],
    answer: `The boundary review of ${escapeText(phase.name)} is open, round ${round}: ${found}.`,
    concerns: "phases",
  };
}
