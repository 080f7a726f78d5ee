// Fits a check's summary into GitHub's bytes: its details are cut, and never what to do next, which stands last.
import { BODY_LIMIT, bytes, cut } from "../markdown/cut.ts";

export const NEXT = "### What to do next";

/** What people wrote is escaped and on lines of other text, so the heading is the summary's own. */
export function fitted(summary: string, limit: number = BODY_LIMIT): string {
  const at = summary.lastIndexOf(`\n\n${NEXT}\n\n`);
  if (at === -1) return cut(summary, limit);
  const next = summary.slice(at);
  return cut(summary.slice(0, at), limit - bytes(next)) + next;
}
