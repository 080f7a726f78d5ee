// Rate limits as GitHub tells them: in headers of a 403 or 429, or as an error in a GraphQL 200.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
import { RequestError } from "@octokit/request-error";
import { z } from "zod";

export type Headers = Record<string, string | number | undefined>;

/** What is counted by itself: an hour's points of REST and of GraphQL. */
export type Resource = "core" | "graphql";

/** Which requests have to stop (a secondary limit stops all), and until when; null where GitHub names no time. */
export type Limit = { stops: Resource | "all"; until: number | null; message: string };

/** A primary limit lasts an hour at most; a time beyond it is a clock that is wrong. */
const LONGEST_MS = 3_660_000;
const SHORTEST_MS = 1_000;

/** The limit that a refused request ran into, or null when it was refused for something else. */
export function limitOf(error: unknown, asked: Resource, now: number): Limit | null {
  if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 429)) return null;
  const headers: Headers = error.response?.headers ?? {};
  const isLimit =
    error.status === 429 ||
    headers["retry-after"] !== undefined ||
    isUsedUp(headers) ||
    /rate limit|abuse detection/i.test(error.message);
  return isLimit ? limit(headers, asked, error.message, now) : null;
}

const failed = z.object({ errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).min(1) });

/** The same for GraphQL, which may answer 200 and say it in the body. */
export function limitIn(body: unknown, headers: Headers, now: number): Limit | null {
  const read = failed.safeParse(body);
  const found = read.data?.errors.find(
    ({ type, message }) =>
      /^RATE_LIMIT/.test(type ?? "") || /secondary rate limit|API rate limit exceeded/i.test(message),
  );
  return found === undefined ? null : limit(headers, "graphql", found.message, now);
}

/** The last request of the hour tells, too: the next one would be refused. */
export function usedUp(headers: Headers, asked: Resource, now: number): Limit | null {
  return isUsedUp(headers) && resetOf(headers, now) !== null
    ? limit({ ...headers, "retry-after": undefined }, asked, "No requests are left in this hour", now)
    : null;
}

/** How many points are left of this hour's, if GitHub says so. */
export function remainingOf(headers: Headers): number | null {
  const remaining = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
  return Number.isFinite(remaining) ? remaining : null;
}

/** What is left of an hour's budget, and when there is a new one. */
export type HourlyBudget = { limit: number; remaining: number; until: number };

/** Null where GitHub does not say all of it, or speaks of another resource, such as its search. */
export function hourlyBudgetOf(headers: Headers, asked: Resource, now: number): HourlyBudget | null {
  const resource = headers["x-ratelimit-resource"] ?? asked;
  const limit = Number(headers["x-ratelimit-limit"] ?? Number.NaN);
  const [remaining, until] = [remainingOf(headers), resetOf(headers, now)];
  if (resource !== asked || !Number.isFinite(limit) || remaining === null || until === null) return null;
  return { limit, remaining, until };
}

const isUsedUp = (headers: Headers): boolean => remainingOf(headers) === 0;

function limit(headers: Headers, asked: Resource, message: string, now: number): Limit {
  const after = Number(headers["retry-after"] ?? Number.NaN);
  if (Number.isFinite(after)) return { stops: "all", until: now + Math.max(SHORTEST_MS, after * 1000), message };
  const reset = isUsedUp(headers) ? resetOf(headers, now) : null;
  return reset === null ? { stops: "all", until: null, message } : { stops: asked, until: reset, message };
}

/** GitHub's clock counts, not ours: its `date` header tells how far they are apart. */
function resetOf(headers: Headers, now: number): number | null {
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN) * 1000;
  if (!Number.isFinite(reset)) return null;
  const theirs = Date.parse(String(headers["date"] ?? ""));
  const away = reset - (Number.isNaN(theirs) ? now : theirs);
  return now + Math.min(LONGEST_MS, Math.max(SHORTEST_MS, away));
}
