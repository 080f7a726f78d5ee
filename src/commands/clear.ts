// /phase clear: takes an item out of its phase.
import { phaseSource } from "../delivery/phase-source.ts";
import { escapeText } from "../markdown/escape.ts";
import { COMMAND_PLACES, command, noArguments, refusedCommand } from "./command.ts";
import { moveItem } from "./set.ts";

export const clear = command({
  verb: "clear",
  usage: ["/phase clear"],
  summary: "takes this out of its phase's milestone",
  examples: ["/phase clear"],
  where: COMMAND_PLACES,
  role: "set",
  parse: noArguments,
  run: (context) => {
    const { plan, item } = context;
    const elsewhere = phaseSource.elsewhere(plan, item);
    if (elsewhere === null) return moveItem(context, null);
    return refusedCommand(`its milestone ${escapeText(elsewhere)} belongs to no phase, so it is left alone.`);
  },
});
