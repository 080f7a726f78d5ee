// The exit codes: 0; 1 for a finding; 2 if the command could not run.

export const EXIT_FINE = 0;
export const EXIT_FINDING = 1;
export const EXIT_USAGE = 2;

/** The command can't run as it was called; the message says what to change. */
export class UsageError extends Error {
  override name = "UsageError";
}
