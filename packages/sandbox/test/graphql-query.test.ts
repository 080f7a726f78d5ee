// Queries: what is shown, to whom, and how what is missing is answered.
import { describe, expect, test } from "@jest/globals";
import { planned, smallWorld } from "./graphql-world.ts";

describe("who sees a repository", () => {
  const query = 'query ($name: String!) { repository(owner: "ACME", name: $name) { nameWithOwner } }';
  test.each([
    ["app", "web", "acme/web"],
    ["app", "secret", null],
    ["app", "nothing", null],
    ["person", "web", "acme/web"],
    ["person", "secret", null],
    ["stranger", "web", "acme/web"],
  ] as const)("%s asks for %s: %s", async (who, name, found) => {
    const small = smallWorld();
    const answer = await small.ask(query, { name }, small[who]);
    if (found !== null) expect(answer).toEqual({ data: { repository: { nameWithOwner: found } } });
    else
      expect(answer).toEqual({
        data: { repository: null },
        errors: [
          {
            type: "NOT_FOUND",
            path: ["repository"],
            locations: [{ line: 1, column: 26 }],
            message: `Could not resolve to a Repository with the name 'ACME/${name}'.`,
          },
        ],
      });
  });

  test("an installation's node ids are those of its repositories", async () => {
    const small = smallWorld();
    const ids = [small.repository.nodeId, small.hidden.nodeId];
    expect(await small.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", { ids })).toEqual({
      data: { nodes: [{ __typename: "Repository", id: ids[0] }, null] },
      errors: [
        {
          type: "NOT_FOUND",
          path: ["nodes", 1],
          locations: [expect.anything()],
          message: `Could not resolve to a node with the global id of '${ids[1]}'`,
        },
      ],
    });
  });

  test.each([
    ["contents", 'object(expression: "HEAD") { oid }'],
    ["issues", "issues { totalCount }"],
    ["pull_requests", "pullRequests { totalCount }"],
  ])("without the app's permission for %s, it reads none", async (permission, fields) => {
    const small = smallWorld();
    delete small.world.app.permissions[permission];
    const { errors } = await small.askRepository(fields);
    expect(errors).toMatchObject([{ type: "FORBIDDEN", message: "Resource not accessible by integration" }]);
    expect(await small.askRepository(fields, small.person)).not.toHaveProperty("errors");
  });
});

test.each([
  ["issue(number: 4) { title }", "issue", "Could not resolve to an Issue with the number of 4."],
  ["pullRequest(number: 1) { title }", "pullRequest", "Could not resolve to a PullRequest with the number of 1."],
  [
    "issueOrPullRequest(number: 99) { __typename }",
    "issueOrPullRequest",
    "Could not resolve to an issue or pull request with the number of 99.",
  ],
])("%s: null, and an error that says so", async (fields, name, message) => {
  const small = smallWorld();
  planned(small);
  expect(await small.askRepository(fields)).toMatchObject({
    data: { repository: { [name]: null } },
    errors: [{ type: "NOT_FOUND", path: ["repository", name], message }],
  });
});

test.each([
  "milestone(number: 9)",
  'label(name: "none")',
  'object(expression: "HEAD:none")',
  'ref(qualifiedName: "none")',
])("%s: null without an error", async (field) => {
  const answer = await smallWorld().askRepository(`it: ${field} { __typename }`);
  expect(answer).toEqual({ data: { repository: { it: null } } });
});

