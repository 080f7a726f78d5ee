// What the commits of pull requests are, kept for as long as their heads stay; and whose will probably be asked for.
import { setBounded } from "../set-bounded.ts";
import { steadyNow } from "../steady-clock.ts";
import type { PullCommits } from "./entities.ts";
import type { CommitsWanted } from "./pull-commits.ts";

type Found = Map<number, PullCommits | null>;
export type CommitsMemory = {
  read(wanted: readonly CommitsWanted[], read: (missing: readonly CommitsWanted[]) => Promise<Found>): Promise<Found>;
  /**
   * Of these items, those whose commits come along with the items, as a rule probably needs them and they are not known. `heads` are heads
   * that events name, by number.
   */
  along(numbers: readonly number[], heads: ReadonlyMap<number, string>): number[];
};

const LIMIT = 1_000;
/** GitHub tells of a merge a moment after its commit is there, so what was read just after a head was first seen is read again. */
const UNSURE_MS = 60_000;

/** With the number of its commits, a head that stays tells of a base that went back, too. */
const keyOf = ({ number, headSha, base, count }: CommitsWanted): string => `${number}/${headSha}/${count}/${base}`;

type Entry = { seen: number; read: number; commits: PullCommits };

const isSettled = ({ seen, read }: Entry): boolean => read - seen >= UNSURE_MS;

export function makeCommitsMemory(now: () => number = steadyNow): CommitsMemory {
  const entries = new Map<string, Entry>();
  /** The latest head of each that was asked for. */
  const asked = new Map<number, CommitsWanted>();
  /** Those that came along, and were not asked for: issues, and pull requests whose commits decide nothing. */
  const unasked = new Map<number, true>();
  const known = (pull: CommitsWanted): Entry | null => {
    const entry = entries.get(keyOf(pull));
    return entry !== undefined && isSettled(entry) ? entry : null;
  };
  const isMissing = (number: number, head: string | undefined): boolean => {
    const latest = asked.get(number);
    return latest === undefined || (head !== undefined && latest.headSha !== head) || known(latest) === null;
  };
  const read: CommitsMemory["read"] = async (wanted, readMissing) => {
    const at = now();
    for (const pull of wanted) {
      unasked.delete(pull.number);
      setBounded(asked, pull.number, pull, LIMIT);
    }
    const kept = wanted.flatMap((pull): [number, PullCommits][] => {
      const entry = known(pull);
      return entry === null ? [] : [[pull.number, entry.commits]];
    });
    const missing = wanted.filter((pull) => known(pull) === null);
    const found = missing.length === 0 ? new Map<number, null>() : await readMissing(missing);
    for (const pull of missing) {
      const commits = found.get(pull.number) ?? null;
      const seen = entries.get(keyOf(pull))?.seen ?? at;
      if (commits !== null) setBounded(entries, keyOf(pull), { seen, read: at, commits }, LIMIT);
    }
    return new Map([...kept, ...found]);
  };
  return {
    read,
    along: (numbers, heads) => {
      const missing = numbers.filter((number) => !unasked.has(number) && isMissing(number, heads.get(number)));
      for (const number of missing) setBounded(unasked, number, true, LIMIT);
      return missing;
    },
  };
}
