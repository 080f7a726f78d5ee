// What issues and pull requests have in common.
import type { IssueTimelineItemsArgs, LabelOrder, PullRequestTimelineItemsArgs } from "@octokit/graphql-schema";
import type { WorldItem } from "../model.ts";
import { issueView as restView } from "../views/item.ts";
import { actorView } from "./actors.ts";
import { authorship, itemUrl } from "./authorship.ts";
import { commentConnection } from "./comments.ts";
import { inOrder, type Paging } from "./connection.ts";
import { labelConnection } from "./labels.ts";
import { refTo } from "./references.ts";
import type { ViewerScope } from "./scope.ts";
import { timelineConnection } from "./timeline.ts";

export const itemFields = (scope: ViewerScope, item: WorldItem) => ({
  ...authorship(scope, item),
  authorAssociation: () => restView(scope.world, scope.repository, item).author_association,
  number: item.number,
  title: item.title,
  url: itemUrl(scope, item),
  closed: item.state === "closed",
  closedAt: item.closedAt,
  locked: item.locked,
  milestone: () => (item.milestone === null ? null : refTo("milestone", scope, item.milestone)),
  labels: (args: Paging & { orderBy?: LabelOrder | null }) => labelConnection(scope, args, item.labels),
  assignees: (paging: Paging) => inOrder(paging, item.assignees, (account) => actorView(scope, account)),
  comments: (args: Parameters<typeof commentConnection>[2]) => commentConnection(scope, item, args),
  timelineItems: (args: IssueTimelineItemsArgs | PullRequestTimelineItemsArgs) => timelineConnection(scope, item, args),
});
