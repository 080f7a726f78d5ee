// GraphQL errors in GitHub's shape: a type of its own beside the standard path, locations and message.
import { type ASTNode, GraphQLError, type GraphQLFormattedError } from "graphql";

export type Failure = Pick<GraphQLFormattedError, "message" | "locations" | "path"> & {
  type?: string;
  extensions?: Record<string, unknown>;
};

/** `nodes` are needed only where no resolver throws it. */
export function failure(type: string, message: string, nodes: readonly ASTNode[] = []): GraphQLError {
  return new GraphQLError(message, { nodes, extensions: { type } });
}

export const nodeNotFound = (message: string): GraphQLError => failure("NOT_FOUND", message);

/** Of a field or an argument that GitHub has and the sandbox doesn't: never a silent null. */
export class NotImplemented extends Error {
  constructor(what: string) {
    super(`sandbox: ${what} is not implemented`);
  }
}
