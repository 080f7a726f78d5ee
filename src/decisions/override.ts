// The override that a pull request has: the latest that the app recorded, until it is cancelled, expires, a push ends it, or the pull request is closed.

import type { PullItem, RecordComment } from "../github/model.ts";
import type { Plan } from "../plan/plan.ts";
import { type Rewrite, rewriteOf, withRestriction } from "./in-effect.ts";
import type { RecordOf } from "./record.ts";
import { ofKind, type Recorded, recordsOf } from "./trust.ts";

/** `head` is the commit that it was given for. */
export type Override = Pick<RecordOf<"override">, "by" | "reason" | "expires"> & { url: string; head: string };

/** `pushed`: a push ended it, and nobody gave another since. */
export type OverrideState = { kind: "none" } | { kind: "in-force" | "pushed"; override: Override };

const NONE: OverrideState = { kind: "none" };

type Overridable = Pick<PullItem, "comments" | "lastClosedAt" | "headSha">;
type OnPush = Plan["gate"]["override"]["on_push"];

/** At this moment. GitHub counts in seconds: one of the second of a closing has ended with that. */
export function overrideState(
  { comments, lastClosedAt, headSha }: Overridable,
  onPush: OnPush,
  now: Date,
): OverrideState {
  const latest = recordedOverride(comments);
  if (latest === null || latest.record.expires <= now) return NONE;
  if (lastClosedAt !== null && lastClosedAt >= latest.createdAt) return NONE;
  // One of the first edition is for the head at the first look.
  const override = { ...latest.record, url: latest.url, head: latest.record.head ?? headSha };
  return { kind: override.head === headSha || onPush === "keep" ? "in-force" : "pushed", override };
}

/** Null where none is in force. */
export function overrideOf(pull: Overridable, onPush: OnPush, now: Date): Override | null {
  const state = overrideState(pull, onPush, now);
  return state.kind === "in-force" ? state.override : null;
}

/** The latest record of one, if it was not cancelled; it may have expired or ended otherwise. */
export function recordedOverride(comments: readonly RecordComment[]): Recorded<RecordOf<"override">> | null {
  const { trusted, edited } = recordsOf(comments);
  const latest = ofKind(trusted, "override").at(-1);
  return latest === undefined ||
    endings([...trusted, ...edited], latest).length > 0 ||
    latest.record.undoneBy !== undefined ||
    latest.record.endedAt !== undefined
    ? null
    : latest;
}

/** An end that somebody edited is an end. */
const endings = (records: readonly Recorded[], { id }: Recorded): Recorded[] =>
  ofKind(records, "override-cancel").filter((each) => each.id > id);

/** Not before it was given, whatever an old read says. */
const endOf = ({ at }: RecordOf<"override">, { lastClosedAt }: Pick<PullItem, "lastClosedAt">, now: Date): Date =>
  new Date(Math.max(at.getTime(), (lastClosedAt ?? now).getTime()));

const CLOSED = "The pull request was closed, so this override has ended.";

/**
 * An override that was ended, by a command or by closing, says so itself: who takes that out makes it void. One of the first edition
 * gets the ids that it lacks, and the head.
 */
export function overrideRewrites(pull: PullItem, repository: string, now: Date): Rewrite[] {
  const { number, comments, headSha } = pull;
  const { trusted, edited } = recordsOf(comments);
  const place = { repository, item: number };
  const inForce = pull.state === "closed" ? recordedOverride(comments) : null;
  return ofKind(trusted, "override", "override-cancel").flatMap((recorded) => {
    const { record } = recorded;
    if (record.kind === "override-cancel") return rewriteOf(recorded, { ...record, ...place });
    const [end] = endings([...trusted, ...edited], recorded);
    const undoneBy =
      end === undefined
        ? record.undoneBy
        : withRestriction(record.undoneBy, { kind: "override-cancel", id: end.id, name: "" });
    const head = record.head ?? headSha;
    const whole = { ...record, ...place, head, ...(undoneBy !== undefined && { undoneBy }) };
    if (recorded.id !== inForce?.id || record.expires <= now) return rewriteOf(recorded, whole);
    return rewriteOf(recorded, { ...whole, endedAt: endOf(record, pull, now) }, CLOSED);
  });
}

/** Ends that an override names and that are gone, where each stood. */
export const lostEndings = ({ url, comments }: Pick<PullItem, "url" | "comments">): { url: string }[] => {
  const { trusted, edited } = recordsOf(comments);
  const known = new Set([...trusted, ...edited].map(({ id }) => id));
  return ofKind(trusted, "override")
    .slice(-1)
    .flatMap(({ record }) => record.undoneBy ?? [])
    .flatMap(({ id }) => (known.has(id) ? [] : [{ url }]));
};

/** When the check changes by time alone. */
export const overrideMoments = (pulls: readonly PullItem[], onPush: OnPush, now: Date): Date[] =>
  pulls.flatMap((pull) => (pull.state === "open" ? (overrideOf(pull, onPush, now)?.expires ?? []) : []));
