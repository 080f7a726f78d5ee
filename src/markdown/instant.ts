// A moment as people read it, the same for everybody.

/** "2026-03-08 12:00 UTC". */
export const instant = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
