// The commits of pull requests that come along with the pull requests themselves, so that a new head takes one request.
import { z } from "zod";
import type { PullCommits } from "./entities.ts";
import { type CommitsWanted, commitsSelection, pullCommitsOf, pullWithCommits } from "./pull-commits.ts";

/** With the pull requests that they belong to, by number. */
export type CommitsBrought = Map<number, CommitsWanted & { commits: PullCommits }>;

/** As many as fit into the points that one item costs anyway, where its list alone is asked for. */
const FOR_ONE = 50;
/** Of several, each costs points by its page. */
const FOR_EACH = 10;

/** To select of a pull request, `count` of which are asked for. */
export const commitsAlong = (count: number): string => `carried: ${commitsSelection(count === 1 ? FOR_ONE : FOR_EACH)}`;

const brought = pullWithCommits
  .omit({ commits: true })
  .extend({ carried: pullWithCommits.shape.commits, headRefOid: z.string(), baseRefName: z.string() });

/** Those of an item of the answer; null where there are none, or not all of them. */
export function commitsBrought(number: number, item: unknown): (CommitsWanted & { commits: PullCommits }) | null {
  const read = brought.safeParse(item).data;
  if (read === undefined || read.carried.nodes.length < read.carried.totalCount) return null;
  const { carried, headRefOid, baseRefName, ...pull } = read;
  const commits = pullCommitsOf({ ...pull, commits: carried }, carried.nodes);
  return { number, headSha: headRefOid, base: baseRefName, count: carried.totalCount, commits };
}

/** Takes out those that are wanted: what came along with the same head, base and number of commits. Another reading brings them anew. */
export function takeBrought(along: CommitsBrought, wanted: readonly CommitsWanted[]): [number, PullCommits][] {
  return wanted.flatMap(({ number, headSha, base, count }): [number, PullCommits][] => {
    const there = along.get(number);
    along.delete(number);
    const isSame = there?.headSha === headSha && there.base === base && there.count === count;
    return isSame ? [[number, there.commits]] : [];
  });
}
