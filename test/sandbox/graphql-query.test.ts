// Queries: what is shown, to whom, and how what is missing is answered.
import { describe, expect, test } from "@jest/globals";
import { createCheckRun } from "../../src/sandbox/actions/checks.ts";
import { addComment, react } from "../../src/sandbox/actions/comments.ts";
import { createIssue, setState } from "../../src/sandbox/actions/items.ts";
import { addLabels, createLabel, removeLabel } from "../../src/sandbox/actions/labels.ts";
import { setMilestone } from "../../src/sandbox/actions/milestones.ts";
import { merge } from "../../src/sandbox/actions/pulls.ts";
import { planned, smallWorld } from "./graphql-world.ts";

describe("who sees a repository", () => {
  const query = "query ($name: String!) { repository(owner: \"ACME\", name: $name) { nameWithOwner } }";
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
  ["issueOrPullRequest(number: 99) { __typename }", "issueOrPullRequest", "Could not resolve to an issue or pull request with the number of 99."],
])("%s: null, and an error that says so", async (fields, name, message) => {
  const small = smallWorld();
  planned(small);
  expect(await small.askRepository(fields)).toMatchObject({
    data: { repository: { [name]: null } },
    errors: [{ type: "NOT_FOUND", path: ["repository", name], message }],
  });
});

test.each(["milestone(number: 9)", 'label(name: "none")', 'object(expression: "HEAD:none")', 'ref(qualifiedName: "none")'])(
  "%s: null without an error",
  async (field) => {
    const answer = await smallWorld().askRepository(`it: ${field} { __typename }`);
    expect(answer).toEqual({ data: { repository: { it: null } } });
  },
);

describe("object expressions", () => {
  const blob = { __typename: "Blob", oid: "a9213fac4ec3c87c27d1f1f72ba7f53d8a0b3f90", text: "version: 1\n" };
  test.each([
    ["HEAD:.github/milegate.yml", { __typename: "Blob", text: "version: 1\n", byteSize: 11, isBinary: false, isTruncated: false }],
    ["main:.github/milegate.yml", { __typename: "Blob", text: "version: 1\n" }],
    ["refs/heads/main:.github/milegate.yml", { __typename: "Blob", text: "version: 1\n" }],
    ["SHA:.github/milegate.yml", { __typename: "Blob", text: "version: 1\n" }],
    ["HEAD:logo.png", { __typename: "Blob", text: null, isBinary: true }],
    ["HEAD:.github", { __typename: "Tree", entries: [{ name: "milegate.yml", path: ".github/milegate.yml", type: "blob" }] }],
    ["HEAD:", { __typename: "Tree", entries: [{ name: ".github", type: "tree" }, { name: "README.md" }, { name: "logo.png" }] }],
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
      'blob: object(expression: "HEAD:.github/milegate.yml") { oid } tree: object(expression: "HEAD:.github") { oid }',
    );
    expect(answer).toEqual({ data: { repository: { blob: { oid: GIT.blob }, tree: { oid: GIT.tree } } } });
  });
});
