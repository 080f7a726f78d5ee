// What the log says of an outage: a line when it begins and one when it is over, however many jobs meet it.
import type { Logger } from "pino";

export type OutageLog = {
  /** A job met it. */
  met(error: unknown): void;
  /** A job was done, so GitHub answers. */
  over(): void;
};

/** Where some of GitHub answers and some does not, a line so often at most. */
const EVERY_MS = 60_000;

export function makeOutageLog(log: Pick<Logger, "warn" | "info" | "debug">, now: () => number): OutageLog {
  let told: number | null = null;
  let jobs = 0;
  let isOut = false;
  return {
    met: (error) => {
      jobs += 1;
      if (isOut || (told !== null && now() - told < EVERY_MS))
        return log.debug({ err: error }, "GitHub is still out; trying again");
      isOut = true;
      told = now();
      log.warn({ err: error }, "GitHub is out; trying again");
    },
    over: () => {
      if (isOut)
        log.info({ runs: jobs, seconds: Math.round((now() - (told ?? now())) / 1000) }, "GitHub answers again");
      isOut = false;
      jobs = 0;
    },
  };
}
