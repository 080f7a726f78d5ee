// /phase refresh: looks again, now.
import { COMMAND_PLACES, command, noArguments } from "./command.ts";

export const refresh = command({
  verb: "refresh",
  usage: ["/phase refresh"],
  summary: "brings this up to date now; on a boundary review the whole phase",
  examples: ["/phase refresh"],
  where: COMMAND_PLACES,
  role: "set",
  parse: noArguments,
  run: ({ place }) => ({ kind: "done", changes: [], concerns: place === "review" ? "repository" : "item" }),
});
