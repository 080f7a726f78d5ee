// What a look teaches of a repository's history: from what GitHub shows, and from the checks that were written. Pure.
import type { Change } from "../change.ts";
import { overrideState } from "../decisions/override.ts";
import { ofKind, recordsOf } from "../decisions/trust.ts";
import { isPassed } from "../delivery/phase-state.ts";
import type { ActiveSituation, Situation } from "../feature.ts";
import type { PullItem } from "../github/model.ts";
import { pullsAmong, type SeenClosed } from "../snapshot.ts";
import {
  boundedHistory,
  HISTORY_LIMIT,
  newHistory,
  type OverrideEntry,
  type PullEntry,
  type RepositoryHistory,
  recordIn,
} from "./history.ts";
import { mergeRecord } from "./merges.ts";

/** After what a look saw. Where no plan is in force nothing is kept. */
export function withSeen(known: RepositoryHistory | null, situation: Situation): RepositoryHistory | null {
  if (situation.kind === "inactive") return known;
  const before = known ?? begun(situation);
  const { items, closed } = situation.snapshot;
  const read = [...pullsAmong(items), ...(closed?.whole ?? [])].filter(isRead);
  const pulls: SeenPull[] = [...(closed?.pulls ?? []), ...read];
  const overrides = latest([...before.overrides, ...read.flatMap((pull) => overridesOn(situation, pull))]);
  const seen = {
    ...before,
    overrides,
    pulls: latest([...before.pulls, ...pulls.flatMap((pull) => entryOf(before, pull))]),
  };
  const merges = pulls.toSorted(byMerge).flatMap((pull) => {
    const merge = before.merges.has(pull.number) ? null : mergeRecord(seen, pull);
    return merge === null ? [] : [[merge.number, merge] as const];
  });
  const untold = untoldAmong(before, pulls, known === null);
  const all = { ...seen, merges: latest([...before.merges, ...merges]), ...listedAfter(before, closed), ...untold };
  return boundedHistory(situation.kind === "active" ? withPhases(all, situation) : all);
}

type SeenPull = Pick<PullItem, "number" | "title" | "headSha" | "state" | "check" | "merge" | "lastClosedAt">;

/** Lists of a phase's closed pull requests bring neither checks nor comments. */
const isRead = ({ state, merge, lastClosedAt }: PullItem): boolean =>
  state === "open" || merge !== undefined || lastClosedAt !== null;

const byMerge = (a: SeenPull, b: SeenPull): number => (a.merge?.at.getTime() ?? 0) - (b.merge?.at.getTime() ?? 0);

type Listed = Pick<RepositoryHistory, "closedSince" | "listedAt">;

function listedAfter({ closedSince, listedAt }: Listed, closed: SeenClosed | undefined): Listed {
  if (closed === undefined) return { closedSince, listedAt };
  const { upTo, at } = closed;
  if (upTo.kind === "known" || closedSince === null) return { closedSince, listedAt: at };
  if (upTo.kind === "all") return { closedSince: null, listedAt: at };
  return { closedSince: upTo.at < closedSince ? upTo.at : closedSince, listedAt: at };
}

/** After a loss: a closed pull request may have been blocked on an earlier head, an open one until now, where no check has a record of it. */
function untoldAmong(before: RepositoryHistory, pulls: readonly SeenPull[], isBegun: boolean) {
  const { since, gatedSince, pulls: known, untoldUntil } = before;
  const untold = pulls.filter(
    ({ number, check }) => !known.has(number) && recordIn(check?.externalId, number) === null,
  );
  const moments = untold.flatMap(({ state, check, merge, lastClosedAt }) =>
    state === "open" ? (isBegun || check !== null ? since : []) : (merge?.at ?? lastClosedAt ?? []),
  );
  const times = moments.filter((at) => at > gatedSince && at <= since).map((at) => at.getTime());
  return times.length === 0 ? {} : { untoldUntil: new Date(Math.max(untoldUntil?.getTime() ?? 0, ...times)) };
}

/** What the app did first there, as far as is seen; where it did nothing yet, there is nothing that it does not know. */
function begun({ snapshot: { repository, items, closed }, now }: Situation): RepositoryHistory {
  const pulls = [...pullsAmong(items), ...(closed?.pulls ?? [])];
  const isFirst =
    repository.own.length === 0 &&
    repository.reviews.length === 0 &&
    pulls.every(({ check }) => check === null) &&
    pullsAmong(items).every(({ comments }) => !comments.some(({ own }) => own));
  const made = pulls.flatMap(({ check }) => check?.madeAt ?? []).toSorted((a, b) => a.getTime() - b.getTime());
  return newHistory(now, isFirst ? { kind: "first" } : { kind: "lost", gatedSince: made[0] ?? new Date(0) });
}

