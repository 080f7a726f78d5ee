// What is kept of a repository for evidence and health: merges, overrides, when pull requests were blocked, when a gate shut again. Pure.
import { type BlockedSpell, type CheckRecord, parseRecords, recordsText } from "../gate/check-record.ts";

/** A pull request that was merged, with the verdict at that moment. `at` and all moments are GitHub's. */
export type MergeRecord = {
  number: number;
  title: string;
  at: Date;
  by: string | null;
  headSha: string;
  phase: string | null;
  conclusion: "success" | "neutral" | "action_required" | "none" | "unknown";
  verdict: string;
  why: string;
};

/** `id` is that of the comment that records it; `endedAt` is null while it is in force. */
export type OverrideEntry = {
  id: number;
  number: number;
  by: string;
  at: Date;
  reason: string;
  headSha: string | null;
  expires: Date;
  endedAt: Date | null;
};

/** `record` is what the check on the head keeps of it; `closedAt` is null while it is open. */
export type PullEntry = { headSha: string; title: string | null; record: CheckRecord; closedAt: Date | null };

/** `since` is from when on it was watched: what was before is known only as far as GitHub still tells it. */
export type RepositoryHistory = {
  since: Date;
  /** What was merged before and had no check was merged before there was a gate. */
  gatedSince: Date;
  pulls: ReadonlyMap<number, PullEntry>;
  merges: ReadonlyMap<number, MergeRecord>;
  overrides: ReadonlyMap<number, OverrideEntry>;
  /** Ids of the phases that were passed at the latest look. */
  passed: readonly string[];
  shutAgain: readonly { phase: string; at: Date }[];
  /** When the closed pull requests were listed last; null: never. */
  listedAt: Date | null;
  /** From when on pull requests that are closed by now are known; null where all are. */
  closedSince: Date | null;
  /** Until then some were perhaps blocked, and no check tells it; absent where there was no such time. */
  untoldUntil?: Date;
};

/** Pull requests, and gates that shut again: what was long ago goes first. */
export const HISTORY_LIMIT = 1_000;

/** `first`: the app has written nothing there before. `lost`: the store was, and the gate is at least as old as that. */
type Beginning = { kind: "first" } | { kind: "lost"; gatedSince: Date };

export const newHistory = (now: Date, beginning: Beginning): RepositoryHistory => ({
  ...{ pulls: new Map(), merges: new Map(), overrides: new Map(), passed: [], shutAgain: [] },
  listedAt: null,
  ...(beginning.kind === "first"
    ? { since: new Date(0), closedSince: null, gatedSince: now }
    : { since: now, closedSince: now, gatedSince: beginning.gatedSince }),
});

/** Without the pull requests that were touched longest ago; what they were blocked is not known any more. */
export function boundedHistory(history: RepositoryHistory, limit = HISTORY_LIMIT): RepositoryHistory {
  const numbers = [...new Set([...history.merges.keys(), ...history.pulls.keys()])];
  if (numbers.length <= limit) return history;
  const gone = new Set([...history.pulls.keys()].slice(0, Math.max(0, history.pulls.size - limit)));
  const merges = [...history.merges].filter(([number]) => !gone.has(number)).slice(-limit);
  const closed = [...gone].map((number) => history.pulls.get(number)?.closedAt ?? null).filter((at) => at !== null);
  const times = [...closed, ...(history.closedSince === null ? [] : [history.closedSince])].map((at) => at.getTime());
  return {
    ...history,
    pulls: new Map([...history.pulls].filter(([number]) => !gone.has(number))),
    merges: new Map(merges),
    overrides: new Map([...history.overrides].filter(([, { number }]) => !gone.has(number))),
    closedSince: times.length === 0 ? history.closedSince : new Date(Math.max(...times)),
  };
}

/** When it was blocked, on whatever head; to the present where it still is. */
export function blockedSpells({ record: { since, blocked }, closedAt }: PullEntry, now: Date): BlockedSpell[] {
  const until = closedAt ?? now;
  const open = since === null || since >= until ? [] : [{ from: since, until }];
  return [...blocked.map((spell) => ({ from: spell.from, until: spell.until < until ? spell.until : until })), ...open];
}

/** As the check keeps it, for the store and for a later head. */
export const keptText = ({ record }: Pick<PullEntry, "record">): string => recordsText([record]);

export const recordIn = (text: string | undefined, number: number): CheckRecord | null =>
  parseRecords(text).find((each) => each.number === number) ?? null;
