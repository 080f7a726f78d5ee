// /phase pivot: plan again, with later phases shut.
import { command, parsed, refusedCommand } from "./command.ts";
import { decideAs, needsReason } from "./deciding.ts";
import { givenReason } from "./words.ts";

export const pivot = command({
  verb: "pivot",
  usage: ["/phase pivot <reason>"],
  summary: "decides to pivot: what waits for the phase stays shut while you plan again",
  examples: ["/phase pivot teams want the import first"],
  where: ["review"],
  role: "decide",
  parse: (args) =>
    args.trim() === "" ? refusedCommand(needsReason("/phase pivot <reason>")) : parsed(givenReason(args)),
  run: (context, reason) => decideAs(context, "pivot", { reason, waive: false }),
});
