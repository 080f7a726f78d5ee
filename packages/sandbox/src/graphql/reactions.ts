// Reactions as GraphQL shows them: every kind has its group, used or not.
import type { ReactionContent, WorldReaction } from "../model-parts.ts";
import { actorView } from "./actors.ts";
import { connection, type Paging } from "./connection.ts";
import { isViewer, type Viewer } from "./scope.ts";

const NAMES = {
  "+1": "THUMBS_UP",
  "-1": "THUMBS_DOWN",
  laugh: "LAUGH",
  hooray: "HOORAY",
  confused: "CONFUSED",
  heart: "HEART",
  rocket: "ROCKET",
  eyes: "EYES",
} as const satisfies Record<ReactionContent, string>;

const CONTENTS: ReactionContent[] = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"];

/** From GraphQL's name to REST's, which the world uses. */
export function reactionContent(name: (typeof NAMES)[ReactionContent]): ReactionContent {
  const found = CONTENTS.find((content) => NAMES[content] === name);
  if (found === undefined) throw new TypeError(`No reaction is named ${name}`);
  return found;
}
export const reactionGroups = (viewer: Viewer, reactions: readonly WorldReaction[]) =>
  CONTENTS.map((content) => {
    const given = reactions.filter((reaction) => reaction.content === content);
    return {
      content: NAMES[content],
      createdAt: given[0]?.createdAt ?? null,
      viewerHasReacted: given.some(({ user }) => isViewer(viewer, user)),
      reactors: (paging: Paging) =>
        connection(paging, given, { key: ({ id }) => [id], view: ({ user }) => actorView(viewer, user) }),
    };
  });

export const reactionNode = (viewer: Viewer, reaction: WorldReaction) => ({
  __typename: "Reaction",
  id: reaction.nodeId,
  databaseId: reaction.id,
  content: NAMES[reaction.content],
  createdAt: reaction.createdAt,
  user: () => actorView(viewer, reaction.user),
});
