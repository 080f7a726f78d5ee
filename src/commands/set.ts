// /phase set: puts an item into a phase, by its current milestone.
import { type CommandContext, type CommandResult, command, PLACES } from "./command.ts";
import { onlyPhase } from "./phase-words.ts";
import { currentMilestone } from "./target.ts";

const USAGE = "/phase set <phase>";

export const set = command({
  verb: "set",
  usage: [USAGE],
  summary: "puts this into the phase's current milestone: the open one that is due first",
  examples: ["/phase set mvp", '/phase set "MVP"'],
  where: PLACES,
  role: "set",
  parse: (args, { plan }) => onlyPhase(plan, args, USAGE),
  run: (context, phase) => {
    const target = currentMilestone(context, phase);
    return target.kind === "refused" ? target : moved(context, target.args.number);
  },
});

/** What it is in already is left as it is. An issue counts for its phases, so all of them are looked at. */
export function moved({ item }: Pick<CommandContext, "item">, milestone: number | null): CommandResult {
  const there = (item.milestone?.number ?? null) === milestone;
  return {
    kind: "done",
    changes: there ? [] : [{ kind: "update-issue", number: item.number, change: { milestone } }],
    concerns: item.kind === "issue" ? "phases" : "item",
  };
}
