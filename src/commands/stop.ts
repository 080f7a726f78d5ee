// /phase stop: every later phase is shut.
import { command, parsed, refusedCommand } from "./command.ts";
import { decideAs, needsReason } from "./deciding.ts";
import { givenReason } from "./words.ts";

export const stop = command({
  verb: "stop",
  usage: ["/phase stop <reason>"],
  summary: "decides to stop: every later phase is shut",
  examples: ["/phase stop nobody needs this"],
  where: ["review"],
  role: "decide",
  parse: (args) =>
    args.trim() === "" ? refusedCommand(needsReason("/phase stop <reason>")) : parsed(givenReason(args)),
  run: (context, reason) => decideAs(context, "stop", { reason, waive: false }),
});
