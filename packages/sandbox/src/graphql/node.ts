// Whatever has a global id: https://docs.github.com/en/graphql/guides/using-global-node-ids
import { nodeNotFound } from "./failure.ts";
import { type ReferenceKind, refTo, type TimelineReference } from "./references.ts";
import { isVisible, type Viewer, type ViewerScope } from "./scope.ts";

/** A branch's or commit's global id is its own, and nobody asks for it; an issue's or pull request's is the item's. */
type NodeKind = Exclude<ReferenceKind, "branch" | "commit" | "issue">;

export type Node = { [Kind in NodeKind]: TimelineReference<Kind> }[NodeKind];

/** Throws GitHub's error for an id that is nobody's, or not for this viewer to see. */
export function findNode(viewer: Viewer, id: string): Node {
  for (const node of nodesFor(viewer)) if (idOf(node) === id) return node;
  throw nodeNotFound(`Could not resolve to a node with the global id of '${id}'`);
}

const idOf = (node: Node): string => (node.kind === "comment" ? node.value.comment.nodeId : node.value.nodeId);

function* nodesFor(viewer: Viewer): Generator<Node> {
  const { world } = viewer;
  yield refTo("app", viewer, world.app);
  for (const value of [world.app.bot, ...world.users, ...world.organizations]) yield refTo("account", viewer, value);
  for (const repository of world.repositories)
    if (isVisible(viewer, repository)) yield* nodesIn({ ...viewer, repository });
}

function* nodesIn(scope: ViewerScope): Generator<Node> {
  const { repository } = scope;
  yield refTo("repository", scope, repository);
  for (const value of repository.labels) yield refTo("label", scope, value);
  for (const value of repository.milestones) yield refTo("milestone", scope, value);
  for (const item of repository.items) {
    yield refTo("item", scope, item);
    for (const comment of item.comments) yield refTo("comment", scope, { item, comment });
  }
  for (const suite of repository.suites) {
    yield refTo("suite", scope, suite);
    for (const value of suite.runs) yield refTo("run", scope, value);
  }
  for (const value of repository.releases) yield refTo("release", scope, value);
  for (const value of repository.deployments) yield refTo("deployment", scope, value);
  for (const value of repository.discussionCategories) yield refTo("category", scope, value);
  for (const value of repository.discussions) yield refTo("discussion", scope, value);
}
