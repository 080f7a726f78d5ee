// Rate limits as GitHub tells them: in headers of a 403 or 429, or as an error in a GraphQL 200.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
import { GraphqlResponseError } from "@octokit/graphql";
import { RequestError } from "@octokit/request-error";
import { RateLimited } from "./errors.ts";

type Headers = Record<string, string | number | undefined>;

/** GitHub asks for a minute where it names no time. */
const UNNAMED_MS = 60_000;

/** The error as a `RateLimited` with the time to come again, or as it is when it is no limit. */
export function limitOr(error: unknown, now: Date): unknown {
  if (error instanceof GraphqlResponseError && isGraphqlLimit(error)) return limited(error.headers, error.message, now);
  if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 429)) return error;
  const headers: Headers = error.response?.headers ?? {};
  const isLimit =
    error.status === 429 ||
    headers["retry-after"] !== undefined ||
    String(headers["x-ratelimit-remaining"]) === "0" ||
    /rate limit/i.test(error.message);
  return isLimit ? limited(headers, error.message, now) : error;
}

const isGraphqlLimit = ({ errors }: GraphqlResponseError<unknown>): boolean =>
  (errors ?? []).some(({ type, message }) => type === "RATE_LIMITED" || /secondary rate limit/i.test(message));

function limited(headers: Headers, message: string, now: Date): RateLimited {
  const after = Number(headers["retry-after"]);
  if (Number.isFinite(after) && after > 0) return new RateLimited(new Date(now.getTime() + after * 1000), message);
  const reset = Number(headers["x-ratelimit-reset"]);
  if (String(headers["x-ratelimit-remaining"]) === "0" && Number.isFinite(reset))
    return new RateLimited(new Date(Math.max(reset * 1000, now.getTime() + 1000)), message);
  return new RateLimited(new Date(now.getTime() + UNNAMED_MS), message);
}
