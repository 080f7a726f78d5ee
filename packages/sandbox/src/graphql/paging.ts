// The bounds that GitHub puts on a connection's page: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
import { type GraphQLResolveInfo, getNamedType, Kind, type SelectionSetNode } from "graphql";
import type { Paging } from "./connection.ts";
import { failure } from "./failure.ts";

const MAX_RECORDS = 100;
const PAGED = ["nodes", "edges", "pageInfo"];

/** Only the count of a connection may be asked for without bounds. */
export function checkPaging({ first, last }: Paging, info: GraphQLResolveInfo): void {
  const name = info.fieldName;
  if (!getNamedType(info.returnType).name.endsWith("Connection")) return;
  if (first != null && last != null) {
    const message = `Passing both \`first\` and \`last\` to paginate the \`${name}\` connection is not supported.`;
    throw failure("INVALID_PAGINATION", message);
  }
  const records = first ?? last;
  if (records == null) {
    if (!info.fieldNodes.some(({ selectionSet }) => asksForPage(selectionSet, info.fragments))) return;
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw failure("MISSING_PAGINATION_BOUNDARIES", message);
  }
  const bound = first == null ? "last" : "first";
  if (records < 0)
    throw failure("INVALID_PAGINATION", `\`${bound}\` on the \`${name}\` connection cannot be less than zero.`);
  if (records <= MAX_RECORDS) return;
  const message = `Requesting ${records} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${MAX_RECORDS} records.`;
  throw failure("EXCESSIVE_PAGINATION", message);
}

function asksForPage(set: SelectionSetNode | undefined, fragments: GraphQLResolveInfo["fragments"]): boolean {
  return (set?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return PAGED.includes(selection.name.value);
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return asksForPage(inner?.selectionSet, fragments);
  });
}
