// A group of the merge queue: which pull requests its head commit holds, and what its check says.
import type { QueueReading } from "../github/model.ts";
import { escapeText, link } from "../markdown/escape.ts";
import type { CheckText } from "./check-text.ts";
import { peopleWith } from "./people-words.ts";
import { type JudgedPull, type SharedVerdict, strictestOf } from "./strictest.ts";

/** `not-yet`: the read does not show it, which may only be too early. */
export type Chain = { kind: "pulls"; numbers: number[] } | { kind: "not-yet" | "unknown"; reason: string };

/**
 * The group's own pull request last, after all that are ahead of it: merging the head merges them, too.
 * Without a queue on the branch, as far as can be seen, the group holds what its name says.
 */
export function chainOf(pull: number, queue: QueueReading): Chain {
  if (queue.kind === "denied")
    return { kind: "unknown", reason: "the app may not read the merge queue; grant it `merge_queues: read`" };
  if (queue.entries.length === 0) return { kind: "pulls", numbers: [pull] };
  const own = queue.entries.find(({ number }) => number === pull);
  if (own === undefined) return { kind: "not-yet", reason: `#${pull} is not in the merge queue any more` };
  const ahead = queue.entries
    .filter(({ position }) => position < own.position)
    .toSorted((a, b) => a.position - b.position);
  return { kind: "pulls", numbers: [...ahead.map(({ number }) => number), pull] };
}

/** The strictest verdict of all that the group merges. */
export function groupVerdict(judged: readonly JudgedPull[]): SharedVerdict {
  return strictestOf(judged, {
    heading: "Merged together",
    intro: "The merge queue merges these pull requests in one go, so the strictest verdict stands for the group.",
  });
}

export const unknownGroupText = (reason: string, url: string): CheckText => ({
  conclusion: "action_required",
  verdict: "Blocked",
  about: "what this merge group holds is not known",
  details: `The merge queue asks about a group, but ${escapeText(reason)}.`,
  next: `Put the pull request into ${link("the merge queue", url)} again, or re-run this check (${peopleWith("write")}).`,
  url,
});
