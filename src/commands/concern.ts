// /phase concern: holds a decision back until it is resolved.

import { resolvingCommand } from "../decisions/held-back.ts";
import { commentOf } from "../decisions/record.ts";
import { whoMay } from "../decisions/role-words.ts";
import { openConcerns, sameConcern } from "../decisions/tally.ts";
import { cut } from "../markdown/cut.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { reviewStateOf } from "../review/state.ts";
import { type CommandContext, type CommandResult, command, parsed, refusedCommand } from "./command.ts";
import { givenReason, splitFirst } from "./words.ts";

const NAME_LIMIT = 100;

export const concern = command({
  verb: "concern",
  usage: ["/phase concern <name> [text]"],
  summary: "holds a decision back until the concern is resolved",
  examples: ["/phase concern security nobody has tested the login yet", '/phase concern "data loss"'],
  where: ["review"],
  role: "set",
  parse: (args) => {
    const words = splitFirst(args);
    if (words === null) return refusedCommand("it needs a name to be resolved by: `/phase concern <name> [text]`.");
    return parsed({ name: cut(words.first, NAME_LIMIT), text: givenReason(words.rest) });
  },
  run: (context, { name, text }) => raise(context, name, text),
});

function raise({ plan, review, item, origin, recorded }: CommandContext, name: string, text: string): CommandResult {
  if (recorded.some(({ kind }) => kind === "concern")) return { kind: "done", changes: [], concerns: "phases" };
  if (
    review === null ||
    reviewStateOf(review) === "continued" ||
    reviewStateOf(review) === "superseded" ||
    item.state === "closed"
  )
    return refusedCommand(
      `this review is closed, so there is no decision to hold back. ${code(`/phase review${review === null ? "" : ` ${review.phase.id}`}`)} opens a new round. Who may: ${whoMay(plan.commands.roles, { role: "review" })}.`,
    );
  if (openConcerns(review).some((each) => sameConcern(each.name, name)))
    return refusedCommand(`the concern ${code(name)} is raised already.`);
  const words = text === "" ? "" : `: ${escapeText(text)}`;
  const said = `Concern of ${escapeText(origin.by)}, **${escapeText(name)}**${words}\n\nIt holds a decision back until ${escapeText(origin.by)}, or anyone who may decide, resolves it: ${code(resolvingCommand(name))}.`;
  const record = { kind: "concern", phase: review.phase.id, round: review.round, name, text, ...origin } as const;
  return {
    kind: "done",
    changes: [{ kind: "record", item: item.number, body: commentOf(record, said) }],
    concerns: "phases",
  };
}
