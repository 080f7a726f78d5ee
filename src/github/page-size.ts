// The size of a page: smaller after GitHub refused a page as too large or too slow, and larger again later.
import { GraphqlResponseError } from "@octokit/graphql";
import { RequestError } from "@octokit/request-error";

/** From GitHub's maximum down to a size that works even for nested lists. */
export const PAGE_SIZES = [100, 50, 25, 10] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

/** The smallest page that probably holds all of them; the largest where nothing is known. */
export const fittingSize = (expected: number | null, size: PageSize): PageSize =>
  expected === null ? size : (PAGE_SIZES.findLast((each) => each >= expected && each <= size) ?? size);

/** Runs a read with the size that worked last for reads of that name; smaller if GitHub refuses its size. */
export type PageSizes = <Answer>(name: string, read: (size: PageSize) => Promise<Answer>) => Promise<Answer>;

/** After so many pages, a larger one is tried. */
const PAGES_BEFORE_GROWING = 20;

/** One for each repository: a size that is too large for one may work for another. */
export function makePageSizes(): PageSizes {
  const levels = new Map<string, { at: number; passed: number }>();
  return async (name, read) => {
    for (;;) {
      const level = levels.get(name) ?? { at: 0, passed: 0 };
      try {
        const answer = await read(PAGE_SIZES[level.at] ?? SMALLEST);
        levels.set(name, grown(level));
        return answer;
      } catch (error) {
        if (!isTooLarge(error) || level.at >= PAGE_SIZES.length - 1) throw error;
        levels.set(name, { at: level.at + 1, passed: 0 });
      }
    }
  };
}

const SMALLEST = PAGE_SIZES[PAGE_SIZES.length - 1] ?? 10;

const grown = ({ at, passed }: { at: number; passed: number }) =>
  at > 0 && passed + 1 >= PAGES_BEFORE_GROWING ? { at: at - 1, passed: 0 } : { at, passed: passed + 1 };

/**
 * GitHub stops a query that takes more than ten seconds or too many resources, in a 200 with errors, or as a 502 or 504.
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#query-execution-resource-limits
 */
function isTooLarge(error: unknown): boolean {
  if (error instanceof RequestError) return error.status === 502 || error.status === 504;
  if (!(error instanceof GraphqlResponseError)) return false;
  const errors: { type?: string; message: string }[] = error.errors ?? [];
  return errors.some(({ type, message }) => type === "RESOURCE_LIMITS_EXCEEDED" || TOO_LARGE.test(message));
}

const TOO_LARGE = /resource limits?|timed? ?out|something went wrong while executing|exceeds the maximum limit/i;
