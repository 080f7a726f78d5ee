// pinIssue and unpinIssue.
import type { PinIssueInput, UnpinIssueInput } from "@octokit/graphql-schema";
import { pinIssue, unpinIssue } from "../../actions/pins.ts";
import type { WorldIssue } from "../../model.ts";
import { nodeNotFound } from "../failure.ts";
import { permit } from "../permission.ts";
import { refTo } from "../references.ts";
import type { Viewer, ViewerScope } from "../scope.ts";
import { payload, subject } from "./subject.ts";

export const pinMutations = (viewer: Viewer) => ({
  pinIssue: ({ input }: { input: PinIssueInput }) => {
    const { scope, issue } = pinnable(viewer, input.issueId, "PinIssue");
    pinIssue(scope, issue);
    return payload(input, { issue: () => refTo("item", scope, issue) });
  },
  unpinIssue: ({ input }: { input: UnpinIssueInput }) => {
    const { scope, issue } = pinnable(viewer, input.issueId, "UnpinIssue");
    unpinIssue(scope, issue);
    return payload(input, { id: issue.nodeId, issue: () => refTo("item", scope, issue) });
  },
});

function pinnable(viewer: Viewer, id: string, mutation: string): { scope: ViewerScope; issue: WorldIssue } {
  const { scope, value: issue } = subject(viewer, id, "Issue", "item");
  if (issue.kind !== "issue") throw nodeNotFound(`Could not resolve to Issue node with the global id of '${id}'.`);
  permit(scope, { mutation, permissions: ["issues"], role: "write" });
  return { scope, issue };
}
