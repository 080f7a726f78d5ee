// Infers which phase each milestone belongs to, from titles, due dates and order, and says what is unsure.
import type { Milestone } from "../github/model.ts";
import { BUILTIN_PHASES } from "../plan/builtin.ts";
import { phaseOf } from "../plan/match.ts";
import { parsePlan } from "../plan/parse.ts";

export type DatedMilestone = Pick<Milestone, "number" | "title" | "state" | "dueOn">;

/** `pattern`: a pattern of the built-in plan matches its title; `title`: a word in it says so; `order`: only its place says so. */
export type InferredPlace = { milestone: DatedMilestone; phase: string; by: "pattern" | "title" | "order" };

/** `places` are in the order of delivery. `unsure` are sentences, each with what to check. */
export type InferredPhases = { places: InferredPlace[]; left: DatedMilestone[]; unsure: string[] };

const PHASES = BUILTIN_PHASES.map(({ id, name = id }) => ({ id, name }));
const LAST = PHASES.length - 1;

/** Words that teams use for each phase besides those of the built-in patterns, in the order of `PHASES`. */
const WORDS: readonly RegExp[] = [
  /\b(mvp|poc|proof of concept|prototype|walking skeleton|alpha|minimum|minimal|foundations?)\b/i,
  /\b(beta|enhancements?|improvements?|extensions?|nice to haves?)\b/i,
  /\b(polish|hardening|stabili[sz]ation|clean-?up|release candidate|rc ?\d*|ga|general availability|launch)\b/i,
];

/** Milestones that collect work instead of delivering it. */
const COLLECTIONS =
  /\b(backlog|icebox|someday|future|later|triage|unplanned|wish ?list|ideas?|parking lot|maintenance)\b/i;

type Guess = { milestone: DatedMilestone; phase: number | null; by: InferredPlace["by"] };

/** Closed milestones count only where their title says which phase they are. */
export function inferPhases(milestones: readonly DatedMilestone[]): InferredPhases {
  const guesses = inOrder(milestones).map(guessOf);
  const kept = guesses.filter(({ milestone, phase }) => phase !== null || isWaiting(milestone));
  const left = guesses.filter((guess) => !kept.includes(guess)).map(({ milestone }) => milestone);
  const places = filledIn(kept).map(({ milestone, phase, by }) => ({ milestone, by, phase: PHASES[phase]?.id ?? "" }));
  return { places, left, unsure: [...unsureOf(places), ...leftOut(left)] };
}

const isWaiting = ({ state, title }: DatedMilestone): boolean => state === "open" && !COLLECTIONS.test(title);

/** By due date; those without one follow, by number. */
const inOrder = (milestones: readonly DatedMilestone[]): DatedMilestone[] => {
  const due = ({ dueOn }: DatedMilestone): number => dueOn?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return milestones.toSorted((a, b) => due(a) - due(b) || a.number - b.number);
};

function guessOf(milestone: DatedMilestone): Guess {
  const matched = builtinPhase(milestone);
  if (matched !== null) return { milestone, phase: matched, by: "pattern" };
  const named = WORDS.findIndex((words) => words.test(milestone.title));
  return { milestone, phase: named === -1 ? null : named, by: named === -1 ? "order" : "title" };
}

const BUILTIN = parsePlan("");

/** The index of the phase whose built-in pattern matches. */
function builtinPhase(milestone: DatedMilestone): number | null {
  const phase = BUILTIN.kind === "valid" ? phaseOf(BUILTIN.plan, milestone) : null;
  return phase === null ? null : PHASES.findIndex(({ id }) => id === phase.id);
}

/** Those without a phase take one between their neighbours', in equal parts. */
function filledIn(guesses: readonly Guess[]): (Guess & { phase: number })[] {
  const filled: (Guess & { phase: number })[] = [];
  for (const [index, guess] of guesses.entries()) {
    if (guess.phase !== null) filled.push({ ...guess, phase: guess.phase });
    else filled.push({ ...guess, phase: between(guesses, index) });
  }
  return filled;
}

/** The phase of one that has none: the run that it is part of is spread over what lies between the phases around it. */
function between(guesses: readonly Guess[], index: number): number {
  const before = guesses.slice(0, index).findLast(({ phase }) => phase !== null)?.phase ?? null;
  const after = guesses.slice(index).find(({ phase }) => phase !== null)?.phase ?? null;
  const start = guesses.slice(0, index).findLastIndex(({ phase }) => phase !== null) + 1;
  const length = guesses.slice(start).findIndex(({ phase }) => phase !== null);
  const count = length === -1 ? guesses.length - start : length;
  const low = before === null ? 0 : Math.min(before + 1, LAST);
  const high = after === null ? LAST : after - 1;
  if (low > high) return before === null ? 0 : Math.min(before, after ?? LAST);
  return low + Math.floor(((index - start) * (high - low + 1)) / count);
}

const quoted = (milestones: readonly DatedMilestone[]): string =>
  milestones.map(({ title }) => `"${title}"`).join(", ");

const nameOf = (id: string): string => PHASES.find((phase) => phase.id === id)?.name ?? id;

/** What a person should check. */
function unsureOf(places: readonly InferredPlace[]): string[] {
  const of = (by: InferredPlace["by"]): InferredPlace[] => places.filter((place) => place.by === by);
  const undated = of("order").filter(({ milestone }) => milestone.dueOn === null);
  return [
    ...of("title").map(({ milestone, phase }) => `"${milestone.title}" is ${nameOf(phase)} by a word in its title.`),
    ...of("order").map(
      ({ milestone, phase }) => `"${milestone.title}" is ${nameOf(phase)} only by its place in the order.`,
    ),
    ...(undated.length === 0
      ? []
      : [`No due date says when it is: ${quoted(undated.map(({ milestone }) => milestone))}.`]),
    ...outOfOrder(places),
  ];
}

/** Due dates that contradict the phases. */
function outOfOrder(places: readonly InferredPlace[]): string[] {
  const rank = ({ phase }: InferredPlace): number => PHASES.findIndex(({ id }) => id === phase);
  const dated = places.filter(({ milestone }) => milestone.dueOn !== null);
  return dated.flatMap((place, index) => {
    const earlier = dated.slice(0, index).find((each) => rank(each) > rank(place));
    return earlier === undefined
      ? []
      : [
          `"${earlier.milestone.title}" (${nameOf(earlier.phase)}) is due before "${place.milestone.title}" (${nameOf(place.phase)}).`,
        ];
  });
}

const leftOut = (left: readonly DatedMilestone[]): string[] =>
  left.length === 0
    ? []
    : [`In no phase: ${quoted(left)}. Pull requests there pass, unless \`gate.unphased\` says otherwise.`];
