// The override that a pull request has: the latest that the app recorded, until it is cancelled, expires, or the pull request is closed.

import type { PullItem, RecordComment, Written } from "../github/model.ts";
import type { RecordOf } from "./record.ts";
import { ofKind, recordsOf } from "./trust.ts";

export type Override = Pick<RecordOf<"override">, "by" | "reason" | "expires"> & { url: string };

/** In force at this moment; null: none. GitHub counts in seconds: one of the second of a closing has ended with that. */
export function overrideOf({ comments, lastClosedAt }: Written, now: Date): Override | null {
  const latest = recordedOverride(comments);
  if (latest === null || latest.record.expires <= now) return null;
  return lastClosedAt !== null && lastClosedAt >= latest.createdAt ? null : { ...latest.record, url: latest.url };
}

/** The latest record of one, if it was not cancelled; it may have expired or ended otherwise. */
export function recordedOverride(comments: readonly RecordComment[]) {
  const latest = ofKind(recordsOf(comments).trusted, "override", "override-cancel").at(-1);
  return latest?.record.kind === "override" ? { ...latest, record: latest.record } : null;
}

/** When the check turns by itself. */
export const overrideMoments = (pulls: readonly PullItem[], now: Date): Date[] =>
  pulls.flatMap((pull) => (pull.state === "open" ? (overrideOf(pull, now)?.expires ?? []) : []));
