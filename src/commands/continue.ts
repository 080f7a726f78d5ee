// /phase continue: the phase is passed for good.
import { command, parsed, refusedCommand } from "./command.ts";
import { decideAs, needsReason } from "./deciding.ts";
import { givenReason, takeWaive } from "./words.ts";

export const continueCommand = command({
  verb: "continue",
  usage: ["/phase continue [reason]", "/phase continue --waive <reason>"],
  summary: "decides to continue; with `--waive` in spite of unmet criteria",
  examples: ["/phase continue", "/phase continue --waive the last bug can wait"],
  where: ["review"],
  role: "decide",
  parse: (args) => {
    const { waive, rest } = takeWaive(args);
    if (waive && rest === "") return refusedCommand(needsReason("/phase continue --waive <reason>"));
    return parsed({ waive, reason: givenReason(rest) });
  },
  run: (context, given) => decideAs(context, "continue", given),
});
