// Pages shrink where GitHub finds them too large, and grow again.
import { describe, expect, test } from "@jest/globals";
import { costOf } from "@milegate/sandbox";
import { GraphqlResponseError } from "@octokit/graphql";
import { RequestError } from "@octokit/request-error";
import { parse } from "graphql";
import { commitsAlong } from "../../src/github/commits-along.ts";
import * as documents from "../../src/github/graphql/documents.ts";
import { withSmallerPages } from "../../src/github/graphql/smaller-pages.ts";
import { fittingSize, makePageSizes, PAGE_SIZES, withPageSizes } from "../../src/github/page-size.ts";

const graphqlError = (type: string, message: string) =>
  new GraphqlResponseError({ method: "POST", url: "/graphql" }, {}, {
    data: null,
    errors: [{ type, message }],
  } as never);
const status = (code: number) =>
  new RequestError("no", code, { request: { method: "POST", url: "https://example.com/graphql", headers: {} } });

const TOO_LARGE: [string, Error][] = [
  ["resource limits", graphqlError("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")],
  [
    "a time-out",
    graphqlError("", "Something went wrong while executing your query. This may be the result of a timeout"),
  ],
  ["a bad gateway", status(502)],
  ["a gateway's time-out", status(504)],
];

const document = (size: number, name = "Pulls") =>
  `query ${name}($owner: String!) { repository { pulls: pullRequests(first: ${size}) { nodes { labels(first: 100) { nodes { name } } } } } }`;
const sizeIn = (text: string) => Number(/pullRequests\(first: (\d+)/.exec(text)?.[1]);

type Host = { limit: number; error: Error; sizes?: ReturnType<typeof makePageSizes>; name?: string };

/** Refuses what is larger than `limit`; returns the sizes that were asked for. */
async function asked({ limit, error, sizes = makePageSizes(() => 0), name }: Host, times = 1): Promise<number[]> {
  const seen: number[] = [];
  const graphql = withPageSizes(async (text) => {
    seen.push(sizeIn(text));
    if (sizeIn(text) > limit) throw error;
  }, sizes);
  for (let time = 0; time < times; time += 1) await graphql(document(100, name), {}).catch(() => undefined);
  return seen;
}

describe.each(TOO_LARGE)("after %s", (_name, error) => {
  test("a smaller page is asked for, down to what passes", async () => {
    expect(await asked({ limit: 25, error })).toEqual([100, 50, 25]);
  });

  test("the smallest page's failure is thrown", async () => {
    const graphql = withPageSizes(
      () => Promise.reject(error),
      makePageSizes(() => 0),
    );
    await expect(graphql(document(100), {})).rejects.toBe(error);
  });
});

test("what is wrong for another reason is thrown at once", async () => {
  expect(await asked({ limit: 5, error: status(401) })).toEqual([100]);
});

test("a gateway that refuses every size is an outage: for a minute, no smaller pages are tried", async () => {
  let now = 0;
  const host = { limit: 5, error: status(502), sizes: makePageSizes(() => now) };
  expect(await asked(host)).toEqual([100, 50, 25, 10]);
  expect(await asked(host, 2)).toEqual([100, 100]);
  now = 60_000;
  expect(await asked(host)).toEqual([100, 50, 25, 10]);
  expect(await asked({ ...host, limit: 100 })).toEqual([100]);
  expect(await asked({ ...host, limit: 50 })).toEqual([100, 50]);
});

test("the size that passed is remembered by the name of the read, and grows after twenty pages", async () => {
  const host = { limit: 50, error: status(502), sizes: makePageSizes(() => 0) };
  expect(await asked(host)).toEqual([100, 50]);
  expect(await asked({ ...host, name: "MorePulls" }, 19)).toEqual(Array(19).fill(50));
  expect(await asked({ ...host, limit: 100 }, 2)).toEqual([50, 100]);
  expect(await asked({ ...host, name: "Lists" })).toEqual([100, 50]);
});

test.each<[number | null, number]>([
  [null, 100],
  [0, 10],
  [10, 10],
  [11, 25],
  [60, 100],
  [101, 100],
  [-3, 10],
])("of %p that are expected, a page asks for %p", (expected, size) => {
  expect(fittingSize(expected)).toBe(size);
});

test.each([
  [
    "a page that holds lists",
    'a(first: 100, after: "x") { nodes { b(last: 50) { nodes { c } } } }',
    'a(first: 25, after: "x") { nodes { b(last: 50) { nodes { c } } } }',
  ],
  ["none without", "a(last: 100) { nodes { b } }", "a(last: 100) { nodes { b } }"],
  [
    "none that is smaller",
    "a(first: 20) { nodes { b(first: 9) { c } } }",
    "a(first: 20) { nodes { b(first: 9) { c } } }",
  ],
  ["none without a selection", "a(first: 100) b { c(first: 9) { d } }", "a(first: 100) b { c(first: 9) { d } }"],
  [
    "by its fragments",
    "a(first: 100) { ...B } fragment B on X { c(first: 30) { ...D } } fragment D on Y { e }",
    "a(first: 25) { ...B } fragment B on X { c(first: 30) { ...D } } fragment D on Y { e }",
  ],
  [
    "whatever names say",
    'a(first: 100, labels: ["first: 99) { b(first: 100"]) { nodes { c } }',
    'a(first: 100, labels: ["first: 99) { b(first: 100"]) { nodes { c } }',
  ],
])("smaller pages: %s", (_name, text, smaller) => {
  expect(withSmallerPages(text, 25)).toBe(smaller);
});

const DOCUMENTS = Object.entries(documents).filter((entry): entry is [string, string] => typeof entry[1] === "string");

test.each([
  ...DOCUMENTS,
  ["items", documents.itemsDocument([1, 2], "", () => commitsAlong(2))],
  ["open pull requests", documents.openPullsDocument("", 100)],
  ["further ones", documents.moreOpenPullsDocument(100)],
  ["the repository", documents.repositoryDocument("")],
])("no page of %s that holds lists is larger than asked for", (_name, text) => {
  for (const size of PAGE_SIZES)
    expect(
      Math.max(0, ...costOf(parse(withSmallerPages(text, size)), undefined, {}).pages.values()),
    ).toBeLessThanOrEqual(size);
});
