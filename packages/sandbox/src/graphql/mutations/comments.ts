// Comments and reactions.
import type { AddCommentInput, AddReactionInput, UpdateIssueCommentInput } from "@octokit/graphql-schema";
import { addComment, editComment, react } from "../../actions/comments.ts";
import { commentConnection } from "../comments.ts";
import { findNode } from "../node.ts";
import { permissionsFor, permit } from "../permission.ts";
import { reactionContent, reactionGroups, reactionNode } from "../reactions.ts";
import { refTo } from "../references.ts";
import type { Viewer } from "../scope.ts";
import { payload, subject } from "./subject.ts";

export const commentMutations = (viewer: Viewer) => ({
  addComment: ({ input }: { input: AddCommentInput }) => {
    const { scope, value: item } = subject(viewer, input.subjectId, "Issue or PullRequest", "item");
    permit(scope, { mutation: "AddComment", permissions: permissionsFor(item), role: "read" });
    addComment(scope, item, input.body);
    const [commentEdge] = commentConnection(scope, item, { last: 1 }).edges;
    return payload(input, { commentEdge, subject: () => refTo("item", scope, item) });
  },
  updateIssueComment: ({ input }: { input: UpdateIssueCommentInput }) => {
    const { scope, value } = subject(viewer, input.id, "IssueComment", "comment");
    const { item, comment } = value;
    permit(scope, {
      mutation: "UpdateIssueComment",
      permissions: permissionsFor(item),
      role: "write",
      author: comment.author,
    });
    editComment(scope, item, comment, input.body);
    return payload(input, { issueComment: () => refTo("comment", scope, { item, comment }) });
  },
  addReaction: ({ input }: { input: AddReactionInput }) => {
    const node = subject(viewer, input.subjectId, "Reactable", "item", "comment");
    const [item, target] = node.kind === "item" ? [node.value, node.value] : [node.value.item, node.value.comment];
    permit(node.scope, { mutation: "AddReaction", permissions: permissionsFor(item), role: "read" });
    const { reaction } = react(node.scope, { item, to: target }, reactionContent(input.content));
    return payload(input, {
      reaction: () => reactionNode(viewer, reaction),
      reactionGroups: () => reactionGroups(viewer, target.reactions),
      subject: () => findNode(viewer, input.subjectId),
    });
  },
});
