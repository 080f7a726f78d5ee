// /phase pivot: plan again, with later phases shut.
import { command } from "./command.ts";
import { decideAs, hindrancesIn, parseDecision } from "./deciding.ts";

export const pivot = command({
  verb: "pivot",
  usage: ["/phase pivot <reason>"],
  summary: "decides to pivot: what waits for the phase stays shut while you plan again",
  examples: ["/phase pivot teams want the import first"],
  where: ["review"],
  role: "decide",
  parse: (args, context) => parseDecision(context, { outcome: "pivot", waive: false, words: args.trim() }),
  run: decideAs,
  hindrances: (_args, context) => hindrancesIn(context, { outcome: "pivot", waive: false }),
});
