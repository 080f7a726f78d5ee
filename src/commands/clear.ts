// /phase clear: takes an item out of its phase.
import { escapeText } from "../markdown/escape.ts";
import { phaseOf } from "../plan/match.ts";
import { command, noArguments, PLACES, refused } from "./command.ts";
import { moved } from "./set.ts";

export const clear = command({
  verb: "clear",
  usage: ["/phase clear"],
  summary: "takes this out of its phase's milestone",
  examples: ["/phase clear"],
  where: PLACES,
  role: "set",
  parse: noArguments,
  run: (context) => {
    const { plan, item } = context;
    if (item.milestone !== null && phaseOf(plan, item.milestone) === null)
      return refused(`its milestone ${escapeText(item.milestone.title)} belongs to no phase, so it is left alone.`);
    return moved(context, null);
  },
});
