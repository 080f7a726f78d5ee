// What a sign-off's record says next: after one more voice, after `/phase refresh`, or after a look.
import { commentOf, parseRecord, type RecordOf } from "../decisions/record.ts";
import { type Review, roundOf } from "../decisions/round.ts";
import { signOffRecords, voicesOn } from "../decisions/sign-off.ts";
import type { Recorded } from "../decisions/trust.ts";
import { isSuperseded, latestVoices, parseNeedsWork, type Voice } from "../decisions/voice.ts";
import { cut } from "../markdown/cut.ts";
import { escapeText } from "../markdown/escape.ts";
import type { Plan, SignOff } from "../plan/plan.ts";
import { continueClock, startClock, stopClock, type TurnClock } from "./clock.ts";
import { type SignOffState, signOffState, signOffsAt, voicesWith } from "./state.ts";
import { recordText } from "./words.ts";

type SignOffRecord = RecordOf<"sign-off">;
type Kept = { plan: Pick<Plan, "calendar">; review: Review; signOff: SignOff };

export type SignOffEvent = { kind: "voice"; voice: Voice } | { kind: "refresh" | "look" };

/** A comment that has to be written, or to read otherwise. */
export type SignOffWrite = { comment: number | null; body: string };

/** Null where it reads so already. */
export function signOffWrite(kept: Kept, event: SignOffEvent, at: Date): SignOffWrite | null {
  const { review, signOff } = kept;
  const recorded = signOffRecords(review, signOff.id).at(-1) ?? null;
  const body = nextComment(kept, recorded, event, at);
  return body === recorded?.body ? null : { comment: recorded?.id ?? null, body };
}

/** What a look writes of a round's sign-offs, and the round as it is then. */
export function keptSignOffs(plan: Plan, review: Review, now: Date): { writes: SignOffWrite[]; after: Review } {
  const writes = signOffsAt(plan, review.phase).flatMap(
    (signOff) => signOffWrite({ plan, review, signOff }, { kind: "look" }, now) ?? [],
  );
  const after = writes.reduce((round, { comment, body }, at) => {
    const before = round.records.find(({ id }) => id === comment) ?? null;
    const record = parseRecord(body);
    return record?.kind === "sign-off" ? withRecord(round, before, record, now, at) : round;
  }, review);
  return { writes, after };
}

function nextComment(
  { plan, review, signOff }: Kept,
  recorded: Recorded<SignOffRecord> | null,
  event: SignOffEvent,
  at: Date,
): string {
  const before = signOffState(signOff, review);
  const said = voicesOn(review, signOff.id);
  const restarted = restartOf(before, event, at);
  const record: SignOffRecord = {
    ...{ kind: "sign-off", id: signOff.id, ...roundOf(review) },
    ...(recorded === null ? askedAtFirst(review, signOff) : timesIn(recorded.record)),
    ...(restarted !== null && { asked: restarted, restarted }),
    answers: before.answers,
    voices: withinLimit(event.kind === "voice" ? latestVoices([...said, event.voice]) : said),
  };
  const after = signOffState(signOff, withRecord(review, recorded, record, at));
  const begun = restarted === null ? after.clock : startClock(restarted);
  const clock = isWithTeam(after) ? stopClock(begun, at, plan.calendar) : continueClock(begun, at);
  return commentOf(
    { ...record, ...clockValues(clock) },
    cut(recordText({ ...after, clock }, plan.calendar), TEXT_LIMIT),
  );
}

/** Asked by the review's opening where its text says so; else by the comment, whose own time tells. */
const askedAtFirst = ({ issue }: Review, { name }: SignOff): Pick<SignOffRecord, "asked"> =>
  issue.body.includes(`- **${escapeText(name)}**: `) ? { asked: issue.createdAt } : {};

const timesIn = ({ asked, from, days, ms, stood, restarted }: SignOffRecord): Partial<SignOffRecord> => ({
  ...(asked && { asked }),
  ...(from && { from }),
  ...(days !== undefined && { days }),
  ...(ms !== undefined && { ms }),
  ...(stood && { stood }),
  ...(restarted && { restarted }),
});

/** What a clock that never stood leaves out. */
const clockValues = ({ asked, from, days, ms, stood }: TurnClock): Partial<SignOffRecord> =>
  stood === null && from.getTime() === asked.getTime() && ms === 0
    ? { from: undefined, days: undefined, ms: undefined, stood: undefined }
    : { from, days, ms, stood: stood ?? undefined };

/** Only where the turn is the team's. Who approves or objects has seen the answers. */
function restartOf({ kind, recorded, answers }: SignOffState, event: SignOffEvent, at: Date): Date | null {
  if (kind !== "needs work" || event.kind === "voice") return null;
  const isAnswered = recorded !== null && recorded.record.answers !== answers;
  return event.kind === "refresh" || isAnswered ? at : null;
}

/** From a needs-work until the team answers. */
function isWithTeam(state: SignOffState): boolean {
  if (state.kind !== "needs work") return false;
  const restarted = state.recorded?.record.restarted ?? null;
  return restarted === null || voicesWith(state, "needs-work").some(({ at }) => at > restarted);
}

/** The round as it is once that is written. */
function withRecord(review: Review, before: Recorded | null, record: SignOffRecord, now: Date, at = 0): Review {
  const own: Recorded = {
    ...(before ?? { id: Number.MAX_SAFE_INTEGER - at, url: "", createdAt: now, body: "" }),
    record,
  };
  const lost = review.lost.filter(({ kind, name }) => {
    const needsWork = kind === "needs-work" ? parseNeedsWork(name) : null;
    return needsWork?.signOff !== record.id || !isSuperseded(needsWork, record.voices);
  });
  return { ...review, records: [...review.records.filter(({ id }) => id !== own.id), own], lost };
}

/** In bytes. */
const TEXT_LIMIT = 6_000;

/** In bytes, for all reasons: a record writes each byte in three characters at most, and a comment takes 65,536. */
const REASONS_LIMIT = 12_000;
const PEOPLE_LIMIT = 150;

/** What holds back is kept whole before what permits. */
function withinLimit(voices: readonly Voice[]): Voice[] {
  const kept = voices.length <= PEOPLE_LIMIT ? voices : strictestFirst(voices).slice(0, PEOPLE_LIMIT);
  const each = Math.floor(REASONS_LIMIT / Math.max(1, kept.length));
  return latestVoices(kept.map((voice) => ({ ...voice, reason: cut(voice.reason, Math.max(60, each)) })));
}

const strictestFirst = (voices: readonly Voice[]): Voice[] =>
  voices.toSorted((a, b) => Number(b.verb === "needs-work") - Number(a.verb === "needs-work"));
