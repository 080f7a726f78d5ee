// Runs a step when woken, one run at a time, and again after as many milliseconds as the step returns.

/** Prevents a busy loop on a due job that another process has claimed. */
const SOONEST_MS = 5;

export type WakingLoop = {
  wake(): void;
  /** Resolves when the last run has ended; no further run starts. */
  stop(): Promise<void>;
};

/** The step never rejects. */
export function wakingLoop(step: () => Promise<number>): WakingLoop {
  let stopped = false;
  let current: Promise<void> | null = null;
  let missed = false;
  let timer: NodeJS.Timeout | undefined;
  const wake = (): void => {
    clearTimeout(timer);
    if (stopped) return;
    missed = current !== null;
    current ??= once();
  };
  const once = async (): Promise<void> => {
    const inMs = await step();
    current = null;
    if (missed) wake();
    else if (!stopped) timer = setTimeout(wake, Math.max(SOONEST_MS, inMs)).unref();
  };
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
