// What a mutation is given by global id, refused unless it is of the right kind.
import { nodeNotFound } from "../failure.ts";
import { findNode, type Node } from "../node.ts";
import type { Viewer } from "../scope.ts";

export const payload = <Fields extends object>(
  { clientMutationId = null }: { clientMutationId?: string | null },
  fields: Fields,
) => ({
  clientMutationId,
  ...fields,
});

type Of<Kind extends Node["kind"]> = Extract<Node, { kind: Kind }>;

/** `type` is GraphQL's name for what is looked for. */
export function subject<Kind extends Node["kind"]>(
  viewer: Viewer,
  id: string,
  type: string,
  ...kinds: readonly Kind[]
): Of<Kind> {
  const node = findNode(viewer, id);
  if (isOneOf(node, kinds)) return node;
  throw nodeNotFound(`Could not resolve to ${type} node with the global id of '${id}'.`);
}

const isOneOf = <Kind extends Node["kind"]>(node: Node, kinds: readonly Kind[]): node is Of<Kind> =>
  kinds.some((kind) => kind === node.kind);
