// Tells a read that came too early from the truth: what an event has named, GitHub's reads may show only later. Pure.
import { type Change, isCheck } from "../change.ts";
import type { EventProof } from "../proof.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Subject } from "../subject.ts";
import { compareItem, compareMilestone, compareRepository, type ProofResult } from "./compare-proof.ts";
import type { SingleState, State } from "./observe.ts";

/**
 * How old the event is that asks: while it is `new`, a merge group gets no verdict that would eject it; until it is `old`, what a read
 * does not show is looked for again.
 */
export type EventAge = "new" | "recent" | "old";

/** An item that an event asks for, with what the event proves of it. */
export type ItemAsked = { number: number; proof: EventProof | undefined };

/** A head whose check an event asks for: that of the open pull requests which share it. */
export type HeadAsked = { sha: string };

/** Nothing was done: GitHub's reads are behind what an event says. */
export type TooEarly = { kind: "too-early"; reason: string };

export const tooEarly = (reason: string): TooEarly => ({ kind: "too-early", reason });

/** How the snapshot compares with what the event says of the subject. */
export function proofResult(subject: SingleState, proof: EventProof | undefined, snapshot: Snapshot): ProofResult {
  const { items, groups, plan, repository, scope } = snapshot;
  if (subject.kind === "milestone") {
    return compareMilestone(
      proof,
      repository.milestones.find(({ number }) => number === subject.number),
    );
  }
  if (subject.kind === "repository" || subject.kind === "criterion") return compareRepository(proof, repository);
  if (subject.kind === "group" && plan.kind !== "inactive")
    return groups.some(({ holds }) => holds.kind === "not-yet") ? "below" : "shown";
  if (subject.kind !== "item" || proof === undefined) return "shown";
  // The dashboard itself: it was found, and then looked at with the delivery, not among the items.
  if (scope.kind === "delivery" || "dashboards" in scope) return "shown";
  // Without a plan, too: a read that misses the item may miss the milestone by which the repository is active.
  return compareItem(
    proof,
    items.find(({ number }) => number === subject.number),
  );
}

/**
 * Of what was looked at along with an item, what the read shows as its event says. One item may have several events. Issues of the app's
 * own are looked at without heads.
 */
export function shownAmong(also: readonly (ItemAsked | HeadAsked)[], snapshot: Snapshot): (ItemAsked | HeadAsked)[] {
  const isFound = (number: number) => snapshot.items.some((item) => item.number === number);
  return also.filter((asked) => {
    if ("sha" in asked) return snapshot.scope.kind === "items";
    const { number, proof } = asked;
    return isFound(number) && proofResult({ kind: "item", number }, proof, snapshot) === "shown";
  });
}

/**
 * A group that fails is ejected from the merge queue, and one without a check only waits. So a group is failed by the look at itself, and
 * not by one at something else, which may have read it too early: that asks for the look.
 */
export function withoutEjections(
  subject: State,
  { groups }: Snapshot,
  changes: readonly Change[],
): { changes: Change[]; doubted: Subject[] } {
  if (subject.kind === "group") return { changes: [...changes], doubted: [] };
  const failing = ejectionsIn({ groups }, changes);
  const doubted = groups
    .filter(({ headSha }) => failing.has(headSha))
    .map(({ headSha, ref, base }): Subject => ({ kind: "group", sha: headSha, ref, base }));
  return { changes: changes.filter((change) => !isCheck(change) || !failing.has(change.headSha)), doubted };
}

/** Heads of merge groups that would fail, and have not failed yet. */
export function ejectionsIn({ groups }: Pick<Snapshot, "groups">, changes: readonly Change[]): Set<string> {
  const standing = groups.filter(({ check }) => check?.conclusion !== "action_required").map(({ headSha }) => headSha);
  const failing = changes.filter(isCheck).filter(({ content }) => content.conclusion === "action_required");
  return new Set(failing.map(({ headSha }) => headSha).filter((sha) => standing.includes(sha)));
}
