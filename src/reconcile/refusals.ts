// Writes that GitHub refuses for good: what they take with them, and what goes on without them. Pure.
import type { Change } from "../change.ts";

/** `status` is GitHub's, `why` its words. */
export type Refusal = { change: Change; status: number; why: string };

/**
 * Without a check nobody knows that something is wrong, so that a check is refused fails the look, once all else is written. Everything
 * else is passed over.
 */
export const mayBeRefused = ({ kind }: Change): boolean => kind !== "set-check" && kind !== "set-plan-check";

/**
 * What is left of a change after these refusals; null: nothing. A label that can't be created is put on nothing: GitHub would create it
 * anew, grey.
 */
export function withoutRefused(change: Change, refusals: readonly Refusal[]): Change | null {
  if (change.kind !== "add-labels" && change.kind !== "open-issue") return change;
  const refused = new Set(refusals.flatMap((each) => (each.change.kind === "create-label" ? [each.change.name] : [])));
  const labels = change.labels.filter((label) => !refused.has(label));
  if (labels.length === change.labels.length) return change;
  return change.kind === "add-labels" && labels.length === 0 ? null : { ...change, labels };
}

/** Labels that are put on together are refused together: then each by itself. None where the change can't be divided. */
export const partsOf = (change: Change): Change[] =>
  change.kind === "add-labels" && change.labels.length > 1
    ? change.labels.map((label) => ({ ...change, labels: [label] }))
    : [];

const WORDS_LIMIT = 300;

/** For the log. */
export const refusalWords = ({ change, status, why }: Refusal): string =>
  `${nameOf(change)}: ${status} ${why}`.slice(0, WORDS_LIMIT);

function nameOf(change: Change): string {
  if ("item" in change) return `${change.kind} on #${change.item}`;
  return change.kind === "create-label" ? `${change.kind} ${change.name}` : change.kind;
}
