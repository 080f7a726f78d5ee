// Comments in the conversation of issues and pull requests as GraphQL shows them.
import type { IssueCommentsArgs } from "@octokit/graphql-schema";
import type { WorldItem } from "../model.ts";
import type { Comment } from "../model-parts.ts";
import { commentView as restView } from "../views/item.ts";
import { authorship, itemUrl } from "./authorship.ts";
import { connection } from "./connection.ts";
import { refTo } from "./references.ts";
import type { ViewerScope } from "./scope.ts";

export const commentNode = (scope: ViewerScope, item: WorldItem, comment: Comment) => ({
  __typename: "IssueComment",
  ...authorship(scope, comment),
  authorAssociation: () => restView(scope.world, scope.repository, item, comment).author_association,
  url: `${itemUrl(scope, item)}#issuecomment-${comment.id}`,
  // A pull request is an issue too, but GraphQL has only one of them to show.
  issue: () => refTo("issue", scope, item),
  pullRequest: () => (item.kind === "pull" ? refTo("item", scope, item) : null),
});

export const commentConnection = (scope: ViewerScope, item: WorldItem, { orderBy, ...paging }: IssueCommentsArgs) =>
  connection(paging, item.comments, {
    key: orderBy ? ({ updatedAt, id }) => [updatedAt.getTime(), id] : ({ id }) => [id],
    direction: orderBy?.direction,
    view: (comment) => commentNode(scope, item, comment),
  });
