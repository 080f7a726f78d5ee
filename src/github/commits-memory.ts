// What the commits of pull requests are, kept for as long as their heads stay.
import { setBounded } from "../set-bounded.ts";
import { steadyNow } from "../steady-clock.ts";
import type { PullCommits } from "./entities.ts";
import type { CommitsWanted } from "./pull-commits.ts";

type Found = Map<number, PullCommits | null>;
export type CommitsMemory = (
  wanted: readonly CommitsWanted[],
  read: (missing: readonly CommitsWanted[]) => Promise<Found>,
) => Promise<Found>;

const LIMIT = 1_000;
/** GitHub tells of a merge a moment after its commit is there, so what was read just after a head was first seen is read again. */
const UNSURE_MS = 60_000;

/** With the number of its commits, a head that stays tells of a base that went back, too. */
const keyOf = ({ number, headSha, base, count }: CommitsWanted): string => `${number}/${headSha}/${count}/${base}`;

type Entry = { seen: number; read: number; commits: PullCommits };

export function makeCommitsMemory(now: () => number = steadyNow): CommitsMemory {
  const entries = new Map<string, Entry>();
  const known = (pull: CommitsWanted): Entry | null => {
    const entry = entries.get(keyOf(pull));
    return entry !== undefined && entry.read - entry.seen >= UNSURE_MS ? entry : null;
  };
  return async (wanted, read) => {
    const at = now();
    const kept = wanted.flatMap((pull): [number, PullCommits][] => {
      const entry = known(pull);
      return entry === null ? [] : [[pull.number, entry.commits]];
    });
    const missing = wanted.filter((pull) => known(pull) === null);
    const found = missing.length === 0 ? new Map<number, null>() : await read(missing);
    for (const pull of missing) {
      const commits = found.get(pull.number) ?? null;
      const seen = entries.get(keyOf(pull))?.seen ?? at;
      if (commits !== null) setBounded(entries, keyOf(pull), { seen, read: at, commits }, LIMIT);
    }
    return new Map([...kept, ...found]);
  };
}
