// References from one view to another. Everything on GitHub leads to everything else, so views hold references, and views.ts
// alone knows which view a reference becomes, once GraphQL asks for its fields. Thus files of views don't import each other in circles.
import type { Repository, WorldItem } from "../model.ts";
import type { Account, App } from "../model-accounts.ts";
import type { CheckSuite, WorldCheckRun } from "../model-checks.ts";
import type { Commit } from "../model-commits.ts";
import type { Discussion, DiscussionCategory } from "../model-discussions.ts";
import type { Comment, Label, WorldMilestone } from "../model-parts.ts";
import type { Deployment, Release } from "../model-shipping.ts";
import type { Viewer, ViewerScope } from "./scope.ts";

type Within<Value> = { scope: ViewerScope; value: Value };

/** What each kind of reference leads to, and from where it is seen. */
export type Referred = {
  account: { scope: Viewer; value: Account };
  app: { scope: Viewer; value: App };
  repository: Within<Repository>;
  /** Shows as an issue or as a pull request, by what it is. */
  item: Within<WorldItem>;
  /** Shows as an issue; of a pull request, it is the issue underneath. */
  issue: Within<WorldItem>;
  comment: Within<{ item: WorldItem; comment: Comment }>;
  label: Within<Label>;
  milestone: Within<WorldMilestone>;
  suite: Within<CheckSuite>;
  run: Within<WorldCheckRun>;
  commit: Within<Commit>;
  /** A branch by its name, which is one of the repository's. */
  branch: Within<string>;
  release: Within<Release>;
  deployment: Within<Deployment>;
  category: Within<DiscussionCategory>;
  discussion: Within<Discussion>;
};

export type ReferenceKind = keyof Referred;

const REFERENCE = Symbol("reference");

export type TimelineReference<Kind extends ReferenceKind = ReferenceKind> = {
  [REFERENCE]: true;
  kind: Kind;
  scope: Referred[Kind]["scope"];
  value: Referred[Kind]["value"];
};

export const refTo = <Kind extends ReferenceKind>(
  kind: Kind,
  scope: Referred[Kind]["scope"],
  value: Referred[Kind]["value"],
): TimelineReference<Kind> => ({ [REFERENCE]: true, kind, scope, value });

export const isTimelineReference = (value: unknown): value is TimelineReference =>
  typeof value === "object" && value !== null && REFERENCE in value;

/** The repository that something belongs to. */
export const repositoryOf = (scope: ViewerScope): TimelineReference<"repository"> =>
  refTo("repository", scope, scope.repository);
