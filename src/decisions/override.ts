// The override that a pull request has: the latest that the app recorded, until it is cancelled, expires, or the pull request is closed.

import type { Change } from "../change.ts";
import type { PullItem, RecordComment, Written } from "../github/model.ts";
import { commentOf, type RecordOf } from "./record.ts";
import { ofKind, recordsOf } from "./trust.ts";

export type Override = Pick<RecordOf<"override">, "by" | "reason" | "expires"> & { url: string };

/** In force at this moment; null: none. GitHub counts in seconds: one of the second of a closing has ended with that. */
export function overrideOf({ comments, lastClosedAt }: Written, now: Date): Override | null {
  const latest = latestOf(comments);
  if (latest === null || latest.record.expires <= now) return null;
  return lastClosedAt !== null && lastClosedAt >= latest.createdAt ? null : { ...latest.record, url: latest.url };
}

function latestOf(comments: readonly RecordComment[]) {
  const latest = ofKind(recordsOf(comments).trusted, "override", "override-cancel").at(-1);
  return latest?.record.kind === "override" ? { ...latest, record: latest.record } : null;
}

/** When the check turns by itself. */
export const overrideMoments = (pulls: readonly PullItem[], now: Date): Date[] =>
  pulls.flatMap((pull) => (pull.state === "open" ? (overrideOf(pull, now)?.expires ?? []) : []));

/** Closing ends an override, and reopening does not bring it back. That is written down, too, for people and for hosts without a timeline. */
export function endedByClosing(pulls: readonly PullItem[], self: string, now: Date): Change[] {
  return pulls.flatMap((pull): Change[] => {
    const latest = pull.state === "closed" ? latestOf(pull.comments) : null;
    if (latest === null || latest.record.expires <= now) return [];
    const { command, line } = latest.record;
    const record = { kind: "override-cancel", by: self, command, line, at: now } as const;
    const words = "The pull request was closed, so its override has ended.";
    return [{ kind: "record", item: pull.number, body: commentOf(record, words) }];
  });
}
