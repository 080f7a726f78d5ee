// What GitHub refuses, the sandbox refuses, in REST and in GraphQL.
import { afterEach, describe, expect, test } from "@jest/globals";
import { planned, smallWorld } from "./graphql-world.ts";
import { tellingWorld } from "./told.ts";
import { unkindWorld } from "./unkind-world.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

async function shop() {
  const made = await unkindWorld();
  open.push(made.sandbox);
  made.alice.openIssue("One");
  const comment = made.alice.comment(1, "Hello");
  return { ...made, comment };
}

describe("a locked conversation", () => {
  test("takes no comment and no reaction of an app", async () => {
    const { alice, post, comment, graphql } = await shop();
    alice.lock(1);
    const react = { content: "eyes" };
    const message = (what: string) => ({ message: `Unable to create ${what} because issue is locked.` });
    expect(await post("/issues/1/comments", { body: "Hi" })).toMatchObject({ status: 403, body: message("comment") });
    expect(await post(`/issues/comments/${comment.id}/reactions`, react)).toMatchObject({
      status: 403,
      body: message("reaction"),
    });
    const mutation = `mutation { addReaction(input: { subjectId: "${comment.nodeId}", content: EYES }) { clientMutationId } }`;
    expect((await graphql(mutation)).body).toMatchObject({
      data: { addReaction: null },
      errors: [{ type: "FORBIDDEN", ...message("reaction") }],
    });
    alice.unlock(1);
    expect((await post("/issues/1/comments", { body: "Hi" })).status).toBe(201);
  });

  test("takes those of people with write access, and labels", async () => {
    const { alice, post } = await shop();
    alice.lock(1);
    expect(alice.comment(1, "Still here").body).toBe("Still here");
    expect((await post("/issues/1/labels", { labels: ["bug"] })).status).toBe(200);
  });

  test("sends its webhook", () => {
    const { alice, told } = tellingWorld();
    alice.openIssue("One");
    alice.openPull("Two");
    told();
    for (const number of [1, 2]) alice.lock(number);
    alice.unlock(2);
    expect(told()).toEqual(["issues.locked", "pull_request.locked", "pull_request.unlocked"]);
  });
});

test("where issues are switched off, they can't be made, listed or found, but pull requests can", async () => {
  const { alice, repository, post, get, fields } = await shop();
  repository.hasIssues = false;
  const gone = { status: 410, body: { message: "Issues has been disabled in this repository." } };
  expect(await post("/issues", { title: "Two" })).toMatchObject(gone);
  expect(await get("/issues")).toMatchObject(gone);
  expect((await fields("hasIssuesEnabled issue(number: 1) { id }")).body).toMatchObject({
    errors: [{ type: "NOT_FOUND" }],
  });
  const pull = alice.openPull("Icons");
  expect((await post(`/issues/${pull.number}/comments`, { body: "Hi" })).status).toBe(201);
});

const LONG = { title: "t".repeat(257), body: "b".repeat(65_537) };

describe("422", () => {
  test.each<[string, string, object, object]>([
    ["a label of 51 characters", "/labels", { name: "l".repeat(51) }, { field: "name", code: "invalid" }],
    ["a label of emoji alone", "/labels", { name: "👩‍🚀 🇩🇪" }, { message: "name must contain more than native emoji" }],
    [
      "a description of 101 characters",
      "/labels",
      { name: "a", description: "d".repeat(101) },
      { field: "description" },
    ],
    [
      "a description with an emoji",
      "/labels",
      { name: "a", description: "a 🐛" },
      { message: "description doesn't accept 4-byte Unicode" },
    ],
    ["a label that is there", "/labels", { name: "THERE" }, { code: "already_exists" }],
    ["a milestone that is there", "/milestones", { title: "mvp" }, { code: "already_exists" }],
    ["a title of 257 characters", "/issues", { title: LONG.title }, { field: "title" }],
    ["a body of 65,537 characters", "/issues", { title: "t", body: LONG.body }, { field: "body" }],
    ["a comment of 65,537 characters", "/issues/1/comments", { body: LONG.body }, { field: "body" }],
  ])("%s", async (_name, path, body, error) => {
    const { alice, post } = await shop();
    alice.createLabel("there");
    alice.createMilestone("MVP");
    expect(await post(path, body)).toMatchObject({
      status: 422,
      body: { message: "Validation Failed", errors: [error] },
    });
  });

  test.each([
    { new_name: "🐛" },
    { new_name: "l".repeat(51) },
    { description: "🐛" },
    { color: "red" },
    { new_name: "two" },
  ])("a label that is changed to %j", async (changes) => {
    const { alice, rest } = await shop();
    for (const name of ["one", "two"]) alice.createLabel(name);
    expect((await rest("PATCH", "/repos/acme/web/labels/one", changes)).status).toBe(422);
  });

  test.each([
    { name: "bug 🐛" },
    { name: "l".repeat(50) },
    { name: "7", description: "d".repeat(100) },
    { name: "é", description: "✔ Zoë" },
  ])("but not a label %j", async (label) => {
    const { post } = await shop();
    expect((await post("/labels", label)).status).toBe(201);
  });
});

test("a pull request names closing issues only where its base is the default branch", async () => {
  const s = smallWorld();
  planned(s);
  s.as.push("release");
  const asked = "pullRequest(number: 4) { closingIssuesReferences(first: 5) { nodes { number } } }";
  const closing = (nodes: object[]) => ({
    data: { repository: { pullRequest: { closingIssuesReferences: { nodes } } } },
  });
  expect(await s.askRepository(asked)).toEqual(closing([{ number: 1 }]));
  s.as.changeBase(4, "release");
  expect(await s.askRepository(asked)).toEqual(closing([]));
});
