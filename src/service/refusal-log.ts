// Logs refused webhooks: at most one line a minute for each reason, because anyone can send them.
import type { Logger } from "pino";

const EVERY_MS = 60_000;

/** The next step for an operator. */
const HINTS: Partial<Record<number, string>> = {
  400: "If GitHub sent it, compare WEBHOOK_SECRET with the secret in the app's settings",
};

/** `now` is a monotonic clock, in milliseconds. */
export function makeRefusalLog(
  log: Pick<Logger, "warn">,
  now: () => number = () => performance.now(),
): (status: number, reason: string) => void {
  const known = new Map<string, { at: number; since: number }>();
  return (status, reason) => {
    const kind = `${status} ${reason.replace(/\d+/g, "n")}`;
    const before = known.get(kind);
    const since = (before?.since ?? 0) + 1;
    if (before !== undefined && now() - before.at < EVERY_MS) return void known.set(kind, { at: before.at, since });
    known.set(kind, { at: now(), since: 0 });
    log.warn({ status, reason, hint: HINTS[status], requests: since }, "webhook refused");
  };
}
