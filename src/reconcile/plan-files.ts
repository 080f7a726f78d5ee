// Reads the plan's file as open pull requests have it, where they may change it: their checks depend on it.
import type { PullItem } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { openPullsAmong, type Snapshot } from "../snapshot.ts";

/** A repository without a plan, or with one that is switched off, may be about to get one, so it is looked at, too. */
export async function withPlanFiles(read: Reader, snapshot: Snapshot): Promise<Snapshot> {
  const suspects = snapshot.repository.isArchived ? [] : suspectsIn(snapshot);
  if (suspects.length === 0) return snapshot;
  const planFiles = await read.planFiles(suspects.map(({ number, headSha }) => ({ number, sha: headSha })));
  return { ...snapshot, planFiles };
}

/** Whose files were not read is looked into if nothing was said of its head yet: its own event may have been missed. */
function suspectsIn({ items, groups, plan }: Snapshot): PullItem[] {
  const isMissed = ({ touchesPlan, check }: PullItem) =>
    touchesPlan === "unread" && check === null && plan.kind !== "inactive";
  const grouped = groups.flatMap(({ holds }) => (holds.kind === "pulls" ? holds.pulls : []));
  const pulls = new Map([...grouped, ...openPullsAmong(items)].map((pull) => [pull.number, pull]));
  return [...pulls.values()].filter(
    (pull) => pull.planCheck !== null || pull.touchesPlan === "yes" || pull.touchesPlan === "unclear" || isMissed(pull),
  );
}
