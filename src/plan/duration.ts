// Lengths of time as people write them in plans and settings: 30s, 30m, 12h, 14d, 2w.

const UNITS = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;

export const DURATION = /^(\d{1,6})([smhdw])$/;

/** In milliseconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  if (amount === undefined || unit === undefined || !(unit in UNITS)) return null;
  return Number(amount) * UNITS[unit as keyof typeof UNITS] * 1000;
}
