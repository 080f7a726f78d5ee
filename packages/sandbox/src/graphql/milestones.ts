// Milestones as GraphQL shows them: their issues apart from their pull requests.
import type {
  MilestoneIssuesArgs,
  MilestoneOrder,
  MilestonePullRequestsArgs,
  RepositoryMilestonesArgs,
} from "@octokit/graphql-schema";
import type { WorldItem } from "../model.ts";
import type { WorldMilestone } from "../model-parts.ts";
import { actorView } from "./actors.ts";
import { connection } from "./connection.ts";
import { issueConnection, pullConnection } from "./lists.ts";
import { repositoryOf } from "./references.ts";
import type { ViewerScope } from "./scope.ts";

export function graphqlMilestone(scope: ViewerScope, milestone: WorldMilestone) {
  const isMember = (item: WorldItem) => item.milestone === milestone;
  return {
    __typename: "Milestone",
    id: milestone.nodeId,
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    state: milestone.state.toUpperCase(),
    closed: milestone.state === "closed",
    dueOn: milestone.dueOn,
    createdAt: milestone.createdAt,
    updatedAt: milestone.updatedAt,
    closedAt: milestone.closedAt,
    url: `${scope.repository.url}/milestone/${milestone.number}`,
    creator: () => actorView(scope, milestone.creator),
    repository: () => repositoryOf(scope),
    issues: (args: MilestoneIssuesArgs) => issueConnection(scope, args, isMember),
    pullRequests: (args: MilestonePullRequestsArgs) => pullConnection(scope, args, isMember),
    progressPercentage: () => progress(scope.repository.items.filter(isMember)),
  };
}

function progress(items: readonly WorldItem[]): number {
  if (items.length === 0) return 0;
  return (100 * items.filter(({ state }) => state === "closed").length) / items.length;
}

export function milestoneConnection(
  scope: ViewerScope,
  { states, orderBy, query, ...paging }: RepositoryMilestonesArgs,
) {
  const wanted = query?.toLowerCase() ?? "";
  const found = scope.repository.milestones
    .filter(({ state }) => states == null || states.some((each) => each.toLowerCase() === state))
    .filter(({ title }) => title.toLowerCase().includes(wanted));
  return connection(paging, found, {
    key: (milestone) => [...sortKey(milestone, orderBy), milestone.number],
    direction: orderBy?.direction,
    view: (milestone) => graphqlMilestone(scope, milestone),
  });
}

/** Milestones without a due date come last when ascending. */
function sortKey(milestone: WorldMilestone, orderBy: MilestoneOrder | null | undefined): number[] {
  switch (orderBy?.field) {
    case "DUE_DATE":
      return [milestone.dueOn?.getTime() ?? Number.MAX_SAFE_INTEGER];
    case "UPDATED_AT":
      return [milestone.updatedAt.getTime()];
    case "CREATED_AT":
      return [milestone.createdAt.getTime()];
    default:
      return [];
  }
}
