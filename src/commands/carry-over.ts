// /phase carry-over: moves what is still open in the review's phase to the next phase, or to another.

import { commentOf } from "../decisions/record.ts";
import { phaseAfter } from "../decisions/review.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { code, escapeText } from "../markdown/escape.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { leavingOf } from "../review/leaving.ts";
import { movedText } from "../review/words.ts";
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

const noTarget = ({ name }: Phase, { members }: Delivery): string =>
  members.length < 2
    ? `${escapeText(name)} has no open milestone; open one and ask again.`
    : `${escapeText(name)} has no open milestone in any repository where something is open; open one there and ask again.`;

function ask(context: CommandContext, to: Phase): CommandResult {
  const { plan, delivery, review, item, origin, recorded } = context;
  if (recorded.some(({ kind }) => kind === "carry-over")) return { kind: "done", changes: [], concerns: "phases" };
  if (review === null || to === review.phase)
    return refusedCommand("what is open is in that phase already; name another.");
  const between = { from: review.phase, to };
  const said = movedText(leavingOf(plan, delivery.members, between), between);
  if (said === null) return refusedCommand(noTarget(to, delivery));
  const round = { phase: review.phase.id, round: review.round };
  const record = { kind: "carry-over", ...round, to: to.id, settled: "no", ...origin } as const;
  const text = `${said} ${escapeText(origin.by)} asked for it.`;
  return {
    kind: "done",
    changes: [{ kind: "record", item: item.number, body: commentOf(record, text) }],
    concerns: "phases",
  };
}
