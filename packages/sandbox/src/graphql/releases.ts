// Releases as GraphQL shows them.
import type { RepositoryReleasesArgs } from "@octokit/graphql-schema";
import { isGranted } from "../grants.ts";
import type { Release } from "../model-shipping.ts";
import { releaseUrl } from "../views/shipping.ts";
import { actorView } from "./actors.ts";
import { connection } from "./connection.ts";
import { permitRead } from "./permission.ts";
import { repositoryOf } from "./references.ts";
import { commitOrNull } from "./revisions.ts";
import type { ViewerScope } from "./scope.ts";

export const releaseNode = (scope: ViewerScope, release: Release) => ({
  __typename: "Release",
  id: release.nodeId,
  databaseId: release.id,
  tagName: release.tag,
  tagCommit: () => commitOrNull(scope, scope.repository.branches.get(release.target) ?? release.target),
  name: release.name,
  description: release.body,
  isDraft: release.draft,
  isPrerelease: release.prerelease,
  isLatest: () => latestOf(scope) === release,
  author: () => actorView(scope, release.author),
  createdAt: release.createdAt,
  updatedAt: release.updatedAt,
  publishedAt: release.publishedAt,
  url: releaseUrl(scope.repository, release),
  repository: () => repositoryOf(scope),
});

/** Drafts show only to who may write: an app that may just read contents doesn't see them. */
function visible({ world, repository, actor }: ViewerScope): Release[] {
  const may = actor.installation === null || isGranted(world, actor.installation, "contents", "write");
  return repository.releases.filter(({ draft }) => may || !draft);
}

const latestOf = ({ repository }: ViewerScope): Release | undefined =>
  repository.releases
    .filter(({ draft, prerelease }) => !draft && !prerelease)
    .toSorted((a, b) => (a.publishedAt?.getTime() ?? 0) - (b.publishedAt?.getTime() ?? 0))
    .at(-1);

export function releaseConnection(scope: ViewerScope, { orderBy, ...paging }: RepositoryReleasesArgs) {
  permitRead(scope, "contents");
  return connection(paging, visible(scope), {
    key: orderBy?.field === "NAME" ? ({ name, id }) => [name, id] : ({ createdAt, id }) => [createdAt.getTime(), id],
    direction: orderBy?.direction ?? "DESC",
    view: (release) => releaseNode(scope, release),
  });
}

export const releaseLookUps = (scope: ViewerScope) => ({
  release: ({ tagName }: { tagName: string }) => {
    permitRead(scope, "contents");
    const release = visible(scope).find(({ tag }) => tag === tagName);
    return release === undefined ? null : releaseNode(scope, release);
  },
  latestRelease: () => {
    permitRead(scope, "contents");
    const release = latestOf(scope);
    return release === undefined ? null : releaseNode(scope, release);
  },
});
