// What a webhook proves of its first subject, read from the payload.
import type { z } from "zod";
import { type EventProof, eventProof, type ItemProof, type RepositoryProof } from "../proof.ts";
import * as payloads from "./payloads.ts";

const GONE = new Set(["issues.deleted", "issues.transferred", "milestone.deleted", "repository.deleted"]);

const REPOSITORY_EVENTS = new Set(["label", "push", "repository", "custom_property_values"]);

/** Null where the event proves nothing that a read could be compared with. `event` is with its action. */
export function proofOf(event: string, payload: unknown): EventProof | null {
  if (GONE.has(event)) return { kind: "gone" };
  const [about = "", action = ""] = event.split(".");
  if (about === "issues" || about === "pull_request") return itemProof(action, payload);
  if (REPOSITORY_EVENTS.has(about)) return repositoryProof(event, payload);
  return about === "milestone" ? milestoneProof(payload) : null;
}

/** What a repository has or is now: its default branch, that branch's head, a label, its visibility, its properties. */
function repositoryProof(event: string, payload: unknown): EventProof | null {
  const read = payloads.provenByRepository.safeParse(payload).data;
  if (read === undefined) return null;
  const { after, label, repository } = read;
  switch (event) {
    case "push":
      return after === undefined ? null : { kind: "repository", head: after };
    case "repository.edited":
      return { kind: "repository", defaultBranch: repository.default_branch };
    case "repository.archived":
    case "repository.unarchived":
      return { kind: "repository", isArchived: event === "repository.archived" };
    case "repository.publicized":
    case "repository.privatized":
      return { kind: "repository", isPublic: event === "repository.publicized" };
    case "label.edited":
    case "label.deleted":
      return label === undefined
        ? null
        : { kind: "repository", label: { name: label.name, isThere: event === "label.edited" } };
    case "custom_property_values.updated":
      return { kind: "repository", properties: propertiesIn(read) };
    default:
      return null;
  }
}

/** A value that was taken away may be missing from the new ones. */
function propertiesIn({
  old_property_values: old = [],
  new_property_values: now = [],
}: z.infer<typeof payloads.provenByRepository>): NonNullable<RepositoryProof["properties"]> {
  const gone = old.map(({ property_name: name }) => [name, null] as const);
  return Object.fromEntries([...gone, ...now.map(({ property_name: name, value }) => [name, value ?? null] as const)]);
}

type Payload = z.infer<typeof payloads.provenByItem>;

function itemProof(action: string, payload: unknown): EventProof | null {
  const read = payloads.provenByItem.safeParse(payload).data;
  const about = read?.pull_request ?? read?.issue;
  if (read === undefined || about === undefined) return null;
  return eventProof.safeParse({ kind: "item", at: about.updated_at, ...aboutItem(action, about, read) }).data ?? null;
}

/** What the action changed, and its milestone: that may be newer than the item, and missing from a read that has the item. */
const aboutItem = (action: string, about: NonNullable<Payload["issue"]>, payload: Payload): Partial<ItemProof> => ({
  ...(about.milestone != null && { milestone: about.milestone.number }),
  ...changedBy(action, about, payload),
});

function changedBy(action: string, about: NonNullable<Payload["issue"]>, { label }: Payload): Partial<ItemProof> {
  const { state, milestone, head, base } = about;
  switch (action) {
    case "closed":
    case "reopened":
      return { state };
    case "milestoned":
    case "demilestoned":
      return { milestone: milestone?.number ?? null };
    case "labeled":
    case "unlabeled":
      return label === undefined ? {} : { labelled: { [label.name]: action === "labeled" } };
    case "synchronize":
    case "edited":
      return head === undefined || base === undefined ? {} : { head: { sha: head.sha, base: base.ref } };
    default:
      return {};
  }
}

function milestoneProof(payload: unknown): EventProof | null {
  const { milestone } = payloads.provenByMilestone.safeParse(payload).data ?? {};
  if (milestone === undefined) return null;
  const { state, title, description, due_on } = milestone;
  return { kind: "milestone", state, title, description: description ?? "", dueOn: due_on ?? null };
}
