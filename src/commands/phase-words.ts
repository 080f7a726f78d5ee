// The phase that words name: the longest run of them that is one, and what to say where none is.
import { distance } from "fastest-levenshtein";
import { code } from "../markdown/escape.ts";
import { phaseByWord, plainSpelling } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { type Parsed, parsed, type Refused, refusedCommand } from "./command.ts";
import { givenReason, splitFirst } from "./words.ts";

type Phases = Pick<Plan, "phases">;

/** All of the text is the phase. */
export function onlyPhase(plan: Phases, text: string, usage: string): Parsed<Phase> {
  if (text.trim() === "") return refusedCommand(`it needs a phase: ${code(usage)}. ${listOf(plan)}`);
  const named = namedPhase(plan, text);
  if (named === null) return unknownPhase(plan, text);
  return named.rest === "" ? parsed(named.phase) : refusedCommand(`nothing may follow the phase: ${code(usage)}.`);
}

/** A phase where the text begins with one, else null and all of it as text. What is nearly a phase is taken for a slip. */
export function phaseAndText(plan: Phases, text: string, usage: string): Parsed<{ phase: Phase | null; text: string }> {
  const named = namedPhase(plan, text);
  if (named !== null) return parsed({ phase: named.phase, text: givenReason(named.rest) });
  if (text.trim() === "" || nearest(plan, text) === null) return parsed({ phase: null, text: givenReason(text) });
  const { reason } = unknownPhase(plan, text);
  return refusedCommand(`${reason} Where a reason begins so, name the phase before it: ${code(usage)}.`);
}

/** A phase; what follows is friendly words. Null where nothing was written. */
export function maybePhase(plan: Phases, text: string): Parsed<Phase | null> {
  if (text.trim() === "") return parsed(null);
  const named = namedPhase(plan, text);
  return named === null ? unknownPhase(plan, text) : parsed(named.phase);
}

/** The longest run of words from the first that is what a phase is called, in quotes or not, and the text behind it. */
function namedPhase(plan: Phases, text: string): { phase: Phase; rest: string } | null {
  const most = Math.max(...spellingsOf(plan).map((spelling) => wordsOf(spelling).length));
  const ends = wordEnds(text.trim(), most);
  for (const end of ends.toReversed()) {
    const phase = phaseByWord(plan, text.trim().slice(0, end));
    if (phase !== null) return { phase, rest: text.trim().slice(end).trim() };
  }
  const words = splitFirst(text);
  const phase = words?.isQuoted === true ? phaseByWord(plan, words.first) : null;
  return phase === null || words === null ? null : { phase, rest: words.rest };
}

/** Where each of the first `most` words ends. */
function wordEnds(text: string, most: number): number[] {
  const word = /\S+/g;
  const ends: number[] = [];
  while (ends.length < most && word.test(text)) ends.push(word.lastIndex);
  return ends;
}

const wordsOf = (text: string): string[] => text.split(" ");

const spellingsOf = ({ phases }: Phases): string[] =>
  phases.flatMap(({ id, name, label, aliases }) => [id, name, label, ...aliases].map(plainSpelling));

const WORD_LIMIT = 60;

function unknownPhase(plan: Phases, text: string): Refused {
  const near = nearest(plan, text);
  const first = splitFirst(text)?.first ?? "";
  const guess = near === null ? "" : ` Did you mean ${code(near.name)}?`;
  return refusedCommand(`there is no phase ${code(near?.written ?? cutWord(first))}.${guess} ${listOf(plan)}`);
}

const cutWord = (word: string): string => word.slice(0, WORD_LIMIT).toWellFormed();

/** What a phase is called that the text nearly begins with, and as many of its words. */
function nearest(plan: Phases, text: string): { name: string; written: string } | null {
  const words = splitFirst(text);
  const signs = (words?.isQuoted === true ? words.first : text).trim().slice(0, 10 * WORD_LIMIT);
  const written = wordsOf(plainSpelling(signs));
  const near = plan.phases.flatMap(({ id, name, label, aliases }) => [
    ...[id, name].flatMap((each) => nearly(written, plainSpelling(each), isSlip)),
    ...[label, ...aliases].flatMap((each) => nearly(written, plainSpelling(each), () => false)),
  ]);
  return near.toSorted((a, b) => a.far - b.far)[0] ?? null;
}

/** Where the first word is one that the name begins with, or is alike one, or as many words are alike the name. */
function nearly(written: readonly string[], name: string, isAlike: (word: string, name: string) => boolean) {
  const [begin = "", ...more] = wordsOf(name);
  const [first = ""] = written;
  const run = cutWord(written.slice(0, 1 + more.length).join(" "));
  const isBegin = first === begin || (first.length > 2 && name.startsWith(first));
  const isNear = isBegin || isAlike(cutWord(first), begin) || isAlike(run, name);
  return isNear ? [{ name, written: run, far: distance(run, name) }] : [];
}

/** As far apart as one slip of the fingers, or two. */
const isSlip = (written: string, name: string): boolean =>
  distance(written, name) <= Math.min(2, name.length - 1, written.length - 1);

const listOf = ({ phases }: Phases): string =>
  `The phases are: ${phases.map(({ id, name }) => (id === name.toLowerCase() ? code(id) : `${code(id)} (${code(name)})`)).join(", ")}.`;
