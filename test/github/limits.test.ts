// How GitHub tells of its limits, case by case.
import { describe, expect, test } from "@jest/globals";
import { RequestError } from "@octokit/request-error";
import { type Headers, hourlyBudgetOf, limitIn, limitOf, usedUp } from "../../src/github/limits.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const SECOND = 1000;

const refusal = (status: number, headers: Headers, message = "Forbidden") =>
  new RequestError(message, status, {
    request: { method: "POST", url: "https://api.github.com/x", headers: {} },
    response: { status, url: "", headers, data: {} },
  });

const reset = (seconds: number) => String(NOW / SECOND + seconds);

describe("a refusal is", () => {
  test.each<[string, number, Headers, string, { stops: string; seconds: number | null } | null]>([
    ["no limit when it is 403 for a missing permission", 403, {}, "Resource not accessible by integration", null],
    ["no limit when it is 404", 404, { "retry-after": "5" }, "Not Found", null],
    ["no limit when it is 502", 502, {}, "rate limit", null],
    ["a secondary limit by its header", 403, { "retry-after": "7" }, "Forbidden", { stops: "all", seconds: 7 }],
    ["one by its words alone", 403, {}, "You have exceeded a secondary rate limit", { stops: "all", seconds: null }],
    [
      "one by its old words",
      403,
      {},
      "You have triggered an abuse detection mechanism",
      { stops: "all", seconds: null },
    ],
    ["one by 429 alone", 429, {}, "Too many", { stops: "all", seconds: null }],
    [
      "one although points are used up, where it says retry-after",
      403,
      { "retry-after": "3", "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset(900) },
      "x",
      { stops: "all", seconds: 3 },
    ],
    [
      "a primary limit of its resource",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset(900) },
      "x",
      { stops: "core", seconds: 900 },
    ],
    [
      "a primary limit by GitHub's clock",
      429,
      {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": reset(900),
        date: new Date(NOW + 600 * SECOND).toUTCString(),
      },
      "x",
      { stops: "core", seconds: 300 },
    ],
    [
      "a primary limit that is just over: a second",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset(-5) },
      "x",
      { stops: "core", seconds: 1 },
    ],
    [
      "a primary limit with an absurd reset: an hour and a minute",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999" },
      "x",
      { stops: "core", seconds: 3660 },
    ],
    ["retry-after 0: a second", 429, { "retry-after": "0" }, "x", { stops: "all", seconds: 1 }],
    [
      "a date in retry-after, which GitHub never sends: unnamed",
      429,
      { "retry-after": "Sun, 01 Mar 2026 12:00:09 GMT" },
      "x",
      { stops: "all", seconds: null },
    ],
  ])("%s", (_name, status, headers, message, expected) => {
    const limit = limitOf(refusal(status, headers, message), "core", NOW);
    const seconds = limit?.until == null ? null : (limit.until - NOW) / SECOND;
    expect(limit === null ? null : { stops: limit.stops, seconds }).toEqual(expected);
  });
});

describe("a GraphQL 200 is", () => {
  const body = (type: string, message: string) => ({ data: null, errors: [{ type, message }] });
  test.each<[string, unknown, boolean]>([
    ["a limit by type", body("RATE_LIMITED", "API rate limit exceeded for installation ID 7."), true],
    ["a limit by its newer type", body("RATE_LIMIT", "API rate limit already exceeded"), true],
    ["a secondary limit by its words", { errors: [{ message: "You have exceeded a secondary rate limit." }] }, true],
    ["no limit when the query asks for too much", body("RESOURCE_LIMITS_EXCEEDED", "Resource limits exceeded"), false],
    ["no limit when something is missing", body("NOT_FOUND", "Could not resolve"), false],
    ["no limit when it is well", { data: { viewer: null } }, false],
    ["no limit when it is no answer at all", "", false],
  ])("%s", (_name, answer, expected) => {
    expect(limitIn(answer, {}, NOW) !== null).toBe(expected);
  });
});

test("the last request of an hour closes the rest of it, without being refused", () => {
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset(60) };
  expect(usedUp(headers, "graphql", NOW)).toMatchObject({ stops: "graphql", until: NOW + 60 * SECOND });
  expect(usedUp({ ...headers, "x-ratelimit-remaining": "1" }, "graphql", NOW)).toBeNull();
  expect(usedUp({ "x-ratelimit-remaining": "0" }, "graphql", NOW)).toBeNull();
});

test.each<[string, Headers, object | null]>([
  [
    "all that GitHub says of the hour",
    { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "900", "x-ratelimit-reset": reset(60) },
    { limit: 5_000, remaining: 900, until: NOW + 60 * SECOND },
  ],
  ["not without its limit", { "x-ratelimit-remaining": "900", "x-ratelimit-reset": reset(60) }, null],
  [
    "not of another resource",
    {
      "x-ratelimit-limit": "30",
      "x-ratelimit-remaining": "2",
      "x-ratelimit-reset": reset(60),
      "x-ratelimit-resource": "search",
    },
    null,
  ],
])("the hour's budget: %s", (_name, headers, expected) => {
  expect(hourlyBudgetOf(headers, "core", NOW)).toEqual(expected);
});
