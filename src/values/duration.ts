// Durations in plans and settings: 30s, 30m, 12h, 14d, 2w.
import { z } from "zod";
import { expectedValue } from "./expected.ts";

const UNITS = [
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

export const DURATION_TEXT = /^(\d{1,6})([smhdw])$/;

/** In milliseconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const [, amount, unit] = DURATION_TEXT.exec(text) ?? [];
  const [, length] = UNITS.find(([sign]) => sign === unit) ?? [];
  return length === undefined ? null : Number(amount) * length;
}

/** In the largest unit without a remainder. */
export function formatDuration(milliseconds: number): string {
  const [sign, length] = UNITS.find(([, each]) => milliseconds % each === 0) ?? ["s", 1_000];
  return `${milliseconds / length}${sign}`;
}

const aDuration = expectedValue("a duration such as 30m, 12h, 14d or 2w");

/** Milliseconds. */
export const durationText = z
  .string(aDuration)
  .regex(DURATION_TEXT, aDuration)
  .transform((text) => parseDuration(text) ?? 0);
