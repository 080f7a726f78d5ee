// /phase defer: moves an item to the next phase, or to a named one.

import type { Change } from "../change.ts";
import { commentOf } from "../decisions/record.ts";
import { phaseAfter } from "../decisions/review.ts";
import { code, escapeText } from "../markdown/escape.ts";
import type { Phase } from "../plan/plan.ts";
import { phaseAndMilestone } from "../review/words.ts";
import {
  COMMAND_PLACES,
  type CommandContext,
  type CommandResult,
  command,
  type Parsed,
  parsed,
  refusedCommand,
} from "./command.ts";
import { phaseAndText } from "./phase-words.ts";
import { moveItem } from "./set.ts";
import { phaseOfItem, targetIn } from "./target.ts";

const USAGE = "/phase defer [<phase>] [reason]";

export const defer = command({
  verb: "defer",
  usage: [USAGE],
  summary: "moves this to the next phase, or to that one",
  examples: ["/phase defer", "/phase defer polish", "/phase defer polish nobody needs it yet", "/phase defer too big"],
  where: COMMAND_PLACES,
  role: "set",
  parse: (args, { plan }) => phaseAndText(plan, args, USAGE),
  run: (context, { phase, text }) => {
    // "The next phase" is another one once it was moved there: what was recorded says where it was to go.
    const done = context.recorded.find((record) => record.kind === "defer");
    if (done !== undefined) return moveItem(context, { number: done.milestone });
    const to = phase === null ? following(context) : parsed(phase);
    return to.kind === "refused" ? to : defers(context, to.args, text);
  },
});

function following(context: CommandContext): Parsed<Phase> {
  const from = phaseOfItem(context);
  if (from === null) return refusedCommand(`it is in no phase yet. Name one: ${code("/phase defer <phase>")}.`);
  const next = phaseAfter(context.plan, from);
  if (next !== null) return parsed(next);
  return refusedCommand(
    `${escapeText(from.name)} is the last phase. Name another (${code("/phase defer <phase>")}), or take it out with ${code("/phase clear")}.`,
  );
}

function defers(context: CommandContext, to: Phase, reason: string): CommandResult {
  const target = targetIn(context, to);
  if (target.kind === "refused") return target;
  const { item, origin } = context;
  const from = phaseOfItem(context);
  const record = { kind: "defer", from: from?.id ?? "", to: to.id, milestone: target.args.number, reason } as const;
  const words =
    `**${escapeText(origin.by)}** moved this ${from === null ? "" : `from ${escapeText(from.name)} `}` +
    `to ${phaseAndMilestone(to.name, target.args)}${reason === "" ? "." : `: ${escapeText(reason)}`}`;
  const recorded: Change = { kind: "record", item: item.number, body: commentOf({ ...record, ...origin }, words) };
  const move = moveItem(context, target.args);
  return move.kind === "done" ? { ...move, changes: [recorded, ...move.changes] } : move;
}
