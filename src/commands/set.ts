// /phase set: puts an item into a phase, by its current milestone.
import { type PhaseTarget, phaseSource } from "../delivery/phase-source.ts";
import { COMMAND_PLACES, type CommandContext, type CommandResult, command } from "./command.ts";
import { onlyPhase } from "./phase-words.ts";
import { targetIn } from "./target.ts";

const USAGE = "/phase set <phase>";

export const set = command({
  verb: "set",
  usage: [USAGE],
  summary: "puts this into the phase's current milestone: the open one that is due first",
  examples: ["/phase set mvp", '/phase set "MVP"'],
  where: COMMAND_PLACES,
  role: "set",
  parse: (args, { plan }) => onlyPhase(plan, args, USAGE),
  run: (context, phase) => {
    const target = targetIn(context, phase);
    return target.kind === "refused" ? target : moveItem(context, target.args);
  },
});

/** What it is in already is left as it is. An issue counts for its phases, so all of them are looked at. */
export function moveItem(
  { item }: Pick<CommandContext, "item">,
  target: Pick<PhaseTarget, "number"> | null,
): CommandResult {
  return {
    kind: "done",
    changes: phaseSource.isIn(item, target) ? [] : [phaseSource.move(item.number, target)],
    concerns: item.kind === "issue" ? "phases" : "item",
  };
}
