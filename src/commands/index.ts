// The commands in the order in which help and documentation list them, and how one is found by its word.
import { closest, distance } from "fastest-levenshtein";
import { code } from "../markdown/escape.ts";
import { carryOver } from "./carry-over.ts";
import { clear } from "./clear.ts";
import { type Command, type Place, type Refused, refused } from "./command.ts";
import { concern } from "./concern.ts";
import { goOn } from "./continue.ts";
import { defer } from "./defer.ts";
import { drop } from "./drop.ts";
import { help } from "./help.ts";
import { override } from "./override.ts";
import { pivot } from "./pivot.ts";
import { refresh } from "./refresh.ts";
import { resolve } from "./resolve.ts";
import { review } from "./review.ts";
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
  review,
  goOn,
  pivot,
  stop,
  concern,
  resolve,
  carryOver,
  refresh,
];

export const commandOf = (verb: string): Command | undefined => commands.find((command) => command.verb === verb);

const VERB_LIMIT = 40;

export function unknownVerb(verb: string): Refused {
  const verbs = commands.map((command) => command.verb);
  const known = verbs.map((each) => code(`/phase ${each}`)).join(", ");
  if (verb === "") return refused(`${code("/phase")} needs a command. What works: ${known}.`);
  const word = verb.slice(0, VERB_LIMIT);
  const near = closest(word, verbs);
  const guess = distance(word, near) <= 2 ? ` Did you mean ${code(`/phase ${near}`)}?` : "";
  return refused(`there is no command ${code(`/phase ${word}`)}.${guess} What works: ${known}.`);
}

export const wrongPlace = ({ where }: Command, place: Place): Refused =>
  refused(`it works on ${listOf(where)} only, and this is ${PLACE_NAMES[place].one}.`);

const PLACE_NAMES = {
  issue: { one: "an issue", many: "issues" },
  "pull request": { one: "a pull request", many: "pull requests" },
  review: { one: "a boundary review", many: "boundary reviews" },
} as const satisfies Record<Place, { one: string; many: string }>;

const listOf = (where: readonly Place[]): string => where.map((place) => PLACE_NAMES[place].many).join(" and ");
