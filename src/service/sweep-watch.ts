// Makes sure that sweeps go on, whatever the store's clock says and whatever happened to the stored job.
import type { Logger } from "pino";

export type SweepWatch = {
  /** A sweep runs in this process. */
  seen(): void;
  stop(): void;
};

/** Other replicas run sweeps, too, so one interval without any is usual. */
const MISSED_INTERVALS = 2;
/** The longest that a timer takes: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const TIMER_LIMIT_MS = 2 ** 31 - 1;

/** `ask` stores the sweep's steps; those that wait already are brought forward. Timers go by the monotonic clock. */
export function watchSweeps(intervalMs: number, ask: () => Promise<unknown>, log: Pick<Logger, "warn">): SweepWatch {
  let timer: NodeJS.Timeout | undefined;
  const seen = (): void => {
    clearTimeout(timer);
    timer = setTimeout(missed, Math.min(MISSED_INTERVALS * intervalMs, TIMER_LIMIT_MS)).unref();
  };
  const missed = (): void => {
    seen();
    ask().catch((error: unknown) => log.warn({ err: error }, "the sweep could not be stored; trying again later"));
  };
  seen();
  return { seen, stop: () => clearTimeout(timer) };
}
