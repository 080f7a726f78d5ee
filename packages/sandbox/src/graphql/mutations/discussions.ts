// createDiscussion.
import type { CreateDiscussionInput } from "@octokit/graphql-schema";
import { createDiscussion } from "../../actions/discussions.ts";
import { nodeNotFound } from "../failure.ts";
import { permit } from "../permission.ts";
import { refTo } from "../references.ts";
import type { Viewer } from "../scope.ts";
import { payload, subject } from "./subject.ts";

export const discussionMutations = (viewer: Viewer) => ({
  createDiscussion: ({ input }: { input: CreateDiscussionInput }) => {
    const { scope } = subject(viewer, input.repositoryId, "Repository", "repository");
    permit(scope, { mutation: "CreateDiscussion", permissions: ["discussions"], role: "read" });
    const category = subject(viewer, input.categoryId, "DiscussionCategory", "category");
    if (category.scope.repository !== scope.repository)
      throw nodeNotFound(`Could not resolve to a node with the global id of '${input.categoryId}'`);
    const made = createDiscussion(scope, category.value, { title: input.title, body: input.body });
    return payload(input, { discussion: () => refTo("discussion", scope, made) });
  },
});
