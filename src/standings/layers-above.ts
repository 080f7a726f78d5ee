// Pull requests that are based on one whose phase may have changed: in a stack they count for its phase, too.
import type { PullItem } from "../github/model.ts";

type Pulls = ReadonlyMap<number, PullItem> | null;

/** Numbers of those that rest on a pull request whose milestone or labels differ from what was known; none where nothing was known. */
export function layersAbove(before: Pulls, after: Pulls): number[] {
  if (before === null || after === null) return [];
  const changed = [...after.values()].filter((pull) => {
    const known = before.get(pull.number);
    return known !== undefined && plannedAs(known) !== plannedAs(pull);
  });
  if (changed.length === 0) return [];
  const byBase = Map.groupBy(after.values(), ({ base }) => base);
  const found = new Set<number>();
  const open = [...changed];
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    const above = below.headRef == null ? [] : (byBase.get(below.headRef) ?? []);
    for (const pull of above.filter(({ number }) => !found.has(number))) {
      found.add(pull.number);
      open.push(pull);
    }
  }
  return [...found];
}

const plannedAs = ({ milestone, labels }: PullItem): string =>
  JSON.stringify([milestone?.number ?? null, ...labels.map(({ name }) => name.toLowerCase()).toSorted()]);
