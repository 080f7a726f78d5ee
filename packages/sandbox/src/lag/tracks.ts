// All that lags in a world: each object with its versions.
import type { Installation, Repository, World, WorldItem, WorldQueueEntry } from "../model.ts";
import type { CheckSuite, WorldCheckRun } from "../model-checks.ts";
import type { Comment, Label, WorldMilestone } from "../model-parts.ts";
import type { PullReview } from "../model-reviews.ts";
import type { LagKind, LagSettings } from "./settings.ts";
import { makeTrack, type Track } from "./track.ts";

export type Tracks = {
  repositories: Track<Repository>;
  /** The same repositories, by their values of custom properties alone. */
  properties: Track<Repository>;
  installations: Track<Installation>;
  items: Track<WorldItem>;
  /** The same items, by their labels alone. */
  itemLabels: Track<WorldItem>;
  comments: Track<Comment>;
  reviews: Track<PullReview>;
  labels: Track<Label>;
  milestones: Track<WorldMilestone>;
  suites: Track<CheckSuite>;
  runs: Track<WorldCheckRun>;
  entries: Track<WorldQueueEntry>;
  branches: Track<TrackedBranch>;
};

/** A branch as an object, which the world has only by name. */
type TrackedBranch = { id: number; name: string; sha: string };

export function makeTracks(settings: LagSettings): Tracks {
  const whole = <Thing extends { id: number }>(kind: LagKind) =>
    makeTrack<Thing>(settings, { kindOf: () => kind, watched: (thing) => thing });
  const kindOf = ({ kind }: WorldItem) => kind;
  return {
    repositories: makeTrack(settings, { kindOf: () => "repository", watched: standingOf }),
    properties: makeTrack(settings, { kindOf: () => "properties", watched: propertyFields }),
    installations: makeTrack(settings, {
      kindOf: () => "installation",
      watched: ({ repositories }) => ({ repositories }),
    }),
    items: makeTrack(settings, { kindOf, watched: ({ labels: _labels, comments: _comments, ...rest }) => rest }),
    itemLabels: makeTrack(settings, { kindOf: () => "labels", watched: ({ labels }) => ({ labels }) }),
    comments: whole("comment"),
    reviews: whole("review"),
    labels: whole("label"),
    milestones: whole("milestone"),
    suites: makeTrack(settings, { kindOf: () => "check", watched: ({ runs: _runs, ...rest }) => rest }),
    runs: whole("check"),
    entries: whole("queue"),
    branches: whole("branch"),
  };
}

/** What of a repository itself lags. */
export const standingOf = (repository: Repository) => {
  const { name, owner, url, formerNames, archived, hasIssues, defaultBranch } = repository;
  return { ...{ name, owner, url, formerNames, archived, hasIssues, defaultBranch }, ...visibilityFields(repository) };
};

const visibilityFields = ({ private: isPrivate, internal }: Repository) => ({ private: isPrivate, internal });

export const propertyFields = ({ propertyValues }: Repository) => ({ propertyValues });

/** Notes a world as it is at that time. Returns when reads show all of it. */
export function noteWorld(tracks: Tracks, world: World, at: number): number {
  const { repositories, installations } = world;
  return Math.max(
    tracks.repositories.note(world, repositories, at),
    tracks.installations.note(world, installations, at),
    ...repositories.map((repository) => noteRepository(tracks, repository, at)),
  );
}

/** Notes a repository as it is at that time. Returns when reads show all of it. */
function noteRepository(tracks: Tracks, repository: Repository, at: number): number {
  const { items, labels, milestones, suites, mergeQueues } = repository;
  return Math.max(
    tracks.properties.note(repository, [repository], at),
    tracks.labels.note(repository, labels, at),
    tracks.milestones.note(repository, milestones, at),
    tracks.items.note(repository, items, at),
    ...items.map((item) => noteItem(tracks, item, at)),
    tracks.suites.note(repository, suites, at),
    ...suites.map((suite) => tracks.runs.note(suite, suite.runs, at)),
    tracks.entries.note(repository, [...mergeQueues.values()].flat(), at),
    tracks.branches.note(repository, branchesOf(repository), at),
  );
}

const seenBranches = new WeakMap<Repository, Map<string, TrackedBranch>>();

/** The same object for the same name, with the commit of now. */
function branchesOf(repository: Repository): TrackedBranch[] {
  const seen = seenBranches.get(repository) ?? new Map<string, TrackedBranch>();
  seenBranches.set(repository, seen);
  return [...repository.branches].map(([name, sha]) => {
    const branch = seen.get(name) ?? { id: seen.size, name, sha };
    branch.sha = sha;
    seen.set(name, branch);
    return branch;
  });
}

const noteItem = (tracks: Tracks, item: WorldItem, at: number): number =>
  Math.max(
    tracks.itemLabels.note(item, [item], at),
    tracks.comments.note(item, item.comments, at),
    item.kind === "pull" ? tracks.reviews.note(item, item.reviews, at) : at,
  );
