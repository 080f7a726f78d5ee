// From a snapshot to the writes that make GitHub as it should be, and to the next look that no event asks for. Pure.
import type { Change } from "../change.ts";
import { situationOf } from "../feature.ts";
import type { Snapshot } from "../snapshot.ts";
import { FEATURES } from "./features.ts";

/** The same snapshot gives the same changes. */
export function decide(snapshot: Snapshot, now: Date): Change[] {
  // An archived repository is read-only: https://docs.github.com/en/repositories/archiving-a-github-repository
  if (snapshot.repository.isArchived) return [];
  const situation = situationOf(snapshot, now);
  const changes = FEATURES.flatMap((feature) => feature.decide(situation));
  return snapshot.repository.hasIssues ? changes : withoutIssues(changes);
}

/** Where issues are disabled, none can be opened or changed: GitHub answers 410. Labels that only they would carry are not needed. */
function withoutIssues(changes: readonly Change[]): Change[] {
  const left = changes.filter(({ kind }) => kind !== "open-issue");
  const used = left.flatMap((change) => (change.kind === "add-labels" ? change.labels : []));
  return left.filter((change) => change.kind !== "create-label" || used.includes(change.name));
}

/** The earliest moment still to come at which time alone changes what is decided; null: never, or other looks have it. */
export function nextMoment(snapshot: Snapshot, now: Date): Date | null {
  const situation = situationOf(snapshot, now);
  if (snapshot.repository.isArchived || situation.kind !== "active") return null;
  const coming = FEATURES.flatMap((feature) => feature.moments(situation)).filter((moment) => moment > now);
  return coming.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
