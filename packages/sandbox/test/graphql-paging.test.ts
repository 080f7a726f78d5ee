// Connections: pages, cursors, and the bounds that GitHub insists on.
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { createIssue } from "../src/actions/items.ts";
import { smallWorld } from "./graphql-world.ts";

const page = z.object({
  data: z.object({
    repository: z.object({
      issues: z.object({
        totalCount: z.number(),
        nodes: z.array(z.object({ title: z.string() })),
        pageInfo: z.object({
          hasNextPage: z.boolean(),
          hasPreviousPage: z.boolean(),
          startCursor: z.string().nullable(),
          endCursor: z.string().nullable(),
        }),
      }),
    }),
  }),
});

function fiveIssues() {
  const small = smallWorld();
  for (const title of ["a", "b", "c", "d", "e"]) createIssue(small.where, { title });
  const issues = async (args: string) => {
    const fields = "totalCount nodes { title } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";
    const { issues } = page.parse(await small.askRepository(`issues(${args}) { ${fields} }`)).data.repository;
    return { ...issues, titles: issues.nodes.map(({ title }) => title).join("") };
  };
  return { ...small, issues };
}

test.each([
  ["first: 2", "ab", { hasPreviousPage: false, hasNextPage: true }],
  ["first: 100", "abcde", { hasPreviousPage: false, hasNextPage: false }],
  ["first: 0", "", { hasPreviousPage: false, hasNextPage: true }],
  ["last: 2", "de", { hasPreviousPage: true, hasNextPage: false }],
  ["first: 2, orderBy: { field: CREATED_AT, direction: DESC }", "ed", { hasPreviousPage: false, hasNextPage: true }],
])("issues(%s) are %s, and say what is around them", async (args, titles, around) => {
  expect(await fiveIssues().issues(args)).toMatchObject({ titles, totalCount: 5, pageInfo: around });
});

test("a cursor leads to the next page, and back", async () => {
  const { issues } = fiveIssues();
  const first = await issues("first: 2");
  const second = await issues(`first: 2, after: "${first.pageInfo.endCursor}"`);
  const third = await issues(`first: 2, after: "${second.pageInfo.endCursor}"`);
  const back = await issues(`last: 1, before: "${second.pageInfo.startCursor}"`);
  expect([first, second, third, back].map(({ titles }) => titles)).toEqual(["ab", "cd", "e", "b"]);
  expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
});

test("a cursor still leads on when its own item is gone", async () => {
  const { issues, repository } = fiveIssues();
  const first = await issues("first: 2");
  repository.items = repository.items.filter(({ title }) => title !== "b");
  expect((await issues(`first: 2, after: "${first.pageInfo.endCursor}"`)).titles).toBe("cd");
});

test("edges carry the cursors of their nodes", async () => {
  const { askRepository } = fiveIssues();
  const answer = await askRepository("issues(last: 1) { edges { cursor node { title } } pageInfo { endCursor } }");
  expect(answer).toMatchObject({
    data: {
      repository: { issues: { edges: [{ cursor: expect.stringMatching(/^[\w+/]+=*$/), node: { title: "e" } }] } },
    },
  });
});

test.each([
  [
    "issues { nodes { title } }",
    "MISSING_PAGINATION_BOUNDARIES",
    "You must provide a `first` or `last` value to properly paginate the `issues` connection.",
  ],
  [
    "issues { ...Titles }",
    "MISSING_PAGINATION_BOUNDARIES",
    "You must provide a `first` or `last` value to properly paginate the `issues` connection.",
  ],
  [
    "issues(first: 101) { totalCount }",
    "EXCESSIVE_PAGINATION",
    "Requesting 101 records on the `issues` connection exceeds the `first` limit of 100 records.",
  ],
  [
    "issues(last: 101) { totalCount }",
    "EXCESSIVE_PAGINATION",
    "Requesting 101 records on the `issues` connection exceeds the `last` limit of 100 records.",
  ],
  [
    "issues(first: 1, last: 1) { totalCount }",
    "INVALID_PAGINATION",
    "Passing both `first` and `last` to paginate the `issues` connection is not supported.",
  ],
  [
    "issues(first: -1) { totalCount }",
    "INVALID_PAGINATION",
    "`first` on the `issues` connection cannot be less than zero.",
  ],
  [
    'issues(first: 1, after: "abc") { totalCount }',
    "INVALID_CURSOR_ARGUMENTS",
    "`abc` does not appear to be a valid cursor.",
  ],
])("%s is refused as %s", async (fields, type, message) => {
  const { ask } = fiveIssues();
  const fragment = fields.includes("...") ? "fragment Titles on IssueConnection { nodes { title } }" : "";
  expect(await ask(`{ repository(owner: "acme", name: "web") { ${fields} } } ${fragment}`)).toEqual({
    data: { repository: null },
    errors: [{ type, path: ["repository", "issues"], locations: [{ line: 1, column: 44 }], message }],
  });
});

test("a count alone needs no bounds", async () => {
  const answer = await fiveIssues().askRepository("issues { totalCount }");
  expect(answer).toEqual({ data: { repository: { issues: { totalCount: 5 } } } });
});

test.each([
  [
    "half a million nodes",
    "issues(first: 50) { nodes { comments(first: 99) { nodes { reactionGroups { reactors(first: 100) { totalCount } } } } } }",
    50 + 50 * 99 + 50 * 99 * 100,
  ],
  ["variables, fragments and defaults", "issues(first: $few) { ...Deep }", 3 + 3 * 7],
])("the cost of %s is what might be returned", async (_, fields, nodes) => {
  const { ask } = fiveIssues();
  const deep = fields.includes("$")
    ? "fragment Deep on IssueConnection { nodes { comments(first: $some) { totalCount } } }"
    : "";
  const head = fields.includes("$") ? "query ($few: Int!, $some: Int = 7)" : "";
  const answer = await ask(
    `${head} { rateLimit { nodeCount } repository(owner: "acme", name: "web") { ${fields} } } ${deep}`,
    { few: 3 },
  );
  expect(answer).toMatchObject({ data: { rateLimit: { nodeCount: nodes } } });
});

test("more than half a million nodes are refused before anything is read", async () => {
  const fields =
    "issues(first: 100) { nodes { comments(first: 50) { nodes { reactionGroups { reactors(first: 100) { totalCount } } } } } }";
  expect(await fiveIssues().askRepository(fields)).toEqual({
    errors: [
      {
        type: "MAX_NODE_LIMIT_EXCEEDED",
        locations: [expect.anything()],
        message:
          "By the time this query traverses to the reactors connection, it is requesting up to 505,100 possible nodes which exceeds the maximum limit of 500,000.",
      },
    ],
  });
});
