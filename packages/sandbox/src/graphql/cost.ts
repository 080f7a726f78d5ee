// What a document may bring at most: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { failure } from "./failure.ts";

export const MAX_NODES = 500_000;

/** `nodes` that might be returned, the `points` that the call costs, and the size of each page whose elements have lists of their own. */
export type Cost = { nodes: number; points: number; pages: ReadonlyMap<FieldNode, number> };

type Tally = {
  fragments: Map<string, FragmentDefinitionNode>;
  valueOf: (node: ValueNode) => number | null;
  nodes: number;
  requests: number;
  pages: Map<FieldNode, number>;
};

/** Throws where GitHub stops: at the connection that brings the total over the limit. */
export function costOf(
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
): Cost {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { nodes: 0, points: 1, pages: new Map() };
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const tally: Tally = {
    fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
    valueOf: (node) => numberOf(node, operation, variables),
    nodes: 0,
    requests: 0,
    pages: new Map(),
  };
  count(tally, operation.selectionSet, 1);
  return { nodes: tally.nodes, points: Math.max(1, Math.round(tally.requests / 100)), pages: tally.pages };
}

/** `times` is how often the selection may be fetched. */
function count(tally: Tally, { selections }: SelectionSetNode, times: number): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) countField(tally, selection, times);
    else if (selection.kind === Kind.INLINE_FRAGMENT) count(tally, selection.selectionSet, times);
    else {
      const fragment = tally.fragments.get(selection.name.value);
      if (fragment) count(tally, fragment.selectionSet, times);
    }
  }
}

function countField(tally: Tally, field: FieldNode, times: number): void {
  const size = field.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
  const records = size === undefined ? null : tally.valueOf(size.value);
  if (records !== null) {
    tally.requests += times;
    tally.nodes += times * records;
    if (tally.nodes > MAX_NODES) throw tooManyNodes(field, tally.nodes);
  }
  if (!field.selectionSet) return;
  const before = tally.requests;
  count(tally, field.selectionSet, times * (records ?? 1));
  if (records !== null && tally.requests > before) tally.pages.set(field, records);
}

function numberOf(
  node: ValueNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number | null {
  if (node.kind === Kind.INT) return Number(node.value);
  if (node.kind !== Kind.VARIABLE) return null;
  const given = variables[node.name.value];
  if (typeof given === "number") return given;
  const declared = operation.variableDefinitions?.find(({ variable }) => variable.name.value === node.name.value);
  return declared?.defaultValue?.kind === Kind.INT ? Number(declared.defaultValue.value) : null;
}

const tooManyNodes = (field: FieldNode, nodes: number): GraphQLError =>
  failure(
    "MAX_NODE_LIMIT_EXCEEDED",
    `By the time this query traverses to the ${field.name.value} connection, it is requesting up to ${nodes.toLocaleString("en-US")} possible nodes which exceeds the maximum limit of ${MAX_NODES.toLocaleString("en-US")}.`,
    [field],
  );
