// The size of pages: smaller after GitHub refused a document as too large or too slow, and larger again later.
import { GraphqlResponseError } from "@octokit/graphql";
import { RequestError } from "@octokit/request-error";
import type { Graphql } from "./graphql/query.ts";
import { withSmallerPages } from "./graphql/smaller-pages.ts";

/** From GitHub's maximum down to a size that works even for nested lists. */
export const PAGE_SIZES = [100, 50, 25, 10] as const;
type PageSize = (typeof PAGE_SIZES)[number];

/** The smallest page that probably holds all of them; the largest where nothing is known. */
export const fittingSize = (expected: number | null): PageSize =>
  expected === null ? 100 : (PAGE_SIZES.findLast((each) => each >= expected) ?? 100);

/** The sizes that worked last, by the names of documents. One for each repository: what is too large for one may work for another. */
export type PageSizes = {
  current(name: string): PageSize;
  passed(name: string, size: PageSize): void;
  /** No size passed a gateway: GitHub is unavailable, and size is not why. */
  unavailable(): void;
  isUnavailable(): boolean;
};

/** After so many pages, a larger one is tried. */
const PAGES_BEFORE_GROWING = 20;
const UNAVAILABLE_MS = 60_000;

/** `now` is in milliseconds, by a clock that goes on evenly. */
export function makePageSizes(now: () => number): PageSizes {
  const known = new Map<string, { at: number; passed: number }>();
  let unavailableUntil = 0;
  return {
    current: (name) => PAGE_SIZES[known.get(name)?.at ?? 0] ?? 10,
    passed: (name, size) => {
      unavailableUntil = 0;
      const [before, at] = [known.get(name), PAGE_SIZES.indexOf(size)];
      known.set(name, grown({ at, passed: before?.at === at ? before.passed : -1 }));
    },
    unavailable: () => {
      unavailableUntil = now() + UNAVAILABLE_MS;
    },
    isUnavailable: () => now() < unavailableUntil,
  };
}

const grown = ({ at, passed }: { at: number; passed: number }) =>
  at > 0 && passed + 1 >= PAGES_BEFORE_GROWING ? { at: at - 1, passed: 0 } : { at, passed: passed + 1 };

/** Asks with pages of the size that worked last for documents of that name; with smaller ones if GitHub refuses them. */
export const withPageSizes =
  (graphql: Graphql, sizes: PageSizes): Graphql =>
  async (document, variables) => {
    const name = nameOf(document);
    for (let size = sizes.current(name); ; ) {
      const text = size === 100 ? document : withSmallerPages(document, size);
      try {
        const answer = await graphql(text, variables);
        sizes.passed(name, size);
        return answer;
      } catch (error) {
        const smaller = nextSize(document, text, size);
        const isGateway = isGatewayError(error);
        if (!(isGateway ? !sizes.isUnavailable() : isTooLarge(error)) || smaller === null) {
          if (isGateway) sizes.unavailable();
          throw error;
        }
        size = smaller;
      }
    }
  };

/** The next one that makes a difference. */
const nextSize = (document: string, text: string, size: PageSize): PageSize | null =>
  PAGE_SIZES.find((each) => each < size && withSmallerPages(document, each) !== text) ?? null;

/** What goes on with a list is like its first page. */
const nameOf = (document: string): string => /^\s*query (?:More)?(\w+)/.exec(document)?.[1] ?? "";

/**
 * GitHub stops a query that takes more than ten seconds or too many resources, in a 200 with errors, or as a 502 or 504.
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#query-execution-resource-limits
 */
function isTooLarge(error: unknown): boolean {
  if (!(error instanceof GraphqlResponseError)) return false;
  const errors: { type?: string; message: string }[] = error.errors ?? [];
  return errors.some(({ type, message }) => type === "RESOURCE_LIMITS_EXCEEDED" || TOO_LARGE.test(message));
}

const isGatewayError = (error: unknown): boolean =>
  error instanceof RequestError && (error.status === 502 || error.status === 504);

const TOO_LARGE = /resource limits?|timed? ?out|something went wrong while executing|exceeds the maximum limit/i;
