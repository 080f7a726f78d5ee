// Labels, state and text of issues, and labels of pull requests.
import type {
  AddLabelsToLabelableInput,
  CloseIssueInput,
  RemoveLabelsFromLabelableInput,
  ReopenIssueInput,
  UpdateIssueInput,
} from "@octokit/graphql-schema";
import { editItem, type ItemFields, setState } from "../../actions/items.ts";
import { addLabels, removeLabel } from "../../actions/labels.ts";
import type { WorldItem } from "../../model.ts";
import type { Role } from "../../model-accounts.ts";
import type { Label, WorldStateReason } from "../../model-parts.ts";
import { actorView } from "../actors.ts";
import { NotImplemented, nodeNotFound } from "../failure.ts";
import { permissionsFor, permit } from "../permission.ts";
import { refTo } from "../references.ts";
import type { Viewer, ViewerScope } from "../scope.ts";
import { payload, subject } from "./subject.ts";

const REASONS = {
  COMPLETED: "completed",
  NOT_PLANNED: "not_planned",
  DUPLICATE: "duplicate",
} as const satisfies Record<string, WorldStateReason>;

export const issueMutations = (viewer: Viewer) => ({
  addLabelsToLabelable: ({ input }: { input: AddLabelsToLabelableInput }) => {
    const { scope, value: item } = labelable(viewer, input.labelableId, "AddLabelsToLabelable");
    addLabels(scope, item, namesOf(labelsOf(viewer, scope, input.labelIds)));
    return payload(input, { labelable: () => refTo("item", scope, item) });
  },
  removeLabelsFromLabelable: ({ input }: { input: RemoveLabelsFromLabelableInput }) => {
    const { scope, value: item } = labelable(viewer, input.labelableId, "RemoveLabelsFromLabelable");
    const carried = labelsOf(viewer, scope, input.labelIds).filter((label) => item.labels.includes(label));
    for (const { name } of carried) removeLabel(scope, item, name);
    return payload(input, { labelable: () => refTo("item", scope, item) });
  },
  closeIssue: ({ input }: { input: CloseIssueInput }) => {
    const { scope, issue } = issueFor(viewer, input.issueId, "CloseIssue", "triage");
    setState(scope, issue, "closed", input.stateReason == null ? null : REASONS[input.stateReason]);
    return payload(input, { issue: () => refTo("item", scope, issue) });
  },
  reopenIssue: ({ input }: { input: ReopenIssueInput }) => {
    const { scope, issue } = issueFor(viewer, input.issueId, "ReopenIssue", "triage");
    setState(scope, issue, "open", null);
    return payload(input, { issue: () => refTo("item", scope, issue) });
  },
  updateIssue: ({ input }: { input: UpdateIssueInput }) => {
    const { scope, issue } = issueFor(viewer, input.id, "UpdateIssue", "write");
    editItem(scope, issue, fieldsOf(viewer, scope, input));
    return payload(input, {
      issue: () => refTo("item", scope, issue),
      actor: () => actorView(viewer, viewer.actor.account),
    });
  },
});

function labelable(viewer: Viewer, id: string, mutation: string) {
  const found = subject(viewer, id, "Labelable", "item");
  permit(found.scope, { mutation, permissions: permissionsFor(found.value), role: "triage" });
  return found;
}

function issueFor(viewer: Viewer, id: string, mutation: string, role: Role): { scope: ViewerScope; issue: WorldItem } {
  const { scope, value: issue } = subject(viewer, id, "Issue", "item");
  if (issue.kind !== "issue") throw nodeNotFound(`Could not resolve to Issue node with the global id of '${id}'.`);
  permit(scope, { mutation, permissions: ["issues"], role, author: issue.author });
  return { scope, issue };
}

/** Only labels of the same repository: others are as if they weren't there. */
const labelsOf = (viewer: Viewer, { repository }: ViewerScope, ids: readonly string[]): Label[] =>
  ids.map((id) => {
    const { value: label, scope } = subject(viewer, id, "Label", "label");
    if (scope.repository === repository) return label;
    throw nodeNotFound(`Could not resolve to a node with the global id of '${id}'`);
  });

const namesOf = (labels: readonly Label[]): string[] => labels.map(({ name }) => name);

function fieldsOf(viewer: Viewer, scope: ViewerScope, input: UpdateIssueInput): ItemFields {
  const { title, body, state, milestoneId, labelIds, assigneeIds, projectIds } = input;
  if (projectIds != null) throw new NotImplemented("UpdateIssueInput.projectIds");
  return {
    title: title ?? undefined,
    body: body ?? undefined,
    state: state == null ? undefined : state === "OPEN" ? "open" : "closed",
    milestone: milestoneId == null ? milestoneId : subject(viewer, milestoneId, "Milestone", "milestone").value.number,
    labels: labelIds == null ? undefined : namesOf(labelsOf(viewer, scope, labelIds)),
    assignees: assigneeIds?.map((id) => subject(viewer, id, "User", "account").value.login),
  };
}
