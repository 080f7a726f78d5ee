// How a subcommand ends: 0, 1 for a finding, 2 for a call that can't be carried out.

export const EXIT_FINE = 0;
export const EXIT_FINDING = 1;
export const EXIT_USAGE = 2;

/** A call that can't be carried out as it was made; the message says what to change. */
export class UsageError extends Error {
  override name = "UsageError";
}
