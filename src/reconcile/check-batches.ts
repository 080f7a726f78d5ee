// In which requests many checks are written: as few as GitHub lets through.
import { RateLimited } from "../github/errors.ts";
import type { BatchAnswer } from "../github/port.ts";

/** How many go into one request, to begin with and at least; ADR 10 argues the numbers. */
const LARGEST = 25;
const SMALLEST = 5;

/** The size that GitHub was last seen to take; it lasts for one job. */
export type BatchSize = { current: number };
export const batchSize = (): BatchSize => ({ current: LARGEST });

/** How checks are sent: several in one request, or one by itself. */
type Sending<Check> = {
  together(checks: readonly Check[]): Promise<BatchAnswer>;
  alone(check: Check): Promise<void>;
};

/**
 * `unclear` says that a request ended without an answer, so that some may be written: look again before going on.
 * What fails by itself holds nothing else up; it is thrown when all others are written.
 */
export async function inBatches<Check>(
  sending: Sending<Check>,
  checks: readonly Check[],
  size: BatchSize,
): Promise<"written" | "unclear"> {
  const failures: unknown[] = [];
  const oneByOne = checks.length === 1 || size.current === 1;
  if (oneByOne) failures.push(...(await eachAlone(sending, checks)));
  let left = oneByOne ? [] : [...checks];
  while (left.length > 0) {
    const batch = left.slice(0, size.current);
    const answer = await sending.together(batch);
    if (answer.kind === "uncertain") {
      // Whoever answers to no batch may answer to a check by itself.
      if (size.current === SMALLEST) size.current = 1;
      else halve(size);
      return "unclear";
    }
    const missing = batch.filter((_check, at) => answer.made[at] == null);
    left = left.slice(batch.length);
    const smaller = answer.exhausted && size.current > SMALLEST;
    if (smaller) halve(size);
    if (smaller) left = [...missing, ...left];
    else failures.push(...(await eachAlone(sending, missing)));
  }
  if (failures.length > 0) throw failures[0];
  return "written";
}

const halve = (size: BatchSize): void => {
  size.current = Math.max(SMALLEST, Math.floor(size.current / 2));
};

async function eachAlone<Check>({ alone }: Sending<Check>, checks: readonly Check[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const check of checks) {
    try {
      await alone(check);
    } catch (error) {
      if (error instanceof RateLimited) throw error;
      failures.push(error);
    }
  }
  return failures;
}
