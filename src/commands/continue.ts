// /phase continue: the phase is passed for good.
import { command } from "./command.ts";
import { decideAs, hindrancesIn, parseDecision } from "./deciding.ts";
import { takeWaive } from "./words.ts";

export const continueCommand = command({
  verb: "continue",
  usage: ["/phase continue [reason]", "/phase continue --waive <reason>"],
  summary: "decides to continue; with `--waive` in spite of unmet criteria",
  examples: ["/phase continue", "/phase continue --waive the last bug can wait"],
  where: ["review"],
  role: "decide",
  parse: (args, context) => {
    const { waive, rest } = takeWaive(args);
    return parseDecision(context, { outcome: "continue", waive, words: rest });
  },
  run: decideAs,
  hindrances: (args, context) => hindrancesIn(context, { outcome: "continue", waive: takeWaive(args).waive }),
});
