// Logs an outage of GitHub: one line when it begins and one when it ends, however many jobs fail.
import type { Logger } from "pino";

export type OutageLog = {
  /** A job failed because of it. */
  met(error: unknown): void;
  /** A job was done, so GitHub answers again. */
  over(): void;
};

/** If only a part of GitHub is unavailable, there is one line in this time at most. */
const EVERY_MS = 60_000;

export function makeOutageLog(log: Pick<Logger, "warn" | "info" | "debug">, now: () => number): OutageLog {
  let loggedAt: number | null = null;
  let jobs = 0;
  let isOut = false;
  return {
    met: (error) => {
      jobs += 1;
      if (isOut || (loggedAt !== null && now() - loggedAt < EVERY_MS))
        return log.debug({ err: error }, "GitHub is still unavailable; retrying");
      isOut = true;
      loggedAt = now();
      log.warn({ err: error }, "GitHub is unavailable; retrying");
    },
    over: () => {
      if (isOut)
        log.info({ runs: jobs, seconds: Math.round((now() - (loggedAt ?? now())) / 1000) }, "GitHub answers again");
      isOut = false;
      jobs = 0;
    },
  };
}
