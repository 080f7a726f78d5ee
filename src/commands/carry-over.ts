// /phase carry-over: moves what is still open in the review's phase to the next phase, or to another.

import { commentOf } from "../decisions/record.ts";
import { phaseAfter } from "../decisions/review.ts";
import { phaseSource } from "../delivery/phase-source.ts";
import { code, escapeText } from "../markdown/escape.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { type CommandContext, type CommandResult, command, parsed, refusedCommand } from "./command.ts";
import { maybePhase } from "./phase-words.ts";

export const carryOver = command({
  verb: "carry-over",
  usage: ["/phase carry-over [<phase>]"],
  summary: "moves what is still open to the next phase, or to that one",
  examples: ["/phase carry-over", "/phase carry-over polish"],
  where: ["review"],
  role: "decide",
  parse: (args, { plan, review }) => {
    const named = maybePhase(plan, args);
    if (named.kind === "refused") return named;
    const phase = named.args ?? (review === null ? null : phaseAfter(plan, review.phase));
    return phase === null
      ? refusedCommand(`no phase comes after this one; name one of: ${names(plan)}.`)
      : parsed(phase);
  },
  run: ask,
});

const names = ({ phases }: Pick<Plan, "phases">): string => phases.map(({ id }) => code(id)).join(", ");

function ask({ plan, repository, review, item, origin, recorded }: CommandContext, to: Phase): CommandResult {
  if (recorded.some(({ kind }) => kind === "carry-over")) return { kind: "done", changes: [], concerns: "phases" };
  if (review === null || to === review.phase)
    return refusedCommand("what is open is in that phase already; name another.");
  if (phaseSource.target(plan, to, repository.milestones) === null)
    return refusedCommand(`${escapeText(to.name)} has no open milestone; open one and ask again.`);
  const record = { kind: "carry-over", phase: review.phase.id, round: review.round, to: to.id, ...origin } as const;
  const text = `${escapeText(origin.by)} asks for what is still open in ${escapeText(review.phase.name)} to be moved to ${escapeText(to.name)}.`;
  return {
    kind: "done",
    changes: [{ kind: "record", item: item.number, body: commentOf(record, text) }],
    concerns: "phases",
  };
}
