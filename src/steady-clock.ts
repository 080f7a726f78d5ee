// A clock that does not jump when the machine's clock is set: it measures durations, not the time of day.

const origin = Date.now() - performance.now();

/** Milliseconds since 1970, by the machine's clock at the start of the process, plus the monotonic time since then. */
export const steadyNow = (): number => origin + performance.now();

/** The same moment by the machine's clock of now. */
export const wallDate = (steady: Date): Date => new Date(Date.now() + steady.getTime() - steadyNow());
