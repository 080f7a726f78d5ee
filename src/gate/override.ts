// The override that a pull request has: the latest that the app recorded, until it is cancelled, expires, or the pull request is closed.
import type { PullItem, RecordComment } from "../github/port.ts";
import type { Change } from "../reconcile/change.ts";
import { commentOf, type RecordOf } from "../records/record.ts";
import { ofKind, recordsOf } from "../records/trust.ts";

export type Override = Pick<RecordOf<"override">, "by" | "reason" | "expires"> & { url: string };

/** In force at this moment; null: none. */
export function overrideOf(comments: readonly RecordComment[], now: Date): Override | null {
  const latest = latestOf(comments);
  return latest !== null && latest.record.expires > now ? { ...latest.record, url: latest.url } : null;
}

function latestOf(comments: readonly RecordComment[]) {
  const latest = ofKind(recordsOf(comments).trusted, "override", "override-cancel").at(-1);
  return latest?.record.kind === "override" ? { record: latest.record, url: latest.url } : null;
}

/** When the check turns by itself. */
export const overrideMoments = (pulls: readonly PullItem[], now: Date): Date[] =>
  pulls.flatMap(({ state, comments }) => (state === "open" ? (overrideOf(comments, now)?.expires ?? []) : []));

/** Closing ends an override, and reopening does not bring it back: that has to be written down while it is closed. */
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
