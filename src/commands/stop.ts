// /phase stop: every later phase is shut.
import { command } from "./command.ts";
import { decideAs, hindrancesIn, parseDecision } from "./deciding.ts";

export const stop = command({
  verb: "stop",
  usage: ["/phase stop <reason>"],
  summary: "decides to stop: every later phase is shut",
  examples: ["/phase stop nobody needs this"],
  where: ["review"],
  role: "decide",
  parse: (args, context) => parseDecision(context, { outcome: "stop", waive: false, words: args.trim() }),
  run: decideAs,
  hindrances: (_args, context) => hindrancesIn(context, { outcome: "stop", waive: false }),
});
