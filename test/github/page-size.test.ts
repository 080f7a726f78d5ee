// Pages shrink where GitHub finds them too large, and grow again.
import { describe, expect, test } from "@jest/globals";
import { GraphqlResponseError } from "@octokit/graphql";
import { RequestError } from "@octokit/request-error";
import { fittingSize, makePageSizes, type PageSize } from "../../src/github/page-size.ts";

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

/** Refuses what is larger than `limit`; returns the sizes that were asked for. */
async function asked(limit: number, error: Error, sized = makePageSizes(), times = 1): Promise<number[]> {
  const sizes: number[] = [];
  for (let time = 0; time < times; time += 1)
    await sized("Pulls", async (size) => {
      sizes.push(size);
      if (size > limit) throw error;
    });
  return sizes;
}

describe.each(TOO_LARGE)("after %s", (_name, error) => {
  test("a smaller page is asked for, down to what passes", async () => {
    expect(await asked(25, error)).toEqual([100, 50, 25]);
  });

  test("the smallest page's failure is thrown", async () => {
    await expect(asked(5, error)).rejects.toBe(error);
  });
});

test("what is wrong for another reason is thrown at once", async () => {
  const error = status(401);
  const sizes: number[] = [];
  const read = makePageSizes()("Pulls", async (size) => {
    sizes.push(size);
    throw error;
  });
  await expect(read).rejects.toBe(error);
  expect(sizes).toEqual([100]);
});

test("the size that passed is remembered by the name of the read, and grows after twenty pages", async () => {
  const sized = makePageSizes();
  const error = status(502);
  expect(await asked(50, error, sized)).toEqual([100, 50]);
  expect(await asked(50, error, sized, 19)).toEqual(Array(19).fill(50));
  expect(await asked(100, error, sized)).toEqual([100]);
  await sized("Lists", async (size) => expect(size).toBe(100));
});

test.each<[number | null, PageSize, PageSize]>([
  [null, 100, 100],
  [null, 25, 25],
  [0, 100, 10],
  [10, 100, 10],
  [11, 100, 25],
  [100, 100, 100],
  [101, 100, 100],
  [60, 50, 50],
  [-3, 50, 10],
])("of %p that are expected, where %p passes, a page asks for %p", (expected, size, asked) => {
  expect(fittingSize(expected, size)).toBe(asked);
});
