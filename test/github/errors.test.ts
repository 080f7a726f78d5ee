// What counts as an outage of GitHub, which is waited out, and what as a failure, which is shown.
import { expect, test } from "@jest/globals";
import { GraphqlResponseError } from "@octokit/graphql";
import { RequestError } from "@octokit/request-error";
import { BrokenAnswer, isOutage } from "../../src/github/errors.ts";

const answered = (status: number) =>
  new RequestError("no", status, { request: { method: "GET", url: "https://api.github.com/x", headers: {} } });

const said = (error: { type?: string; message: string }) =>
  new GraphqlResponseError(
    { method: "POST", url: "/graphql" },
    {},
    {
      data: null,
      errors: [{ type: "", path: ["repository"], extensions: {}, locations: [{ line: 1, column: 1 }], ...error }],
    },
  );

test.each<[string, unknown, boolean]>([
  ["500, or nothing at all, as Octokit tells it", answered(500), true],
  ["502", answered(502), true],
  ["503", answered(503), true],
  ["504", answered(504), true],
  ["408", answered(408), true],
  ["401", answered(401), false],
  ["403", answered(403), false],
  ["404", answered(404), false],
  ["409", answered(409), false],
  ["422", answered(422), false],
  ["an answer that is none", new BrokenAnswer("cut off"), true],
  ["an internal error of GraphQL", said({ type: "INTERNAL", message: "x" }), true],
  [
    "a query that took too long",
    said({ message: "Something went wrong while executing your query. This may be the result of a timeout" }),
    true,
  ],
  [
    "a field that is not allowed",
    said({ type: "FORBIDDEN", message: "Resource not accessible by integration" }),
    false,
  ],
  ["a field that is not there", said({ message: "Field 'x' doesn't exist on type 'Repository'" }), false],
  ["a bug", new TypeError("x is not a function"), false],
  ["something thrown", "x", false],
])("%s", (_name, error, expected) => {
  expect(isOutage(error)).toBe(expected);
});
