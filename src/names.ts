// How GitHub compares names: labels, logins and environments are the same in any case.

/** Whether two names mean one thing on GitHub. */
export const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
