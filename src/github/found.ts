// What GitHub has named, it has to find: a read that does not is older than the one before, and says nothing of what there is.
import { BrokenAnswer } from "./errors.ts";

/** A further page, or a named thing. Throws `BrokenAnswer` where it is missing, so that the job is tried again and nothing is passed over. */
export function requirePresent<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new BrokenAnswer(`GitHub lists ${what} and does not find it`);
  return value;
}

/** Throws `BrokenAnswer` where one is not among those that were found. */
export function requireFound(numbers: readonly number[], found: readonly { number: number }[]): void {
  const missing = numbers.filter((number) => !found.some((each) => each.number === number));
  if (missing.length > 0)
    throw new BrokenAnswer(
      `GitHub lists ${missing.map((number) => `#${number}`).join(", ")} and does not find it by number`,
    );
}
