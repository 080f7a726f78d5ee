// What a webhook proves of its first subject, read from the payload.
import { type EventProof, eventProof } from "../proof.ts";
import * as payloads from "./payloads.ts";

const GONE = new Set(["issues.deleted", "issues.transferred", "milestone.deleted"]);

/** Null where the event proves nothing that a read could be compared with. `event` is with its action. */
export function proofOf(event: string, payload: unknown): EventProof | null {
  if (GONE.has(event)) return { kind: "gone" };
  const [about = "", action = ""] = event.split(".");
  if (about === "issues" || about === "pull_request") return itemProof(action, payload);
  return about === "milestone" ? milestoneProof(payload) : null;
}

/** Of labels only the one that the event is about: the app may have changed others in the same second. */
function itemProof(action: string, payload: unknown): EventProof | null {
  const { issue, pull_request, label } = payloads.provenByItem.safeParse(payload).data ?? {};
  const about = pull_request ?? issue;
  if (about === undefined) return null;
  const { updated_at, state, milestone, head, base } = about;
  const isLabelled = action === "labeled" || action === "unlabeled";
  const proof = {
    kind: "item",
    at: updated_at,
    state,
    milestone: milestone?.number ?? null,
    labelled: isLabelled && label !== undefined ? { [label.name]: action === "labeled" } : {},
    head: head === undefined || base === undefined ? null : { sha: head.sha, base: base.ref },
  };
  return eventProof.safeParse(proof).data ?? null;
}

function milestoneProof(payload: unknown): EventProof | null {
  const { milestone } = payloads.provenByMilestone.safeParse(payload).data ?? {};
  if (milestone === undefined) return null;
  const { state, title, description, due_on } = milestone;
  return { kind: "milestone", state, title, description: description ?? "", dueOn: due_on ?? null };
}
