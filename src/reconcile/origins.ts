// Reads where open pull requests come from and lead to, where it may decide: what their texts close, whose commits they hold and
// which merged pull requests and layers of a stack they carry, and the branches that they end up in.
import { finalBranches } from "../gate/final-branches.ts";
import { needsAuthors, needsCarried } from "../gate/verdict.ts";
import type { Head, LinkedIssue, PullCommits, PullItem, PullOrigins } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { closedInText } from "../labels/closing-keywords.ts";
import type { Plan } from "../plan/plan.ts";
import { openPullsAmong, type Snapshot } from "../snapshot.ts";

/** `heads` are those of all open pull requests; null where they were not read. */
export async function withOrigins(read: Reader, snapshot: Snapshot, heads: readonly Head[] | null): Promise<Snapshot> {
  const pulls = [...openPullsAmong(snapshot.items), ...snapshot.groups.flatMap(pullsIn)];
  if (snapshot.plan.kind !== "active" || pulls.length === 0 || snapshot.repository.isArchived) return snapshot;
  const { plan } = snapshot.plan;
  const closing = await closedByTexts(read, snapshot, pulls);
  const commits = await commitsOf(read, plan, pulls);
  const layers = await layersBelow(read, plan, pulls, heads ?? headsOf(pulls));
  const carried = await carriedBy(read, plan, pulls, { commits, layers });
  const ways = plan.gate.exempt.branches.length === 0 ? null : (heads ?? (await read.items([])).openHeads);
  const complete = (pull: PullItem): PullItem => ({
    ...pull,
    closes: [...pull.closes, ...(closing.get(pull.number) ?? [])],
    origins: {
      ...(commits.has(pull.number) && { commits: commits.get(pull.number) ?? null }),
      ...(carried.has(pull.number) && { carried: carried.get(pull.number) ?? null }),
      ...(ways !== null && { endsIn: finalBranches(pull.base, ways) }),
    },
  });
  return {
    ...snapshot,
    items: snapshot.items.map((item) => (item.kind === "pull" && item.state === "open" ? complete(item) : item)),
    groups: snapshot.groups.map((group) =>
      group.holds.kind === "pulls"
        ? { ...group, holds: { kind: "pulls", pulls: group.holds.pulls.map(complete) } }
        : group,
    ),
  };
}

const pullsIn = ({ holds }: Snapshot["groups"][number]): PullItem[] => (holds.kind === "pulls" ? holds.pulls : []);

/**
 * GitHub links no issues where the base is not the default branch. A milestone of its own wins, so that they don't matter then.
 * https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
 */
async function closedByTexts(
  read: Reader,
  { repository }: Snapshot,
  pulls: readonly PullItem[],
): Promise<Map<number, LinkedIssue[]>> {
  const others = pulls.filter(({ base, milestone }) => base !== repository.defaultBranch && milestone === null);
  if (others.length === 0) return new Map();
  const texts = await read.pullBodies(others.map(({ number }) => number));
  const named = new Map(
    others.map(({ number, closes }) => {
      const known = closes.map((issue) => issue.number);
      return [number, closedInText(texts.get(number) ?? "", repository).filter((issue) => !known.includes(issue))];
    }),
  );
  const numbers = [...new Set([...named.values()].flat())];
  const issues = numbers.length === 0 ? [] : await read.linkedIssues(numbers);
  return new Map([...named].map(([pull, wanted]) => [pull, issues.filter(({ number }) => wanted.includes(number))]));
}

async function commitsOf(
  read: Reader,
  plan: Plan,
  pulls: readonly PullItem[],
): Promise<Map<number, PullCommits | null>> {
  const wanted = pulls.filter((pull) => needsCarried(plan, pull) || needsAuthors(plan, pull));
  if (wanted.length === 0) return new Map();
  return read.pullCommits(
    wanted.map(({ number, headSha, base, commitCount = 0 }) => ({ number, headSha, base, count: commitCount })),
  );
}

const headsOf = (pulls: readonly PullItem[]): Head[] =>
  pulls.map(({ number, headSha, headRef, base }) => ({ number, sha: headSha, ref: headRef ?? null, base }));

/** A layer of a stack merges with those below it. Asked for only where the base is another one's head. */
async function layersBelow(
  read: Reader,
  plan: Plan,
  pulls: readonly PullItem[],
  heads: readonly Head[],
): Promise<Map<number, number[] | null>> {
  const branches = new Set(heads.map(({ ref }) => ref));
  const layers = new Map<number, number[] | null>();
  for (const pull of pulls)
    if (branches.has(pull.base) && needsCarried(plan, pull))
      layers.set(pull.number, await read.layersBelow(pull.number));
  return layers;
}

type Beneath = {
  commits: ReadonlyMap<number, PullCommits | null>;
  layers: ReadonlyMap<number, number[] | null>;
};

/** With their labels and milestones as they are now. */
async function carriedBy(
  read: Reader,
  plan: Plan,
  pulls: readonly PullItem[],
  { commits, layers }: Beneath,
): Promise<Map<number, NonNullable<PullOrigins["carried"]> | null>> {
  const wanted = pulls.filter((pull) => needsCarried(plan, pull));
  const named = new Map(
    wanted.map(({ number }) => {
      const [merged, below] = [mergedIn(number, commits.get(number) ?? null), layers.get(number) ?? []];
      return [number, merged === null || layers.get(number) === null ? null : [...new Set([...merged, ...below])]];
    }),
  );
  const numbers = [...new Set([...named.values()].flatMap((merged) => merged ?? []))];
  const items = numbers.length === 0 ? [] : await read.itemsAlone(numbers);
  const found = items.map(({ number, milestone, labels }) => ({
    ...{ number, milestone },
    labels: labels.map(({ name }) => name),
  }));
  return new Map(
    [...named].map(([pull, merged]) => {
      const below = new Set(layers.get(pull));
      const carried = found
        .filter(({ number }) => merged?.includes(number))
        .map((each) => (below.has(each.number) ? { ...each, isBelow: true } : each));
      return [pull, merged === null || carried.length < merged.length ? null : carried];
    }),
  );
}

/** Null where one of the commits does not tell all. */
function mergedIn(pull: number, commits: PullCommits | null): number[] | null {
  if (commits === null || commits.commits.some(({ merged }) => merged === null)) return null;
  const numbers = commits.commits.flatMap(({ merged }) => merged ?? []);
  return [...new Set(numbers)].filter((number) => number !== pull);
}
