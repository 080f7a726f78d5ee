// Documents that run out of GitHub's resources: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#other-resource-limits
// Large pages of items with lists fail whole, smaller ones pass: https://github.com/yoshi389111/github-profile-3d-contrib/issues/163
import type { FieldNode, GraphQLError } from "graphql";
import { GitHubError } from "../model.ts";
import type { ResourceLimits } from "../model-limits.ts";
import type { Cost } from "./cost.ts";
import { failure } from "./failure.ts";

/** The connections of a document that run out, by their fields. */
export type Exhausted = { fields: ReadonlySet<FieldNode>; answer: ResourceLimits["answer"] };

const MESSAGE =
  "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.";

/** Throws 502 where GitHub would answer so. */
export function exhaustedBy(limits: ResourceLimits | null, { nodes, pages }: Cost): Exhausted {
  const {
    nodes: mostNodes = Number.POSITIVE_INFINITY,
    pageSize = Number.POSITIVE_INFINITY,
    answer = "errors",
  } = limits ?? {};
  const isOver = (size: number): boolean => nodes > mostNodes || size > pageSize;
  const fields = new Set([...pages].filter(([, size]) => isOver(size)).map(([field]) => field));
  if (fields.size > 0 && answer === "bad-gateway") throw new GitHubError(502, MESSAGE);
  return { fields, answer };
}

const spent = (): GraphQLError => failure("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.");

/** What is left of a connection's view; throws where nothing is. */
export function drained(view: unknown, { answer }: Exhausted): object {
  if (answer !== "null-nodes" || !isConnection(view)) throw spent();
  const nothing = (): GraphQLError[] => view.edges.map(spent);
  return { ...view, nodes: nothing, edges: nothing };
}

const isConnection = (view: unknown): view is { edges: unknown[] } =>
  typeof view === "object" && view !== null && "edges" in view && Array.isArray(view.edges);
