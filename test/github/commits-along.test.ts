// Whose commits come along with an item, and that only all of them count.
import { expect, test } from "@jest/globals";
import { type CommitsBrought, commitsBrought, takeBrought } from "../../src/github/commits-along.ts";
import { makeCommitsMemory } from "../../src/github/commits-memory.ts";

const MINUTE = 60_000;
const commits = { author: 1, commits: [] };
const wanted = (number: number, headSha = "a") => ({ number, headSha, base: "main", count: 1 });

test("the commits of a head come along until they are known for sure, and again with another head", async () => {
  let now = 0;
  const memory = makeCommitsMemory(() => now);
  const isAlong = (head?: string) => memory.along([7], new Map(head === undefined ? [] : [[7, head]])).includes(7);
  const asked = (headSha?: string) =>
    memory.read([wanted(7, headSha)], async (missing) => new Map(missing.map(({ number }) => [number, commits])));
  expect(isAlong()).toBe(true);
  await asked();
  expect(isAlong("a")).toBe(true);
  now += MINUTE;
  await asked();
  expect([isAlong(), isAlong("a"), isAlong("b")]).toEqual([false, false, true]);
  await asked("b");
  expect(isAlong()).toBe(true);
});

test("what came along and decided nothing does not come again", () => {
  const memory = makeCommitsMemory(() => 0);
  expect(memory.along([7, 8], new Map())).toEqual([7, 8]);
  expect(memory.along([7, 8, 9], new Map([[7, "b"]]))).toEqual([9]);
});

const person = { user: null };
const commit = { oid: "a", author: person, committer: person, signature: null, associatedPullRequests: null };
const pull = (totalCount: number) => ({
  ...{ headRefOid: "a", baseRefName: "main", author: { databaseId: 1 }, repository: { nameWithOwner: "octo/shop" } },
  carried: { totalCount, nodes: [{ commit }], pageInfo: { hasNextPage: false, endCursor: null } },
});

test("a page that does not hold all commits counts for nothing, and neither does an issue", () => {
  expect(commitsBrought(7, pull(1))).toMatchObject({ ...wanted(7), commits: { author: 1 } });
  expect(commitsBrought(7, pull(51))).toBeNull();
  expect(commitsBrought(7, { __typename: "Issue" })).toBeNull();
});

test("what came along counts once, and for the same head", () => {
  const along: CommitsBrought = new Map([7, 8].map((number) => [number, { ...wanted(number), commits }]));
  expect(takeBrought(along, [wanted(7), wanted(8, "b")])).toEqual([[7, commits]]);
  expect(takeBrought(along, [wanted(7), wanted(8)])).toEqual([]);
});
