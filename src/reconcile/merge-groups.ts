// Reads groups of merge queues, with every pull request that they merge, as it is now.
import { type Chain, chainOf } from "../gate/merge-queue.ts";
import type { Item, PullItem } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { groupRefOf, parseGroupRef } from "../merge-group-ref.ts";
import { type MergeGroup, openPullsAmong, type Snapshot } from "../snapshot.ts";

/** The group that GitHub asks about. */
export async function groupOf(
  read: Reader,
  { sha, ref, base }: { sha: string; ref: string; base: string },
): Promise<MergeGroup> {
  const group = { headSha: sha, ref, base, check: await read.check(sha) };
  const parsed = parseGroupRef(ref);
  if (parsed === null || base !== `refs/heads/${parsed.base}`)
    return { ...group, holds: { kind: "unknown", reason: `its ref, ${ref}, is not one of a merge group on ${base}` } };
  const chain = chainOf(parsed.pull, await read.mergeQueue(parsed.base));
  const items = chain.kind === "pulls" ? await read.itemsAlone(chain.numbers) : [];
  return { ...group, holds: holdsOf(chain, items) };
}

/** A verdict that turns while its pull request is queued is the group's, too. */
export async function withGroups(read: Reader, before: Snapshot): Promise<Snapshot> {
  if (before.plan.kind === "inactive") return before;
  return { ...before, groups: await groupsOf(read, before.items) };
}

/** All groups of the queues in which these items are. */
async function groupsOf(read: Reader, items: readonly Item[]): Promise<MergeGroup[]> {
  const queued = openPullsAmong(items).filter(({ isQueued }) => isQueued);
  const groups: MergeGroup[] = [];
  for (const base of new Set(queued.map((pull) => pull.base))) groups.push(...(await groupsOn(read, base)));
  return groups;
}

async function groupsOn(read: Reader, base: string): Promise<MergeGroup[]> {
  const queue = await read.mergeQueue(base);
  if (queue.kind === "denied") return [];
  const items = await read.itemsAlone(queue.entries.map(({ number }) => number));
  return queue.entries.flatMap(({ number, headSha, check }): MergeGroup[] => {
    if (headSha === null) return [];
    const ref = groupRefOf({ base, pull: number }, headSha);
    return [{ headSha, ref, base: `refs/heads/${base}`, check, holds: holdsOf(chainOf(number, queue), items) }];
  });
}

/** What is closed ahead of the last one has left the queue: merged already, or GitHub makes a new group without it. */
function holdsOf(chain: Chain, items: readonly Item[]): MergeGroup["holds"] {
  if (chain.kind !== "pulls") return chain;
  const pulls: PullItem[] = [];
  for (const number of chain.numbers) {
    const pull = items.find((item) => item.number === number);
    if (pull?.kind !== "pull") return { kind: "not-yet", reason: `#${number} can not be read` };
    if (pull.state === "open") pulls.push(pull);
    else if (number === chain.numbers.at(-1)) return { kind: "not-yet", reason: `#${number} is not open any more` };
  }
  return { kind: "pulls", pulls };
}
