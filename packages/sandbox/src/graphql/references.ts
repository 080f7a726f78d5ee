// References from one view to another. Everything on GitHub leads to everything else, so views hold references, and views.ts
// alone knows which view a reference becomes, once GraphQL asks for its fields. Thus files of views don't import each other in circles.
import type { Item, Repository } from "../model.ts";
import type { Account, App } from "../model-accounts.ts";
import type { CheckRun, CheckSuite } from "../model-checks.ts";
import type { Commit } from "../model-commits.ts";
import type { Discussion, DiscussionCategory } from "../model-discussions.ts";
import type { Comment, Label, Milestone } from "../model-parts.ts";
import type { Deployment, Release } from "../model-shipping.ts";
import type { Scope, Viewer } from "./scope.ts";

type Within<Value> = { scope: Scope; value: Value };

/** What each kind of reference leads to, and from where it is seen. */
export type Referred = {
  account: { scope: Viewer; value: Account };
  app: { scope: Viewer; value: App };
  repository: Within<Repository>;
  /** Shows as an issue or as a pull request, by what it is. */
  item: Within<Item>;
  /** Shows as an issue; of a pull request, it is the issue underneath. */
  issue: Within<Item>;
  comment: Within<{ item: Item; comment: Comment }>;
  label: Within<Label>;
  milestone: Within<Milestone>;
  suite: Within<CheckSuite>;
  run: Within<CheckRun>;
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

export type Reference<Kind extends ReferenceKind = ReferenceKind> = {
  [REFERENCE]: true;
  kind: Kind;
  scope: Referred[Kind]["scope"];
  value: Referred[Kind]["value"];
};

export const refTo = <Kind extends ReferenceKind>(
  kind: Kind,
  scope: Referred[Kind]["scope"],
  value: Referred[Kind]["value"],
): Reference<Kind> => ({ [REFERENCE]: true, kind, scope, value });

export const isReference = (value: unknown): value is Reference =>
  typeof value === "object" && value !== null && REFERENCE in value;

/** The repository that something belongs to. */
export const repositoryOf = (scope: Scope): Reference<"repository"> => refTo("repository", scope, scope.repository);
