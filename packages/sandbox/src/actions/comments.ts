// Comments and reactions.
import { tellComment, type Where } from "../events.ts";
import type { WorldItem } from "../model.ts";
import type { Comment, ReactionContent, WorldReaction } from "../model-parts.ts";
import { invalidField, nodeId, notFound } from "../world.ts";
import { ITEM_BODY_LIMIT } from "./items.ts";
import { checkUnlocked } from "./locks.ts";
import { note } from "./timeline.ts";

function checkBody(body: string): void {
  if (body.trim() === "" || body.length > ITEM_BODY_LIMIT)
    throw invalidField("IssueComment", "body", body === "" ? "missing_field" : "invalid");
}

export function addComment(where: Where, item: WorldItem, body: string): Comment {
  checkUnlocked(where, item, "comment");
  checkBody(body);
  const id = where.world.nextId();
  const now = where.world.now();
  const author = where.actor.account;
  const comment = {
    id,
    nodeId: nodeId("IC", id),
    author,
    body,
    createdAt: now,
    updatedAt: now,
    lastEditedAt: null,
    editor: null,
    reactions: [],
  };
  item.comments.push(comment);
  item.updatedAt = now;
  tellComment(where, item, comment, "created");
  return comment;
}

export function editComment(where: Where, item: WorldItem, comment: Comment, body: string): void {
  checkBody(body);
  const changes = { body: { from: comment.body } };
  const now = where.world.now();
  Object.assign(comment, { body, updatedAt: now, lastEditedAt: now, editor: where.actor.account });
  tellComment(where, item, comment, "edited", { changes });
}

export function deleteComment(where: Where, item: WorldItem, comment: Comment): void {
  item.comments = item.comments.filter((each) => each !== comment);
  note(where, item, "comment_deleted", { commentAuthor: comment.author });
  tellComment(where, item, comment, "deleted");
}

export function commentOrNotFound({ repository }: Where, id: number): { item: WorldItem; comment: Comment } {
  for (const item of repository.items) {
    const comment = item.comments.find((each) => each.id === id);
    if (comment !== undefined) return { item, comment };
  }
  throw notFound();
}

/** To the item itself or a comment on it. The same reaction of the same person is there once; `isNew` says whether it was made now. */
export function react(
  where: Where,
  { item, to }: { item: WorldItem; to: { reactions: WorldReaction[] } },
  content: ReactionContent,
): { reaction: WorldReaction; isNew: boolean } {
  checkUnlocked(where, item, "reaction");
  const { world, actor } = where;
  const known = to.reactions.find((each) => each.user === actor.account && each.content === content);
  if (known !== undefined) return { reaction: known, isNew: false };
  const id = world.nextId();
  const reaction = { id, nodeId: nodeId("REA", id), content, user: actor.account, createdAt: world.now() };
  to.reactions.push(reaction);
  return { reaction, isNew: true };
}
