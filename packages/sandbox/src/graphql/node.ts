// Whatever has a global id: https://docs.github.com/en/graphql/guides/using-global-node-ids

import type { CheckRun, CheckSuite, Comment, Item, Label, Milestone } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import type { Discussion, DiscussionCategory } from "../model-discussions.ts";
import type { Deployment, Release } from "../model-shipping.ts";
import { actorView, appView } from "./actors.ts";
import { runView, suiteView } from "./checks.ts";
import { commentView } from "./comments.ts";
import { deploymentView } from "./deployments.ts";
import { categoryView, discussionView } from "./discussions.ts";
import { notFound } from "./failure.ts";
import { labelView } from "./labels.ts";
import { milestoneView } from "./milestones.ts";
import { releaseView } from "./releases.ts";
import { itemView, repositoryView } from "./repository.ts";
import { isVisible, type Scope, type Viewer } from "./scope.ts";

type Within<Kind extends string, Value> = { kind: Kind; scope: Scope; value: Value };

export type Node =
  | { kind: "account"; value: Account }
  | { kind: "app"; value: Viewer["world"]["app"] }
  | Within<"repository", Scope["repository"]>
  | Within<"item", Item>
  | Within<"comment", { nodeId: string; item: Item; comment: Comment }>
  | Within<"label", Label>
  | Within<"milestone", Milestone>
  | Within<"suite", CheckSuite>
  | Within<"run", CheckRun>
  | Within<"release", Release>
  | Within<"deployment", Deployment>
  | Within<"category", DiscussionCategory>
  | Within<"discussion", Discussion>;

/** Throws GitHub's error for an id that is nobody's, or not for this viewer to see. */
export function findNode(viewer: Viewer, id: string): Node {
  for (const node of nodesFor(viewer)) if (node.value.nodeId === id) return node;
  throw notFound(`Could not resolve to a node with the global id of '${id}'`);
}

function* nodesFor(viewer: Viewer): Generator<Node> {
  const { world } = viewer;
  yield { kind: "app", value: world.app };
  for (const value of [world.app.bot, ...world.users, ...world.organizations]) yield { kind: "account", value };
  for (const repository of world.repositories)
    if (isVisible(viewer, repository)) yield* nodesIn({ ...viewer, repository });
}

function* nodesIn(scope: Scope): Generator<Node> {
  const { repository } = scope;
  yield { kind: "repository", scope, value: repository };
  for (const value of repository.labels) yield { kind: "label", scope, value };
  for (const value of repository.milestones) yield { kind: "milestone", scope, value };
  for (const item of repository.items) {
    yield { kind: "item", scope, value: item };
    for (const comment of item.comments)
      yield { kind: "comment", scope, value: { nodeId: comment.nodeId, item, comment } };
  }
  for (const suite of repository.suites) {
    yield { kind: "suite", scope, value: suite };
    for (const value of suite.runs) yield { kind: "run", scope, value };
  }
  for (const value of repository.releases) yield { kind: "release", scope, value };
  for (const value of repository.deployments) yield { kind: "deployment", scope, value };
  for (const value of repository.discussionCategories) yield { kind: "category", scope, value };
  for (const value of repository.discussions) yield { kind: "discussion", scope, value };
}

export function nodeView(viewer: Viewer, id: string) {
  const node = findNode(viewer, id);
  switch (node.kind) {
    case "account":
      return actorView(viewer, node.value);
    case "app":
      return appView(node.value);
    case "repository":
      return repositoryView(node.scope);
    case "item":
      return itemView(node.scope, node.value);
    case "comment":
      return commentView(node.scope, node.value.item, node.value.comment);
    case "label":
      return labelView(node.scope, node.value);
    case "milestone":
      return milestoneView(node.scope, node.value);
    case "suite":
      return suiteView(node.scope, node.value);
    case "run":
      return runView(node.scope, node.value);
    case "release":
      return releaseView(node.scope, node.value);
    case "deployment":
      return deploymentView(node.scope, node.value);
    case "category":
      return categoryView(node.scope, node.value);
    case "discussion":
      return discussionView(node.scope, node.value);
  }
}
