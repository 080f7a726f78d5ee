// The commands in the order in which help and documentation list them, and how one is found by its word.
import { closest, distance } from "fastest-levenshtein";
import { code } from "../markdown/escape.ts";
import { approve } from "./approve.ts";
import { carryOver } from "./carry-over.ts";
import { clear } from "./clear.ts";
import { type Command, type CommandPlace, placesOf, type Refused, refusedCommand } from "./command.ts";
import { concern } from "./concern.ts";
import { continueCommand } from "./continue.ts";
import { defer } from "./defer.ts";
import { drop } from "./drop.ts";
import { help } from "./help.ts";
import { needsWork } from "./needs-work.ts";
import { notApplicableCommand } from "./not-applicable.ts";
import { override } from "./override.ts";
import { pivot } from "./pivot.ts";
import { refresh } from "./refresh.ts";
import { resolve } from "./resolve.ts";
import { reviewCommand } from "./review.ts";
import { set } from "./set.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { WORKING_VERBS } from "./while-invalid.ts";

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
  approve,
  needsWork,
  notApplicableCommand,
  refresh,
];

export const commandOf = (verb: string): Command | undefined => commands.find((command) => command.verb === verb);

const VERB_LIMIT = 40;

/** `place` is null while the plan is invalid. A guess leads to help; where there is none, what works here is listed. */
export function unknownVerb(verb: string, place: CommandPlace | null): Refused {
  if (verb === "") return refusedCommand(`${code("/phase")} needs a command. ${whatWorks(place)}`);
  const word = verb.slice(0, VERB_LIMIT).toWellFormed();
  const near = nearestCommand(word);
  const known = near === undefined ? whatWorks(place) : guessed(near, place);
  return refusedCommand(`there is no command ${code(`/phase ${word}`)}. ${known}`);
}

function whatWorks(place: CommandPlace | null): string {
  const here = place === null ? worksWhileInvalid : ({ where }: Command) => where.includes(place);
  return `What works here: ${commands
    .filter(here)
    .map(({ verb }) => code(`/phase ${verb}`))
    .join(", ")}.`;
}

const worksWhileInvalid = ({ verb }: Command): boolean => WORKING_VERBS.includes(verb);

function nearestCommand(word: string): Command | undefined {
  const near = closest(
    word,
    commands.map(({ verb }) => verb),
  );
  return distance(word, near) <= 2 ? commandOf(near) : undefined;
}

function guessed({ verb, where }: Command, place: CommandPlace | null): string {
  const elsewhere = place === null || where.includes(place) ? "" : ` (on ${placesOf(where)})`;
  return `Did you mean ${code(`/phase ${verb}`)}${elsewhere}? ${code("/phase help")} lists what works here.`;
}
