// Random histories of a gated repository, played on a small GitHub: what an app with a whole store knows of them, and what one that lost it does.
import fc from "fast-check";
import type { SetCheck } from "../../src/change.ts";
import { commentOf } from "../../src/decisions/record.ts";
import { situationOf } from "../../src/feature.ts";
import { concludedBy, nextRecord, recordsText } from "../../src/gate/check-record.ts";
import type { VerdictWord } from "../../src/gate/check-text.ts";
import type { PullItem } from "../../src/github/model.ts";
import { type EvidenceSource, mergeRows } from "../../src/history/evidence-rows.ts";
import { healthOf, type ProcessHealth } from "../../src/history/health.ts";
import { type RepositoryHistory, recordIn } from "../../src/history/history.ts";
import { withSeen, withWritten } from "../../src/history/learn-history.ts";
import { milestone, NOW, openMilestone, pull, REPOSITORY_ID, recordComment, snapshot } from "../builders.ts";

const VERDICTS = ["Open", "Blocked", "Warning", "Exempt", "Overridden", "Invalid plan"] as const;
const PULLS = 5;

/** `what` happens to one pull request, or to the phase; where that can't be, nothing happens. */
type Happening = {
  what: "judge" | "push" | "merge" | "close" | "look" | "shut" | "pass";
  which: number;
  verdict: number;
};

export const anyHistory = fc.array(
  fc.record<Happening>({
    what: fc.constantFrom("judge", "judge", "judge", "push", "merge", "close", "look", "shut", "pass"),
    which: fc.nat(PULLS - 1),
    verdict: fc.nat(VERDICTS.length - 1),
  }),
  { minLength: 5, maxLength: 40 },
);

/** What GitHub has, and what the app stored; `clock` counts in minutes. */
type Played = { pulls: Map<number, PullItem>; history: RepositoryHistory | null; clock: number; isPassed: boolean };

const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

/** A look at all of it, with every closed pull request. */
function looked({ pulls, clock, isPassed }: Played, before: RepositoryHistory | null): RepositoryHistory | null {
  const all = [...pulls.values()];
  const [items, closed] = [all.filter(({ state }) => state === "open"), all.filter(({ state }) => state === "closed")];
  const unknown = closed.filter(({ number }) => before?.merges.has(number) !== true);
  const whole = unknown.filter(({ check, number }) => recordIn(check?.externalId, number)?.verdict === "Overridden");
  const milestones = [isPassed ? milestone(1, "MVP", { issues: { done: 3 } }) : openMilestone(1, "MVP", 1)];
  const seen = { pulls: unknown, whole, upTo: { kind: "all" }, at: at(clock) } as const;
  return withSeen(before, situationOf({ ...snapshot(items, { milestones }), closed: seen }, at(clock)));
}

/** As the app does it: it sees, and then writes. */
function judge(played: Played, number: number, verdict: VerdictWord): void {
  const item = played.pulls.get(number);
  if (item === undefined || item.state === "closed") return;
  if (verdict === "Overridden") item.comments = [...item.comments, overrideOn(number, played.clock)];
  played.history = looked(played, played.history);
  const kept = recordIn(item.check?.externalId, number) ?? played.history?.pulls.get(number)?.record ?? null;
  const externalId = recordsText([nextRecord(kept, { number, verdict, phase: "polish" }, at(played.clock))]);
  const text = { conclusion: concludedBy(verdict), title: `${verdict}: ${number}`, summary: "", externalId };
  const madeAt = item.check?.madeAt ?? at(played.clock);
  played.pulls.set(number, { ...item, check: { id: number, node: "c", ...text, madeAt } });
  const change: SetCheck = {
    ...{ kind: "set-check", repository: "R", headSha: item.headSha, existing: null, pulls: [number] },
    content: { ...text, detailsUrl: "" },
  };
  played.history = withWritten(played.history, [change]);
}

const overrideOn = (number: number, minute: number) =>
  recordComment(1_000 + minute, {
    ...{ place: { repository: REPOSITORY_ID, item: number }, createdAt: at(minute) },
    body: commentOf(
      {
        ...{ kind: "override", by: "carol", byId: 3, command: 1, line: 1, at: at(minute), repository: REPOSITORY_ID },
        ...{ item: number, reason: "Customers wait", expires: at(10_000), head: `sha${number}` },
      },
      "words",
    ),
  });

