// The words behind a verb: quoted ones, phases, reasons, `--waive`, and what to say where they don't fit.
import { closest, distance } from "fastest-levenshtein";
import { cut } from "../markdown/cut.ts";
import { code } from "../markdown/escape.ts";
import { phaseByWord } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { type Parsed, parsed, type Refused, refused } from "./command.ts";

type Phases = Pick<Plan, "phases">;

/** A phone's keyboard makes typographic quotes of straight ones, each language its own. */
const QUOTES = new Map([
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["”", "”"],
  ["„", "“”"],
  ["‟", "”"],
  ["‘", "’"],
  ["’", "’"],
  ["‚", "‘’"],
  ["«", "»"],
  ["»", "«"],
]);

export type Words = { first: string; rest: string };

/** The first word, or what is in quotes, and the text behind it; null where there is nothing. A quote that is never closed is a character. */
export function splitFirst(text: string): Words | null {
  const trimmed = text.trim();
  const closing = QUOTES.get(trimmed.charAt(0));
  if (closing !== undefined) {
    const end = [...trimmed].findIndex((sign, at) => at > 0 && closing.includes(sign));
    const signs = [...trimmed];
    const [inner, rest] = [signs.slice(1, end).join(""), signs.slice(end + 1).join("")];
    if (end > 1 && /^(\s|$)/.test(rest)) return { first: inner.trim(), rest: rest.trim() };
  }
  const [first = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(trimmed)?.slice(1) ?? [];
  return first === "" ? null : { first, rest };
}

/** Phones and word processors make one long dash of two. */
const WAIVE = /^(?:--|[–—])waive(?=\s|$)/i;

export function takeWaive(args: string): { waive: boolean; rest: string } {
  const text = args.trim();
  return { waive: WAIVE.test(text), rest: text.replace(WAIVE, "").trim() };
}

/** All of the text is the phase; without quotes too, as long as nothing else follows. */
export function onlyPhase(plan: Phases, text: string, usage: string): Parsed<Phase> {
  const words = splitFirst(text);
  if (words === null) return refused(`it needs a phase: ${code(usage)}. ${listOf(plan)}`);
  const whole = phaseByWord(plan, text);
  if (whole !== null) return parsed(whole);
  const phase = phaseByWord(plan, words.first);
  if (phase === null) return unknownPhase(plan, words.rest === "" ? words.first : text.trim());
  return words.rest === "" ? parsed(phase) : refused(`nothing may follow the phase: ${code(usage)}.`);
}

/** A phase where the text begins with one, else null and all of it as text. A sole word that is nearly a phase is taken for a slip. */
export function phaseAndText(plan: Phases, text: string): Parsed<{ phase: Phase | null; text: string }> {
  const words = splitFirst(text);
  if (words === null) return parsed({ phase: null, text: "" });
  const phase = phaseByWord(plan, words.first);
  if (phase !== null) return parsed({ phase, text: givenReason(words.rest) });
  if (words.rest === "" && nearest(plan, words.first) !== null) return unknownPhase(plan, words.first);
  return parsed({ phase: null, text: givenReason(text) });
}

/** A phase, in quotes or not; what follows is friendly words. Null where nothing was written. */
export function maybePhase(plan: Phases, text: string): Parsed<Phase | null> {
  const words = splitFirst(text);
  if (words === null) return parsed(null);
  const phase = phaseByWord(plan, text.trim()) ?? phaseByWord(plan, words.first);
  return phase === null ? unknownPhase(plan, words.first) : parsed(phase);
}

export function aReason(text: string, usage: string): Parsed<string> {
  return /[\p{L}\p{N}]/u.test(text) ? parsed(givenReason(text)) : refused(`it needs a reason: ${code(usage)}.`);
}

/** In bytes: a record holds it twice, once with every byte in three characters, and a comment takes 65,536 characters. */
const REASON_LIMIT = 4_000;

export const givenReason = (written: string): string => cut(written.trim(), REASON_LIMIT);

const WORD_LIMIT = 60;

function unknownPhase(plan: Phases, written: string): Refused {
  const word = written.slice(0, WORD_LIMIT).toWellFormed();
  const near = nearest(plan, word);
  const guess = near === null ? "" : ` Did you mean ${code(near)}?`;
  return refused(`there is no phase ${code(word)}.${guess} ${listOf(plan)}`);
}

function nearest({ phases }: Phases, word: string): string | null {
  const names = phases.flatMap(({ id, name }) => [id, name.toLowerCase()]);
  const near = closest(word.toLowerCase().slice(0, WORD_LIMIT), names);
  return distance(word.toLowerCase().slice(0, WORD_LIMIT), near) <= Math.min(2, near.length - 1) ? near : null;
}

const listOf = ({ phases }: Phases): string =>
  `The phases are: ${phases.map(({ id, name }) => (id === name.toLowerCase() ? code(id) : `${code(id)} (${code(name)})`)).join(", ")}.`;
