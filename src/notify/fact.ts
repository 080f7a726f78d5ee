// A fact that channels are told of: what happened, where, and under which key.
export const NOTIFY_EVENTS = [
  "review_opened",
  "decision",
  "reminder",
  "escalation",
  "phase_passed",
  "phase_shut",
  "override",
] as const;

export type NotifyEvent = (typeof NOTIFY_EVENTS)[number];

type Named = { id: string; name: string };

/**
 * `id` is the same however often the fact is seen: it names the repository by its number and the record by its own. `repository` is
 * "owner/name". `text` is one line as people wrote it, not escaped for anything.
 */
export type NotifyFact = {
  id: string;
  event: NotifyEvent;
  at: Date;
  repository: string;
  delivery: Named | null;
  phase: Named | null;
  url: string;
  text: string;
  /** Of a decision. */
  decided?: { outcome: string; reason: string; by: readonly string[] };
};
