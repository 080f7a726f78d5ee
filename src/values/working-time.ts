// Times that people are given: working days and weeks by the plan's calendar, or hours and less by the clock.
import { z } from "zod";
import { DURATION_TEXT, parseDuration } from "./duration.ts";
import { expectedValue } from "./expected.ts";

/** `days` and `weeks` are working ones; `ms` are milliseconds by the clock. */
export type WorkingTime = { amount: number; unit: "days" | "weeks" | "ms" };

/** What is longer is no time to wait for somebody. */
const MOST_DAYS = 366;
const MOST = { days: MOST_DAYS, weeks: Math.floor(MOST_DAYS / 7), ms: MOST_DAYS * 24 * 60 * 60 * 1000 } as const;

const UNITS = { d: "days", w: "weeks" } as const;

/** Null for anything that is no duration. */
export function parseWorkingTime(text: string): WorkingTime | null {
  const [, amount, sign] = DURATION_TEXT.exec(text) ?? [];
  if (amount === undefined) return null;
  if (sign === "d" || sign === "w") return { amount: Number(amount), unit: UNITS[sign] };
  return { amount: parseDuration(text) ?? 0, unit: "ms" };
}

/** The same time as people write it. */
export function formatWorkingTime({ amount, unit }: WorkingTime): string {
  if (unit !== "ms") return `${amount}${unit.charAt(0)}`;
  const [sign, length] = (
    [
      ["h", 3_600_000],
      ["m", 60_000],
    ] as const
  ).find(([, each]) => amount % each === 0) ?? ["s", 1_000];
  return `${amount / length}${sign}`;
}

const EXPECTED = expectedValue("a time such as 12h, 5d (working days) or 2w (working weeks), 1s to 366d");

export const workingTime = z
  .string(EXPECTED)
  .regex(DURATION_TEXT, EXPECTED)
  .refine((text) => isWithin(parseWorkingTime(text)), EXPECTED)
  .transform((text): WorkingTime => parseWorkingTime(text) ?? { amount: 0, unit: "ms" });

const isWithin = (time: WorkingTime | null): boolean =>
  time === null || (time.amount > 0 && time.amount <= MOST[time.unit]);

/** To compare two of them: a week has five working days. */
export const roughLength = ({ amount, unit }: WorkingTime): number =>
  unit === "ms" ? amount : (unit === "weeks" ? amount : amount / 5) * 7 * 24 * 60 * 60 * 1000;
