// A clock that counts on when somebody sets the machine's: for how long something holds, not for what time it is.

const origin = Date.now() - performance.now();

/** Milliseconds since 1970 as the machine said at the start of the process, and since then by the monotonic clock. */
export const steadyNow = (): number => origin + performance.now();

/** The same moment as the machine tells time now. */
export const wallDate = (steady: Date): Date => new Date(Date.now() + steady.getTime() - steadyNow());