/** After checks that were written. */
export function withWritten(before: RepositoryHistory | null, changes: readonly Change[]): RepositoryHistory | null {
  if (before === null) return null;
  const entries = changes.flatMap((change) =>
    change.kind === "set-check"
      ? change.pulls.flatMap((number): [number, PullEntry][] => {
          const record = recordIn(change.content.externalId, number);
          const { headSha, content } = change;
          return record === null ? [] : [[number, { headSha, title: content.title, record, closedAt: null }]];
        })
      : [],
  );
  return entries.length === 0 ? before : boundedHistory({ ...before, pulls: latest([...before.pulls, ...entries]) });
}

/** The latest of each, behind those that nothing new is known of. */
function latest<Value>(entries: readonly (readonly [number, Value])[]): Map<number, Value> {
  const all = new Map<number, Value>();
  for (const [key, value] of entries) {
    all.delete(key);
    all.set(key, value);
  }
  return all;
}

/** A check on the head tells more than the store, but for one that is written only now, or on an earlier head. */
function entryOf(before: RepositoryHistory, pull: SeenPull): [number, PullEntry][] {
  const { number, headSha, check } = pull;
  const known = before.pulls.get(number);
  const record = recordIn(check?.externalId, number);
  const closedAt = pull.state === "open" ? null : (pull.merge?.at ?? pull.lastClosedAt ?? known?.closedAt ?? null);
  if (record !== null) return [[number, { headSha, title: check?.title ?? null, record, closedAt }]];
  return known === undefined ? [] : [[number, { ...known, closedAt: closedAt ?? known.closedAt }]];
}

function overridesOn(situation: Situation, pull: PullItem): [number, OverrideEntry][] {
  const { trusted, edited } = recordsOf(pull.comments);
  const ends = ofKind([...trusted, ...edited], "override-cancel");
  const given = ofKind(trusted, "override");
  return given.map(({ id, record, createdAt }): [number, OverrideEntry] => {
    const { by, reason, expires, head = null } = record;
    const moments = [
      ...ends.filter((end) => end.id > id).map((end) => end.createdAt),
      ...given.filter((other) => other.id > id).map((other) => other.createdAt),
      ...(record.endedAt === undefined ? [] : [record.endedAt]),
      ...(expires <= situation.now ? [expires] : []),
      ...(pull.lastClosedAt !== null && pull.lastClosedAt >= createdAt ? [pull.lastClosedAt] : []),
      ...pushedAt(situation, pull),
    ].toSorted((a, b) => a.getTime() - b.getTime());
    const entry = { id, number: pull.number, by, at: record.at, reason, headSha: head, expires };
    return [id, { ...entry, endedAt: moments[0] ?? null }];
  });
}

/** The check on the new head is made with its first verdict, right after the push. */
function pushedAt(situation: Situation, pull: PullItem): Date[] {
  if (situation.kind !== "active" || pull.state !== "open") return [];
  const state = overrideState(pull, situation.delivery.plan.gate.override.on_push, situation.now);
  return state.kind === "pushed" && pull.check?.madeAt !== undefined ? [pull.check.madeAt] : [];
}

/** What was passed and is not any more has shut again. A phase that is not in the plan any more is forgotten. */
function withPhases(before: RepositoryHistory, { states, now, delivery }: ActiveSituation): RepositoryHistory {
  if (!delivery.isHome) return before;
  const known = states.filter(({ criteria }) => !criteria.some(({ evaluation }) => evaluation.state === "unknown"));
  const shut = known.filter((state) => before.passed.includes(state.phase.id) && !isPassed(state));
  const unknown = states.filter((state) => !known.includes(state) && before.passed.includes(state.phase.id));
  const passed = [...known.filter(isPassed), ...unknown].map(({ phase }) => phase.id);
  const isSame = passed.length === before.passed.length && passed.every((id) => before.passed.includes(id));
  if (isSame && shut.length === 0) return before;
  const shutAgain = [...before.shutAgain, ...shut.map(({ phase }) => ({ phase: phase.id, at: now }))];
  return { ...before, passed, shutAgain: shutAgain.slice(-HISTORY_LIMIT) };
}