describe("object expressions", () => {
  /** From `git ls-files -s` and `git write-tree` on the same file. */
  const GIT = { blob: "b82551848c644f63b8517a7bdf8be9a992e6f4da", tree: "1924f9664705c8c43700ae817291a88a1fb1778a" };
  test.each([
    [
      "HEAD:.github/app.yml",
      { __typename: "Blob", text: "version: 1\n", byteSize: 11, isBinary: false, isTruncated: false },
    ],
    ["main:.github/app.yml", { __typename: "Blob", text: "version: 1\n" }],
    ["refs/heads/main:.github/app.yml", { __typename: "Blob", text: "version: 1\n" }],
    ["SHA:.github/app.yml", { __typename: "Blob", text: "version: 1\n" }],
    ["HEAD:logo.png", { __typename: "Blob", text: null, isBinary: true }],
    ["HEAD:.github", { __typename: "Tree", entries: [{ name: "app.yml", path: ".github/app.yml", type: "blob" }] }],
    [
      "HEAD:",
      { __typename: "Tree", entries: [{ name: ".github", type: "tree" }, { name: "README.md" }, { name: "logo.png" }] },
    ],
    ["main", { __typename: "Commit", message: "Initial commit" }],
    ["SHA", { __typename: "Commit", message: "Initial commit" }],
  ])("%s", async (expression, object) => {
    const small = smallWorld();
    const sha = small.repository.branches.get("main") ?? "";
    const fields =
      "__typename ... on Blob { text byteSize isBinary isTruncated } ... on Tree { entries { name path type } } ... on Commit { message }";
    const answer = await small.askRepository(`object(expression: "${expression.replace("SHA", sha)}") { ${fields} }`);
    expect(answer).toMatchObject({ data: { repository: { object } } });
  });

  test("blobs and trees have the ids that git gives them", async () => {
    const answer = await smallWorld().askRepository(
      'blob: object(expression: "HEAD:.github/app.yml") { oid } tree: object(expression: "HEAD:.github") { oid }',
    );
    expect(answer).toEqual({ data: { repository: { blob: { oid: GIT.blob }, tree: { oid: GIT.tree } } } });
  });
});

test("the viewer is the app's bot, under the name that REST gives it", async () => {
  const answer = await smallWorld().ask("{ viewer { __typename login } }");
  expect(answer).toEqual({ data: { viewer: { __typename: "User", login: "example[bot]" } } });
});

test("organizations and owners are found in any case", async () => {
  const { ask } = smallWorld();
  const answer = await ask(
    '{ organization(login: "ACME") { login } repositoryOwner(login: "alice") { __typename } none: repositoryOwner(login: "x") { id } }',
  );
  expect(answer).toEqual({
    data: { organization: { login: "acme" }, repositoryOwner: { __typename: "User" }, none: null },
  });
});

describe("what is refused", () => {
  test("a field that GitHub doesn't have", async () => {
    const answer = await smallWorld().ask(
      'query Q { here: repository(owner: "acme", name: "web") { ... on Repository { foo } } }',
    );
    expect(answer).toEqual({
      errors: [
        {
          path: ["query Q", "here", "... on Repository", "foo"],
          locations: [{ line: 1, column: 78 }],
          extensions: { code: "undefinedField", typeName: "Repository", fieldName: "foo" },
          message: "Field 'foo' doesn't exist on type 'Repository'",
        },
      ],
    });
  });

  test.each([
    ["forkCount", "sandbox: Repository.forkCount is not implemented"],
    ["deployKeys { totalCount }", "sandbox: Repository.deployKeys is not implemented"],
    [
      'issues(first: 1, filterBy: { mentioned: "x" }) { totalCount }',
      "sandbox: IssueFilters.mentioned or viewerSubscribed is not implemented",
    ],
  ])("a field that only the sandbox doesn't have, loudly: %s", async (field, message) => {
    expect(await smallWorld().askRepository(field)).toMatchObject({ errors: [{ type: "NOT_IMPLEMENTED", message }] });
  });

  test("a document that can't be parsed", async () => {
    const answer = await smallWorld().ask("{ viewer {");
    expect(answer).toEqual({
      errors: [{ message: expect.stringContaining("Syntax Error"), locations: [{ line: 1, column: 11 }] }],
    });
  });

  test("a variable that is missing", async () => {
    const answer = await smallWorld().ask("query ($id: ID!) { node(id: $id) { id } }");
    expect(answer).toMatchObject({ errors: [{ message: expect.stringContaining("$id") }] });
    expect(answer).not.toHaveProperty("data");
  });
});

test("times have no fractions of seconds", async () => {
  const small = smallWorld();
  planned(small);
  const answer = await small.askRepository("issue(number: 1) { createdAt }");
  expect(answer).toEqual({
    data: { repository: { issue: { createdAt: expect.stringMatching(/T\d\d:\d\d:\d\dZ$/) } } },
  });
});
