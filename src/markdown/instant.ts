// A time in the format for people, the same for everyone.

/** "2026-03-08 12:00 UTC". */
export const instant = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** "2026-03-08", in UTC. */
export const utcDay = (at: Date): string => at.toISOString().slice(0, 10);
