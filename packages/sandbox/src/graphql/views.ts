// The view that each kind of reference becomes: the one place that knows them all.
import { actorView, appView } from "./actors.ts";
import { runView, suiteView } from "./checks.ts";
import { commentView } from "./comments.ts";
import { branchView, commitView } from "./commits.ts";
import { deploymentView } from "./deployments.ts";
import { categoryView, discussionView } from "./discussions.ts";
import { issueView } from "./issues.ts";
import { labelView } from "./labels.ts";
import { milestoneView } from "./milestones.ts";
import { pullView } from "./pulls.ts";
import { isReference, type Reference, type ReferenceKind, type Referred } from "./references.ts";
import { releaseView } from "./releases.ts";
import { repositoryView } from "./repository.ts";

type Views = {
  [Kind in ReferenceKind]: (scope: Referred[Kind]["scope"], value: Referred[Kind]["value"]) => object;
};

const VIEWS: Views = {
  account: actorView,
  app: (_viewer, app) => appView(app),
  repository: repositoryView,
  item: (scope, item) => (item.kind === "pull" ? pullView(scope, item) : issueView(scope, item)),
  issue: issueView,
  comment: (scope, { item, comment }) => commentView(scope, item, comment),
  label: labelView,
  milestone: milestoneView,
  suite: suiteView,
  run: runView,
  commit: commitView,
  branch: branchView,
  release: releaseView,
  deployment: deploymentView,
  category: categoryView,
  discussion: discussionView,
};

const viewOf = <Kind extends ReferenceKind>({ kind, scope, value }: Reference<Kind>): object =>
  VIEWS[kind](scope, value);

/** What a field has, with views in place of references, in lists, too. */
export function shownValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shownValue);
  return isReference(value) ? viewOf(value) : value;
}
