// The commands in the order in which help and documentation list them, and how one is found by its word.
import { closest, distance } from "fastest-levenshtein";
import { code } from "../markdown/escape.ts";
import { carryOver } from "./carry-over.ts";
import { clear } from "./clear.ts";
import { type Command, type CommandPlace, type Refused, refusedCommand } from "./command.ts";
import { concern } from "./concern.ts";
import { continueCommand } from "./continue.ts";
import { defer } from "./defer.ts";
import { drop } from "./drop.ts";
import { help } from "./help.ts";
import { override } from "./override.ts";
import { pivot } from "./pivot.ts";
import { refresh } from "./refresh.ts";
import { resolve } from "./resolve.ts";
import { reviewCommand } from "./review.ts";
import { set } from "./set.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";

export const commands: readonly Command[] = [
  help(() => commands),
  status,
  set,
  clear,
  defer,
  drop,
  override,
  reviewCommand,
  continueCommand,
  pivot,
  stop,
  concern,
  resolve,
  carryOver,
  refresh,
];

export const commandOf = (verb: string): Command | undefined => commands.find((command) => command.verb === verb);

const VERB_LIMIT = 40;

/** With the commands that work in that place; null where nobody knows it: all of them. */
export function unknownVerb(verb: string, place: CommandPlace | null): Refused {
  const here = commands.filter(({ where }) => place === null || where.includes(place));
  const known = `What works${place === null ? "" : " here"}: ${here.map((each) => code(`/phase ${each.verb}`)).join(", ")}.`;
  if (verb === "") return refusedCommand(`${code("/phase")} needs a command. ${known}`);
  const word = verb.slice(0, VERB_LIMIT).toWellFormed();
  const near = closest(
    word,
    commands.map((command) => command.verb),
  );
  const guess = distance(word, near) <= 2 ? ` Did you mean ${code(`/phase ${near}`)}?` : "";
  return refusedCommand(`there is no command ${code(`/phase ${word}`)}.${guess} ${known}`);
}
