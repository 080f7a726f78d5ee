// What a check keeps for later in its `external_id`: the verdict on each pull request of the head, and when it was blocked.
import type { VerdictWord } from "./check-text.ts";

/** From one moment to another; GitHub and we count in seconds. */
export type BlockedSpell = { from: Date; until: Date };

/** `phase` is an id. `since` is when it was blocked, where it is. `isCut`: it was blocked at other times before, which had no room. */
export type CheckRecord = {
  number: number;
  verdict: VerdictWord;
  phase: string | null;
  since: Date | null;
  blocked: BlockedSpell[];
  isCut: boolean;
};

const WORDS: Record<VerdictWord, string> = {
  ...{ Open: "o", Blocked: "b", Warning: "w", "Not enforced": "n", "No phase": "p", Exempt: "e", Overridden: "v" },
  ...{ "Invalid plan": "i", "Repairs the plan": "r" },
};
const VERDICTS = new Map(Object.entries(WORDS).map(([verdict, word]) => [word, verdict as VerdictWord]));

/** What each verdict concludes; "No phase" and the like are neutral. */
export const concludedBy = (verdict: VerdictWord): "success" | "neutral" | "action_required" =>
  verdict === "Blocked" || verdict === "Invalid plan"
    ? "action_required"
    : verdict === "Warning" || verdict === "Not enforced" || verdict === "No phase"
      ? "neutral"
      : "success";

const isBlocked = (verdict: VerdictWord): boolean => concludedBy(verdict) === "action_required";

type Judged = Pick<CheckRecord, "number" | "verdict" | "phase">;

/** The record after this verdict; null where there was none before. */
export function nextRecord(before: CheckRecord | null, judged: Judged, now: Date): CheckRecord {
  const at = wholeSecond(now);
  const { since = null, blocked = [], isCut = false } = before ?? {};
  if (isBlocked(judged.verdict)) return { ...judged, since: since ?? at, blocked, isCut };
  return {
    ...judged,
    since: null,
    blocked: since === null ? blocked : [...blocked, { from: since, until: at }],
    isCut,
  };
}

const wholeSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000);

/** GitHub documents no limit; what fits into the shortest text column of any database does. */
const LIMIT = 255;
const VERSION = "m1";
const SPELLS = [8, 4, 2, 1, 0];

/** As much of it as there is room for, the first records before the others. */
export function recordsText(records: readonly CheckRecord[]): string {
  for (const spells of SPELLS) {
    const text = [VERSION, ...records.map((record) => entryText(record, spells))].join(" ");
    if (text.length <= LIMIT) return text;
  }
  return recordsText(records.slice(0, -1));
}

const seconds = (at: Date): string => Math.floor(at.getTime() / 1000).toString(36);

function entryText({ number, verdict, phase, since, blocked, isCut }: CheckRecord, most: number): string {
  const kept = most === 0 ? [] : blocked.slice(-most);
  const spells = kept.map(
    ({ from, until }) => `${seconds(from)}_${seconds(new Date(until.getTime() - from.getTime()))}`,
  );
  const cut = isCut || kept.length < blocked.length ? "+" : "";
  return `${number}${WORDS[verdict]}.${phase ?? ""}.${since === null ? "" : seconds(since)}.${cut}${spells.join(",")}`;
}

const ENTRY = /^(\d{1,15})([a-z])\.([a-z0-9-]*)\.([0-9a-z]{0,9})\.(\+?)((?:[0-9a-z]{1,9}_[0-9a-z]{1,9},?)*)$/;

/** Nothing for a text of anybody else's or of another version. */
export function parseRecords(text: string | undefined): CheckRecord[] {
  const [version, ...entries] = (text ?? "").split(" ");
  return version === VERSION ? entries.flatMap(parseEntry) : [];
}

function parseEntry(entry: string): CheckRecord[] {
  const [, number, word = "", phase = "", since = "", cut, spells = ""] = ENTRY.exec(entry) ?? [];
  const verdict = VERDICTS.get(word);
  if (number === undefined || verdict === undefined) return [];
  const blocked = spells === "" ? [] : spells.split(",").map(spellOf);
  return [
    {
      ...{ number: Number(number), verdict, phase: phase === "" ? null : phase },
      ...{ since: since === "" ? null : moment(since), blocked, isCut: cut === "+" },
    },
  ];
}

const moment = (written: string): Date => new Date(Number.parseInt(written, 36) * 1000);

function spellOf(written: string): BlockedSpell {
  const [from = "", long = ""] = written.split("_");
  const begin = moment(from);
  return { from: begin, until: new Date(begin.getTime() + moment(long).getTime()) };
}
