// Discussions and their categories as GraphQL, which alone has them, shows them.
import type { RepositoryDiscussionsArgs } from "@octokit/graphql-schema";
import type { Discussion, DiscussionCategory } from "../model-discussions.ts";
import { actorView } from "./actors.ts";
import { connection, inOrder, type Paging } from "./connection.ts";
import { NotImplemented, nodeNotFound } from "./failure.ts";
import { permitRead } from "./permission.ts";
import { repositoryOf } from "./references.ts";
import { isViewer, type ViewerScope } from "./scope.ts";

export const categoryView = (scope: ViewerScope, category: DiscussionCategory) => ({
  __typename: "DiscussionCategory",
  id: category.nodeId,
  name: category.name,
  slug: category.slug,
  emoji: category.emoji,
  description: category.description,
  isAnswerable: category.isAnswerable,
  createdAt: category.createdAt,
  updatedAt: category.createdAt,
  repository: () => repositoryOf(scope),
});

export const discussionView = (scope: ViewerScope, discussion: Discussion) => ({
  __typename: "Discussion",
  id: discussion.nodeId,
  databaseId: discussion.id,
  number: discussion.number,
  title: discussion.title,
  body: discussion.body,
  bodyText: discussion.body,
  author: () => actorView(scope, discussion.author),
  viewerDidAuthor: isViewer(scope, discussion.author),
  category: () => categoryView(scope, discussion.category),
  closed: false,
  closedAt: null,
  locked: false,
  createdAt: discussion.createdAt,
  updatedAt: discussion.updatedAt,
  lastEditedAt: null,
  editor: null,
  url: `${scope.repository.url}/discussions/${discussion.number}`,
  repository: () => repositoryOf(scope),
});

export function discussionConnection(scope: ViewerScope, args: RepositoryDiscussionsArgs) {
  permitRead(scope, "discussions");
  const { categoryId, orderBy, answered, states, ...paging } = args;
  if (answered != null || states?.length) throw new NotImplemented("answered or closed discussions");
  const found = scope.repository.discussions.filter(
    ({ category }) => categoryId == null || category.nodeId === categoryId,
  );
  return connection(paging, found, {
    key: ({ createdAt, updatedAt, id }) => [(orderBy?.field === "CREATED_AT" ? createdAt : updatedAt).getTime(), id],
    direction: orderBy?.direction,
    view: (discussion) => discussionView(scope, discussion),
  });
}

export function categoryConnection(
  scope: ViewerScope,
  { filterByAssignable = false, ...paging }: Paging & { filterByAssignable?: boolean },
) {
  permitRead(scope, "discussions");
  if (filterByAssignable) throw new NotImplemented("discussionCategories.filterByAssignable");
  return inOrder(paging, scope.repository.discussionCategories, (category) => categoryView(scope, category));
}

export const discussionLookUps = (scope: ViewerScope) => ({
  hasDiscussionsEnabled: scope.repository.discussionCategories.length > 0,
  discussionCategory: ({ slug }: { slug: string }) => {
    permitRead(scope, "discussions");
    const category = scope.repository.discussionCategories.find((each) => each.slug === slug);
    return category === undefined ? null : categoryView(scope, category);
  },
  discussion: ({ number }: { number: number }) => {
    permitRead(scope, "discussions");
    const discussion = scope.repository.discussions.find((each) => each.number === number);
    if (discussion === undefined) throw nodeNotFound(`Could not resolve to a Discussion with the number of ${number}.`);
    return discussionView(scope, discussion);
  },
});
