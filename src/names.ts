// How GitHub compares names: labels, logins and environments are the same in any case.

/** Whether two names mean one thing on GitHub. */
export const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A login as REST and people write it: a bot's ends in "[bot]", so that a person of the same name is somebody else. */
export const restLogin = ({ login, isBot }: { login: string; isBot: boolean }): string =>
  isBot ? `${login}[bot]` : login;
