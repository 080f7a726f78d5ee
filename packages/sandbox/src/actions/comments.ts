// Comments and reactions.
import { tellComment, type Where } from "../events.ts";
import type { Item } from "../model.ts";
import type { Comment, Reaction, ReactionContent } from "../model-parts.ts";
import { invalid, nodeId, notFound } from "../world.ts";
import { BODY_LIMIT } from "./items.ts";
import { checkUnlocked } from "./locks.ts";

function checkBody(body: string): void {
  if (body.trim() === "" || body.length > BODY_LIMIT)
    throw invalid("IssueComment", "body", body === "" ? "missing_field" : "invalid");
}

export function addComment(where: Where, item: Item, body: string): Comment {
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

export function editComment(where: Where, item: Item, comment: Comment, body: string): void {
  checkBody(body);
  const changes = { body: { from: comment.body } };
  const now = where.world.now();
  Object.assign(comment, { body, updatedAt: now, lastEditedAt: now, editor: where.actor.account });
  tellComment(where, item, comment, "edited", { changes });
}

export function deleteComment(where: Where, item: Item, comment: Comment): void {
  item.comments = item.comments.filter((each) => each !== comment);
  tellComment(where, item, comment, "deleted");
}

export function commentOrNotFound({ repository }: Where, id: number): { item: Item; comment: Comment } {
  for (const item of repository.items) {
    const comment = item.comments.find((each) => each.id === id);
    if (comment !== undefined) return { item, comment };
  }
  throw notFound();
}

/** To the item itself or a comment on it. The same reaction of the same person is there once; `isNew` says whether it was made now. */
export function react(
  where: Where,
  { item, to }: { item: Item; to: { reactions: Reaction[] } },
  content: ReactionContent,
): { reaction: Reaction; isNew: boolean } {
  checkUnlocked(where, item, "reaction");
  const { world, actor } = where;
  const known = to.reactions.find((each) => each.user === actor.account && each.content === content);
  if (known !== undefined) return { reaction: known, isNew: false };
  const id = world.nextId();
  const reaction = { id, nodeId: nodeId("REA", id), content, user: actor.account, createdAt: world.now() };
  to.reactions.push(reaction);
  return { reaction, isNew: true };
}
