// Who is reminded, and when: one comment when a time is over and one at twice the time, each a fact in the conversation.
import { commentOf, parseRecord, type RecordOf } from "../decisions/record.ts";
import { type Review, roundOf } from "../decisions/round.ts";
import type { Plan } from "../plan/plan.ts";
import type { WorkingTime } from "../values/working-time.ts";
import { clockEnd, startClock, type TurnClock } from "./clock.ts";
import { decisionReminder, signOffReminder } from "./reminder-words.ts";
import { isMissing, type SignOffState } from "./state.ts";

type Calendar = Plan["calendar"];

/** Somebody who was asked, and whose turn it is: for a sign-off, or for the decision (`of` is empty). */
type Turn = { of: string; clock: TurnClock; due: WorkingTime; escalate: readonly string[]; text(times: 1 | 2): string };

function turnsOf(plan: Plan, review: Review, states: readonly SignOffState[]): Turn[] {
  const { due, escalate } = plan.review;
  const own = states.flatMap((state): Turn[] => {
    const { signOff, clock } = state;
    if (signOff.due === undefined || !isMissing(state)) return [];
    const text = (times: 1 | 2): string => signOffReminder(plan, state, times);
    return [{ of: signOff.id, clock, due: signOff.due, escalate: signOff.escalate, text }];
  });
  if (due === undefined) return own;
  const clock = startClock(review.issue.createdAt);
  return [...own, { of: "", clock, due, escalate, text: (times) => decisionReminder(plan, review, clock, times) }];
}

/** Only of a review that is open and undecided. Where both moments were missed, the second is enough. */
export function remindersDue(plan: Plan, review: Review, states: readonly SignOffState[], now: Date): string[] {
  const given = remindersIn(review);
  return turnsOf(plan, review, states).flatMap((turn) => {
    const times = timesOver(turn, plan.calendar, now);
    if (times === null || isGiven(given, review, turn, times, plan.calendar)) return [];
    const record: RecordOf<"reminder"> = {
      ...{ kind: "reminder", of: turn.of, ...roundOf(review), asked: turn.clock.asked, times },
    };
    return [commentOf(record, turn.text(times))];
  });
}

/** Null before the first time is over. */
function timesOver({ clock, due, escalate }: Turn, calendar: Calendar, now: Date): 1 | 2 | null {
  const isOver = (times: number): boolean => (clockEnd(clock, due, times, calendar) ?? NEVER) <= now;
  if (!isOver(1)) return null;
  return escalate.length > 0 && isOver(2) ? 2 : 1;
}

const NEVER = new Date(8_640_000_000_000_000);

/** What was edited was given all the same. */
const remindersIn = ({ issue, phase, round }: Review): RecordOf<"reminder">[] =>
  issue.comments.flatMap(({ own, body }) => {
    const record = own ? parseRecord(body) : null;
    return record?.kind === "reminder" && record.phase === phase.id && record.round === round ? [record] : [];
  });

/** One that somebody deleted is not given again: GitHub tells that a comment of the app's was deleted since. */
function isGiven(
  given: readonly RecordOf<"reminder">[],
  { issue }: Review,
  { of, clock, due }: Turn,
  times: number,
  calendar: Calendar,
): boolean {
  const since = clockEnd(clock, due, times, calendar) ?? NEVER;
  return (
    given.some((each) => each.of === of && each.asked.getTime() === clock.asked.getTime() && each.times >= times) ||
    (issue.history?.deleted ?? []).some(({ at }) => at >= since)
  );
}

/** When a look finds somebody to remind. */
export const reminderMoments = (plan: Plan, review: Review, states: readonly SignOffState[]): Date[] =>
  turnsOf(plan, review, states).flatMap(({ clock, due, escalate }) =>
    (escalate.length > 0 ? [1, 2] : [1]).flatMap((times) => clockEnd(clock, due, times, plan.calendar) ?? []),
  );
