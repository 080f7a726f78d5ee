// The view that each kind of reference becomes: the one place that knows them all.
import { actorView, appNode } from "./actors.ts";
import { runView, suiteView } from "./checks.ts";
import { commentNode } from "./comments.ts";
import { branchNode, commitNode } from "./commits.ts";
import { deploymentNode } from "./deployments.ts";
import { categoryView, discussionView } from "./discussions.ts";
import { graphqlIssue } from "./issues.ts";
import { labelNode } from "./labels.ts";
import { graphqlMilestone } from "./milestones.ts";
import { pullNode } from "./pulls.ts";
import { isTimelineReference, type ReferenceKind, type Referred, type TimelineReference } from "./references.ts";
import { releaseNode } from "./releases.ts";
import { repositoryNode } from "./repository.ts";

type Views = {
  [Kind in ReferenceKind]: (scope: Referred[Kind]["scope"], value: Referred[Kind]["value"]) => object;
};

const VIEWS: Views = {
  account: actorView,
  app: (_viewer, app) => appNode(app),
  repository: repositoryNode,
  item: (scope, item) => (item.kind === "pull" ? pullNode(scope, item) : graphqlIssue(scope, item)),
  issue: graphqlIssue,
  comment: (scope, { item, comment }) => commentNode(scope, item, comment),
  label: labelNode,
  milestone: graphqlMilestone,
  suite: suiteView,
  run: runView,
  commit: commitNode,
  branch: branchNode,
  release: releaseNode,
  deployment: deploymentNode,
  category: categoryView,
  discussion: discussionView,
};

const viewOf = <Kind extends ReferenceKind>({ kind, scope, value }: TimelineReference<Kind>): object =>
  VIEWS[kind](scope, value);

/** What a field has, with views in place of references, in lists, too. */
export function shownValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shownValue);
  return isTimelineReference(value) ? viewOf(value) : value;
}
