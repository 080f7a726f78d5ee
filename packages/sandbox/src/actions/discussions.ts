// Discussions, begun in one of the repository's categories.
import type { Where } from "../events.ts";
import { GitHubError } from "../model.ts";
import type { Discussion, DiscussionCategory } from "../model-discussions.ts";
import { invalidField, nodeId } from "../world.ts";
import { nextNumber } from "./items.ts";

export type NewDiscussion = { title: string; body: string };

/** Discussions have their numbers from the sequence of issues and pull requests. */
export function createDiscussion(where: Where, category: DiscussionCategory, fields: NewDiscussion): Discussion {
  const { world, repository, actor } = where;
  if (!repository.discussionCategories.includes(category))
    throw new GitHubError(422, "Discussions are not enabled, or the category is of another repository");
  if (fields.title.trim() === "") throw invalidField("Discussion", "title", "missing_field");
  if (fields.body.trim() === "") throw invalidField("Discussion", "body", "missing_field");
  const id = world.nextId();
  const now = world.now();
  const made = { id, nodeId: nodeId("D", id), number: nextNumber(repository), createdAt: now, updatedAt: now };
  const discussion: Discussion = { ...made, ...fields, category, author: actor.account };
  repository.discussions.push(discussion);
  return discussion;
}
