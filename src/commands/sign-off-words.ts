// The sign-off that words name, by its id or name, and what to say where none is.
import { closest, distance } from "fastest-levenshtein";
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import type { OwnIssue } from "../github/model.ts";
import { code } from "../markdown/escape.ts";
import { isSameName } from "../names.ts";
import type { Plan, SignOff } from "../plan/plan.ts";
import { signOffsAt } from "../sign-offs/state.ts";
import { type Parsed, parsed, type Refused, refusedCommand } from "./command.ts";
import { givenReason, splitFirst } from "./words.ts";

type SignOffArgs = { signOff: SignOff; reason: string };

/** `usage` is the command as it should be written. Only those that are asked for at this boundary are there. */
export function signOffAndReason(plan: Plan, review: Review, text: string, usage: string): Parsed<SignOffArgs> {
  const asked = signOffsAt(plan, review.phase);
  const found = namedSignOff(asked, text);
  if (found !== null) return parsed({ signOff: found.signOff, reason: givenReason(found.rest) });
  if (asked.length === 0) return refusedCommand("the plan asks for no sign-off at this boundary (`review.sign_offs`).");
  if (text.trim() === "") return refusedCommand(`it needs the sign-off: ${code(usage)}. ${listOf(asked)}`);
  return unknownSignOff(asked, text);
}

/** The one that a command on that issue is about; null where it names none. */
export function signOffNamed(plan: Plan, issues: readonly OwnIssue[], item: number, text: string): SignOff | null {
  const review = reviewsOf(plan, issues).find(({ issue }) => issue.number === item);
  return review === undefined ? null : (namedSignOff(signOffsAt(plan, review.phase), text)?.signOff ?? null);
}

/** By its id, or by its name of one word or several, in quotes or not. */
function namedSignOff(asked: readonly SignOff[], text: string): { signOff: SignOff; rest: string } | null {
  const words = splitFirst(text);
  if (words === null) return null;
  const first = asked.find(({ id, name }) => isSameName(id, words.first) || isSameName(name, words.first));
  if (first !== undefined) return { signOff: first, rest: words.rest };
  const plain = text.trim().replace(/\s+/g, " ");
  const long = asked.filter(
    ({ name }) => isSameName(plain.slice(0, name.length), name) && /^(?:\s|$)/.test(plain.slice(name.length)),
  );
  const [signOff] = long.toSorted((a, b) => b.name.length - a.name.length);
  return signOff === undefined ? null : { signOff, rest: plain.slice(signOff.name.length).trim() };
}

const WORD_LIMIT = 60;

function unknownSignOff(asked: readonly SignOff[], text: string): Refused {
  const word = (splitFirst(text)?.first ?? "").slice(0, WORD_LIMIT).toWellFormed();
  const known = asked.flatMap(({ id, name }) => [id, name.toLowerCase()]);
  const near = closest(word.toLowerCase(), known);
  const guess =
    distance(word.toLowerCase(), near) <= Math.max(2, Math.floor(near.length / 3))
      ? ` Did you mean ${code(near)}?`
      : "";
  return refusedCommand(`there is no sign-off ${code(word)} at this boundary.${guess} ${listOf(asked)}`);
}

const listOf = (asked: readonly SignOff[]): string =>
  `The sign-offs are: ${asked.map(({ id, name }) => (isSameName(id, name) ? code(id) : `${code(id)} (${code(name)})`)).join(", ")}.`;
