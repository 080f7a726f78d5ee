// Issues that the app moved out of a milestone a moment ago: reads are behind its writes, and would have it move them a second time.
import { setBounded } from "../set-bounded.ts";
import type { CountedIssue, Fact } from "./model.ts";
import type { Reader, Writer } from "./port.ts";
import { withRepositories } from "./with-repositories.ts";

/** Of one repository: where this process put each issue in the last minute. */
export type OwnMoves = {
  moved(issue: number, move: Move): void;
  /** Whether a read that shows the issue in that milestone is older than the move; who puts it back there joins it later. */
  isPast(issue: CountedIssue, milestone: number): boolean;
};

/** `to` is a milestone's number, null for none; `at` is GitHub's time of the write. */
export type Move = { to: number | null; at: Date };

const LAG_MS = 60_000;
const MOVES_LIMIT = 1_000;

/** `now` is in milliseconds, by a clock that goes on evenly. */
export function makeOwnMoves(now: () => number): OwnMoves {
  const moves = new Map<number, Move & { until: number }>();
  return {
    moved: (issue, move) => {
      for (const [number, { until }] of moves) if (until <= now()) moves.delete(number);
      setBounded(moves, issue, { ...move, until: now() + LAG_MS }, MOVES_LIMIT);
    },
    isPast: ({ number, joinedAt }, milestone) => {
      const move = moves.get(number);
      if (move === undefined || move.until <= now() || joinedAt === undefined) return false;
      return move.to !== milestone && joinedAt <= move.at;
    },
  };
}

/** The reader, with lists of issues as they are by now, and the writer, which remembers the moves. Made for one job. */
export function withOwnMoves(read: Reader, write: Writer, own: OwnMoves): { read: Reader; write: Writer } {
  const updateIssue: Writer["updateIssue"] = async (number, change) => {
    const at = await write.updateIssue(number, change);
    if (change.milestone !== undefined) own.moved(number, { to: change.milestone, at });
    return at;
  };
  return { read: correctedReader(read, (fact) => withoutMoved(fact, own)), write: { ...write, updateIssue } };
}

function withoutMoved(fact: Fact, own: OwnMoves): Fact {
  const { query, answer } = fact;
  if (query.kind !== "milestone-issues" || answer.kind !== "read") return fact;
  const issues = answer.value as CountedIssue[];
  return { query, answer: { kind: "read", value: issues.filter((issue) => !own.isPast(issue, query.milestone)) } };
}

const correctedReader = (read: Reader, correct: (fact: Fact) => Fact): Reader => ({
  ...withRepositories(read, (repository) => ({ ...repository, facts: repository.facts.map(correct) })),
  facts: async (queries, there) => (await read.facts(queries, there)).map(correct),
  someFacts: async (queries, most) => (await read.someFacts(queries, most)).map(correct),
});
