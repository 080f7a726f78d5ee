// What a webhook proves of its first subject, read from the payload.
import type { z } from "zod";
import { type EventProof, eventProof, type ItemProof } from "../proof.ts";
import * as payloads from "./payloads.ts";

const GONE = new Set(["issues.deleted", "issues.transferred", "milestone.deleted"]);

/** Null where the event proves nothing that a read could be compared with. `event` is with its action. */
export function proofOf(event: string, payload: unknown): EventProof | null {
  if (GONE.has(event)) return { kind: "gone" };
  const [about = "", action = ""] = event.split(".");
  if (about === "issues" || about === "pull_request") return itemProof(action, payload);
  return about === "milestone" ? milestoneProof(payload) : null;
}

type Payload = z.infer<typeof payloads.provenByItem>;

function itemProof(action: string, payload: unknown): EventProof | null {
  const read = payloads.provenByItem.safeParse(payload).data;
  const about = read?.pull_request ?? read?.issue;
  if (read === undefined || about === undefined) return null;
  return eventProof.safeParse({ kind: "item", at: about.updated_at, ...aboutItem(action, about, read) }).data ?? null;
}

/** What the action changed. */
function aboutItem(action: string, about: NonNullable<Payload["issue"]>, { label }: Payload): Partial<ItemProof> {
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