function happen(played: Played, { what, which, verdict }: Happening): void {
  const number = which + 1;
  const item = played.pulls.get(number) ?? pull(number);
  const isOpen = item.state === "open";
  played.clock++;
  if (what === "judge") {
    played.pulls.set(number, item);
    judge(played, number, VERDICTS[verdict] ?? "Open");
  }
  if (what === "push" && isOpen) {
    played.pulls.set(number, { ...item, headSha: `pushed-${played.clock}`, check: null });
    // Where the app is quick enough.
    if (verdict > 1) judge(played, number, VERDICTS[verdict] ?? "Open");
  }
  const closed = { ...item, state: "closed", lastClosedAt: at(played.clock) } as const;
  const by = { login: "sue", isBot: false, id: 5 };
  if (what === "merge" && isOpen) played.pulls.set(number, { ...closed, merge: { at: at(played.clock), by } });
  if (what === "close" && isOpen) played.pulls.set(number, closed);
  if (what === "shut" || what === "pass") played.isPassed = what === "pass";
  if (what === "look" || what === "shut" || what === "pass") played.history = looked(played, played.history);
}

/** After a look at all of it, and at what has no check yet. */
function judgedAgain(played: Played, before: RepositoryHistory | null): RepositoryHistory | null {
  const own = { ...played, pulls: new Map(played.pulls), history: looked(played, before) };
  for (const { number, check } of played.pulls.values()) if (check === null) judge(own, number, "Open");
  return own.history;
}

/** `known` by an app that kept its store, `lost` by one that lost it in the end; `merged` as it was. */
export type PlayedHistory = {
  known: EvidenceSource;
  lost: EvidenceSource;
  merged: { number: number; hasCheck: boolean; conclusion: string | null }[];
  health: (of: EvidenceSource, since: Date | null) => ProcessHealth;
  /** From before all of it, within it, and from its end on. */
  times: (Date | null)[];
};

/** It begins with a pull request that is judged at once, and stays open. */
export function playGatedHistory(happenings: readonly Happening[]): PlayedHistory {
  const played: Played = { pulls: new Map([[99, pull(99)]]), history: null, clock: 0, isPassed: false };
  judge(played, 99, "Open");
  for (const happening of happenings) happen(played, happening);
  played.clock += 60;
  const [known, lost] = [judgedAgain(played, played.history), judgedAgain(played, null)];
  const source = (history: RepositoryHistory | null) => ({ repository: "octo/shop", history, reviews: [], joined: [] });
  const end = at(played.clock + 60);
  return {
    known: source(known),
    lost: source(lost),
    merged: [...played.pulls.values()].flatMap(({ number, merge, check }) =>
      merge === undefined ? [] : [{ number, hasCheck: check !== null, conclusion: check?.conclusion ?? null }],
    ),
    health: (of, since) => healthOf([{ ...of, joined: [] }], { since, until: null }, end),
    times: [null, at(0), at(Math.floor(happenings.length / 2)), at(played.clock)],
  };
}

const WHOLE = { since: null, until: null };

/** Merges that no row explains, or that one explains otherwise than it was. */
export function unexplained({ known, lost, merged }: PlayedHistory): string[] {
  const [rows, later] = [mergeRows([known], WHOLE), mergeRows([lost], WHOLE)];
  return merged.flatMap(({ number, hasCheck, conclusion }) => {
    const [row, again] = [rows, later].map((all) => all.find((each) => each.number === number));
    const wanted = hasCheck ? conclusion : "none";
    const isPast = wanted === "none" || wanted === "action_required";
    if (row?.conclusion !== wanted || row.why.startsWith("went past the gate") !== isPast || row.verdict === "")
      return [`#${number} with ${wanted}: ${JSON.stringify(row)}`];
    const isKept = hasCheck ? JSON.stringify(again) === JSON.stringify(row) : again?.conclusion === "unknown";
    return isKept ? [] : [`#${number} after the loss: ${JSON.stringify(again)}, not ${JSON.stringify(row)}`];
  });
}

/** The figures of each time, before and after the store was lost: `same`, `unknown` afterwards, or `wrong`. */
export function comparedFigures({ known, lost, health, times }: PlayedHistory): {
  same: number;
  unknown: number;
  wrong: string[];
} {
  const found = { same: 0, unknown: 0, wrong: [] as string[] };
  for (const since of times) {
    const [before, after] = [health(known, since), health(lost, since)];
    for (const key of ["blocked_hours", "shut_again", "scope_added", "days_to_decision"] as const)
      if (before[key] === after[key]) found.same++;
      else if (after[key] === null) found.unknown++;
      else found.wrong.push(`${key} since ${since?.toISOString()}: ${after[key]}, was ${before[key]}`);
  }
  return found;
}
