// The world as reads show it at a time: copies of all that lags, which refer to each other as the originals do.
import type { PullRequest, Repository, World, WorldItem, WorldQueueEntry } from "../model.ts";
import type { CheckSuite } from "../model-checks.ts";
import type { Label, WorldMilestone } from "../model-parts.ts";
import { propertyFields, standingOf, type Tracks } from "./tracks.ts";

type Moment = { tracks: Tracks; time: number; repositories: ReadonlyMap<Repository, Repository> };
type Copies<Thing> = ReadonlyMap<Thing, Thing>;

/** Whatever doesn't lag, as accounts and commits, is the original's. */
export function worldAt(world: World, tracks: Tracks, time: number): World {
  const shown = tracks.repositories.copiesAt(world, time);
  const repositories = new Map([...shown].map(([each, copy]) => [each, { ...each, ...standingOf(copy) }]));
  const moment = { tracks, time, repositories };
  for (const [original, copy] of repositories) fill(moment, original, copy);
  const installations = [...tracks.installations.copiesAt(world, time).values()];
  for (const each of installations)
    each.repositories = each.repositories.flatMap((repository) => repositories.get(repository) ?? []);
  return { ...world, repositories: [...repositories.values()], installations };
}

const repositoryAt = ({ repositories }: Moment, repository: Repository): Repository =>
  repositories.get(repository) ?? repository;

function fill(moment: Moment, original: Repository, copy: Repository): void {
  const { tracks, time } = moment;
  const labels = tracks.labels.copiesAt(original, time);
  const milestones = tracks.milestones.copiesAt(original, time);
  const items = tracks.items.copiesAt(original, time);
  for (const [item, shown] of items) fillItem(moment, item, shown, { labels, milestones });
  const valued = tracks.properties.copiesAt(original, time).get(original);
  Object.assign(copy, {
    ...(valued === undefined ? {} : propertyFields(valued)),
    parent: original.parent === null ? null : repositoryAt(moment, original.parent),
    labels: [...labels.values()],
    milestones: [...milestones.values()],
    branches: new Map([...tracks.branches.copiesAt(original, time).values()].map(({ name, sha }) => [name, sha])),
    items: [...items.values()],
    suites: suitesAt(moment, original),
    mergeQueues: queuesAt(moment, original, items),
    stacks: original.stacks.map((stack) => ({ ...stack, pulls: pullsAt(items, stack.pulls) })),
  });
}

const pullsAt = (items: Copies<WorldItem>, pulls: readonly PullRequest[]): PullRequest[] =>
  pulls.map((pull) => items.get(pull)).filter((item) => item?.kind === "pull");

type Carried = { labels: Copies<Label>; milestones: Copies<WorldMilestone> };

/** An item that lags may carry what reads don't show yet, or no more. */
function fillItem(moment: Moment, item: WorldItem, shown: WorldItem, { labels, milestones }: Carried): void {
  const { tracks, time } = moment;
  const carried = tracks.itemLabels.copiesAt(item, time).get(item)?.labels ?? [];
  shown.labels = carried.map((label) => labels.get(label)).filter((label) => label !== undefined);
  shown.milestone = shown.milestone === null ? null : (milestones.get(shown.milestone) ?? null);
  shown.timeline = shown.timeline.map((event) => ({
    ...event,
    label: event.label === null ? null : (labels.get(event.label) ?? event.label),
    fromRepository: event.fromRepository === null ? null : repositoryAt(moment, event.fromRepository),
  }));
  shown.comments = [...tracks.comments.copiesAt(item, time).values()];
  if (shown.kind !== "pull") return;
  shown.reviews = [...tracks.reviews.copiesAt(item, time).values()];
  shown.head = { ...shown.head, repository: repositoryAt(moment, shown.head.repository) };
  shown.base = { ...shown.base, repository: repositoryAt(moment, shown.base.repository) };
}

function suitesAt({ tracks, time }: Moment, repository: Repository): CheckSuite[] {
  const suites = tracks.suites.copiesAt(repository, time);
  for (const [suite, shown] of suites) {
    shown.runs = [...tracks.runs.copiesAt(suite, time).values()];
    for (const run of shown.runs) run.suite = shown;
  }
  return [...suites.values()];
}

function queuesAt(
  { tracks, time }: Moment,
  repository: Repository,
  items: Copies<WorldItem>,
): Map<string, WorldQueueEntry[]> {
  const entries = [...tracks.entries.copiesAt(repository, time).values()].flatMap((entry) => {
    const pull = items.get(entry.pull);
    return pull?.kind === "pull" ? [{ ...entry, pull }] : [];
  });
  const of = (branch: string) => entries.filter(({ pull }) => pull.base.ref === branch);
  return new Map([...repository.mergeQueues.keys()].map((branch) => [branch, of(branch)]));
}
