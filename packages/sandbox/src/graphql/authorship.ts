// What issues, pull requests and comments have in common: who wrote them, and whether somebody edited them since.
import type { WorldItem } from "../model.ts";
import type { Comment } from "../model-parts.ts";
import { actorOrNull } from "./actors.ts";
import { reactionGroups } from "./reactions.ts";
import { repositoryOf } from "./references.ts";
import { isViewer, type ViewerScope } from "./scope.ts";

/** Where the conversation is. */
export const itemUrl = ({ repository }: ViewerScope, { kind, number }: WorldItem): string =>
  `${repository.url}/${kind === "pull" ? "pull" : "issues"}/${number}`;

export const authorship = (scope: ViewerScope, written: WorldItem | Comment) => ({
  id: written.nodeId,
  databaseId: written.id,
  fullDatabaseId: String(written.id),
  author: () => actorOrNull(scope, written.author),
  viewerDidAuthor: isViewer(scope, written.author),
  body: written.body,
  bodyText: withoutComments(written.body),
  createdAt: written.createdAt,
  updatedAt: written.updatedAt,
  lastEditedAt: written.lastEditedAt,
  editor: () => actorOrNull(scope, written.editor),
  includesCreatedEdit: written.lastEditedAt !== null,
  reactionGroups: () => reactionGroups(scope, written.reactions),
  repository: () => repositoryOf(scope),
});

/** Markdown is left as it is, but what nobody sees is left out. */
const withoutComments = (body: string): string => body.replaceAll(/<!--.*?-->/gs, "").trim();
