// Documents that GitHub refuses before it runs anything, in the words of its server: https://graphql-ruby.org/api-doc/GraphQL/StaticValidation
import { type ASTNode, type DocumentNode, type GraphQLError, Kind, visit } from "graphql";
import type { Failure } from "./failure.ts";

/** A syntax error has no path. */
export const unparsable = ({ message, locations }: GraphQLError): Failure => ({
  message,
  ...(locations === undefined ? {} : { locations }),
});

export function invalidInput(document: DocumentNode, error: GraphQLError): Failure {
  const node = error.nodes?.[0];
  const where = {
    path: node === undefined ? [] : pathTo(document, node),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
  };
  const [, fieldName, typeName] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message) ?? [];
  if (fieldName === undefined) return { ...where, message: error.message };
  const extensions = { code: "undefinedField", typeName, fieldName };
  return { ...where, extensions, message: `Field '${fieldName}' doesn't exist on type '${typeName}'` };
}

function pathTo(document: DocumentNode, target: ASTNode): string[] {
  const path: string[] = [];
  let found = false;
  visit(document, {
    enter(node) {
      if (found) return;
      path.push(...stepOf(node));
      found = node === target;
    },
    leave(node) {
      if (!found) path.splice(path.length - stepOf(node).length);
    },
  });
  return path;
}

function stepOf(node: ASTNode): string[] {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return [node.name === undefined ? node.operation : `${node.operation} ${node.name.value}`];
    case Kind.FRAGMENT_DEFINITION:
      return [`fragment ${node.name.value}`];
    case Kind.INLINE_FRAGMENT:
      return [node.typeCondition === undefined ? "..." : `... on ${node.typeCondition.name.value}`];
    case Kind.FIELD:
      return [node.alias?.value ?? node.name.value];
    case Kind.ARGUMENT:
      return [node.name.value];
    default:
      return [];
  }
}
