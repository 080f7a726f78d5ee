// The commands in the order in which help and documentation list them, and how one is found by its word.
import { closest, distance } from "fastest-levenshtein";
import { code } from "../markdown/escape.ts";
import type { Command, CommandContext, CommandResult } from "./command.ts";
import type { Invocation } from "./grammar.ts";
import { help } from "./help.ts";
import { status } from "./status.ts";

export const commands: readonly Command[] = [help(() => commands), status];

export function runCommand(context: CommandContext, { verb, args }: Invocation): CommandResult {
  const command = commands.find((each) => each.verb === verb);
  return command === undefined ? unknownVerb(verb) : command.run(context, args);
}

function unknownVerb(verb: string): CommandResult {
  const verbs = commands.map((command) => command.verb);
  const known = commands.map(({ usage }) => code(usage)).join(", ");
  if (verb === "") return { kind: "refused", reason: `${code("/phase")} needs a command. What works: ${known}.` };
  const near = closest(verb, verbs);
  const guess = distance(verb, near) <= 2 ? ` Did you mean ${code(`/phase ${near}`)}?` : "";
  return {
    kind: "refused",
    reason: `There is no command ${code(`/phase ${verb.slice(0, 40)}`)}.${guess} What works: ${known}.`,
  };
}
