// Labels as GraphQL shows them.
import type { LabelIssuesArgs, LabelOrder, LabelPullRequestsArgs } from "@octokit/graphql-schema";
import type { Label } from "../model-parts.ts";
import { connection, type Paging } from "./connection.ts";
import { issueConnection, pullConnection } from "./lists.ts";
import { repositoryOf } from "./references.ts";
import type { ViewerScope } from "./scope.ts";

export const labelNode = (scope: ViewerScope, label: Label) => ({
  __typename: "Label",
  id: label.nodeId,
  name: label.name,
  color: label.color,
  description: label.description,
  isDefault: label.default,
  createdAt: label.createdAt,
  updatedAt: label.updatedAt,
  url: `${scope.repository.url}/labels/${encodeURIComponent(label.name)}`,
  repository: () => repositoryOf(scope),
  issues: (args: LabelIssuesArgs) => issueConnection(scope, args, (item) => item.labels.includes(label)),
  pullRequests: (args: LabelPullRequestsArgs) => pullConnection(scope, args, (item) => item.labels.includes(label)),
});

type Args = Paging & { orderBy?: LabelOrder | null; query?: string | null };

export function labelConnection(scope: ViewerScope, { orderBy, query, ...paging }: Args, labels: readonly Label[]) {
  const wanted = query?.toLowerCase() ?? "";
  const found = labels.filter(({ name, description }) =>
    `${name}\n${description ?? ""}`.toLowerCase().includes(wanted),
  );
  return connection(paging, found, {
    key:
      orderBy?.field === "NAME" ? ({ name }) => [name.toLowerCase()] : ({ createdAt, id }) => [createdAt.getTime(), id],
    direction: orderBy?.direction,
    view: (label) => labelNode(scope, label),
  });
}
