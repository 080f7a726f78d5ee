// Documents that run out of resources: what GitHub answers, and what smaller pages get.
import { expect, test } from "@jest/globals";
import { smallWorld } from "./graphql-world.ts";

const MESSAGE = "Resource limits for this query exceeded.";

function issues() {
  const s = smallWorld();
  for (const title of ["One", "Two"]) s.as.openIssue(title, { labels: ["bug"] });
  const ask = (first: number, fields = "number labels(first: 1) { nodes { name } }") =>
    s.askRepository(`name issues(first: ${first}) { nodes { ${fields} } }`);
  return { ...s, ask };
}

test("without limits everything has what it needs", async () => {
  expect(await issues().ask(100)).not.toHaveProperty("errors");
});

test.each([
  ["a page that is too large", { pageSize: 25 }],
  ["too many nodes", { nodes: 60 }],
])("%s: null with an error, in a 200; a smaller page passes", async (_name, limits) => {
  const { world, ask } = issues();
  world.resources = { ...limits, answer: "errors" };
  expect(await ask(50)).toMatchObject({
    data: { repository: null },
    errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", path: ["repository", "issues"], message: MESSAGE }],
  });
  expect(await ask(25)).toMatchObject({ data: { repository: { issues: { nodes: [{ number: 1 }, { number: 2 }] } } } });
});

test("all nodes of a page that is too large are null, each with its error", async () => {
  const { world, ask } = issues();
  world.resources = { pageSize: 25, answer: "null-nodes" };
  const at = (index: number) => ({ type: "RESOURCE_LIMITS_EXCEEDED", path: ["repository", "issues", "nodes", index] });
  expect(await ask(26)).toMatchObject({
    data: { repository: { name: "web", issues: { nodes: [null, null] } } },
    errors: [at(0), at(1)],
  });
});

test("a page without lists on it may be of a hundred", async () => {
  const { world, ask } = issues();
  world.resources = { pageSize: 25, answer: "errors" };
  expect(await ask(100, "number")).not.toHaveProperty("errors");
});

test("502 instead of an answer", async () => {
  const { world, ask } = issues();
  world.resources = { pageSize: 25, answer: "bad-gateway" };
  await expect(ask(26)).rejects.toMatchObject({ status: 502 });
});
