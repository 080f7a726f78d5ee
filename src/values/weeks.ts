// Weeks, from Monday to Monday in UTC, counted from the first Monday of 1970.

const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;
/** 1970 began on a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

export const weekOf = (at: Date): number => Math.floor((at.getTime() - FIRST_MONDAY_MS) / WEEK_MS);

/** Its Monday, at midnight. */
export const weekStart = (week: number): Date => new Date(week * WEEK_MS + FIRST_MONDAY_MS);
