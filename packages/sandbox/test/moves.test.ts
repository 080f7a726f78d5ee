// What gets another number, name or visibility: transfers of issues, renamed people, apps and repositories.
import { afterEach, describe, expect, test } from "@jest/globals";
import { createCheckRun } from "../src/actions/checks.ts";
import { addComment } from "../src/actions/comments.ts";
import { renameAccount, renameApp } from "../src/actions/renames.ts";
import { person } from "../src/people.ts";
import { roleOf } from "../src/roles.ts";
import { addMember, addRepository, addTeam, addUser } from "../src/world.ts";
import { smallWorld } from "./graphql-world.ts";
import { tellingWorld } from "./told.ts";
import { unkindWorld } from "./unkind-world.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

/** An issue with a milestone, labels and comments, and a repository that has some of them. */
async function movable() {
  const made = await unkindWorld();
  open.push(made.sandbox);
  const { world, owner, installation, alice, asApp } = made;
  const target = addRepository(world, { owner, name: "api", roles: { alice: "write" } });
  installation.repositories.push(target);
  const there = person(world, target, made.account);
  there.openIssue("Mine");
  there.createMilestone("mvp");
  there.createLabel("BUG");
  alice.createMilestone("MVP");
  const issue = alice.openIssue("Log in", { milestone: 1, labels: ["bug", "phase: mvp"], assignees: ["alice"] });
  const comments = [alice.comment(1, "Please"), addComment(asApp, issue, "Recorded")];
  return { ...made, target, there, issue, comments };
}

describe("a transferred issue", () => {
  test("has a new number and id, and what the target has of its labels and milestone", async () => {
    const { alice, issue, target, repository, comments, world } = await movable();
    const moved = alice.transfer(1, target);
    expect(moved).toMatchObject({ number: 2, title: "Log in", author: issue.author, createdAt: issue.createdAt });
    expect([moved.id === issue.id, moved.nodeId === issue.nodeId]).toEqual([false, false]);
    expect([moved.labels, moved.milestone]).toEqual([[target.labels[0]], target.milestones[0]]);
    expect(moved.comments).toEqual(comments);
    expect(moved.comments[1]?.author).toBe(world.app.bot);
    expect(repository.items).toEqual([]);
    expect(alice.openIssue("Next").number).toBe(2);
  });

  test("has its old address lead to the new one in REST, and is gone in GraphQL", async () => {
    const { alice, issue, target, get, post, fields, graphql, sandbox } = await movable();
    alice.transfer(1, target);
    const api = `${sandbox.url}/api/v3/repos/acme/api/issues/2`;
    const led = ({ status, headers, body }: Awaited<ReturnType<typeof get>>) => [status, headers.get("location"), body];
    const message = { message: "Moved Permanently" };
    expect(led(await get("/issues/1"))).toMatchObject([301, api, { ...message, url: api }]);
    expect(led(await get("/issues/1/comments"))).toMatchObject([301, `${api}/comments`, message]);
    expect(led(await post("/issues/1/comments", { body: "Hi" }))).toMatchObject([307, `${api}/comments`, message]);
    const missing = { errors: [{ type: "NOT_FOUND" }] };
    expect((await fields("issue(number: 1) { id }")).body).toMatchObject(missing);
    expect((await graphql(`{ node(id: "${issue.nodeId}") { id } }`)).body).toMatchObject(missing);
  });

  test("says in its timeline where it comes from", async () => {
    const { alice, target, graphql } = await movable();
    const moved = alice.transfer(1, target);
    const fields =
      "timelineItems(last: 1, itemTypes: [TRANSFERRED_EVENT]) { nodes { ... on TransferredEvent { actor { login } fromRepository { name } } } }";
    const { body } = await graphql(`{ node(id: "${moved.nodeId}") { ... on Issue { ${fields} } } }`);
    const nodes = [{ actor: { login: "alice" }, fromRepository: { name: "web" } }];
    expect(body).toEqual({ data: { node: { timelineItems: { nodes } } } });
  });

  test("sends an event in both repositories", () => {
    const { world, repository, installation, alice, told } = tellingWorld();
    const target = addRepository(world, { owner: repository.owner, name: "api", roles: { alice: "write" } });
    installation.repositories.push(target);
    alice.openIssue("Log in");
    told();
    alice.transfer(1, target);
    expect(told()).toEqual(["issues.transferred", "issues.opened"]);
  });

  test.each<[string, (s: Awaited<ReturnType<typeof movable>>) => unknown]>([
    ["a closed issue", ({ alice, target }) => [alice.close(1), alice.transfer(1, target)]],
    [
      "to another owner",
      ({ alice, world, account }) => alice.transfer(1, addRepository(world, { owner: account, name: "own" })),
    ],
    [
      "from private to public",
      ({ alice, repository, target }) => [Object.assign(repository, { private: true }), alice.transfer(1, target)],
    ],
    [
      "where issues are switched off",
      ({ alice, target }) => [Object.assign(target, { hasIssues: false }), alice.transfer(1, target)],
    ],
    [
      "without write access there",
      ({ alice, target }) => [target.roles.set("alice", "triage"), alice.transfer(1, target)],
    ],
  ])("is refused: %s", async (_name, act) => {
    const s = await movable();
    expect(() => act(s)).toThrow();
    expect(s.target.items).toHaveLength(1);
  });
});

describe("a new name", () => {
  test("of a person goes with their id, their roles and what they wrote; who takes the old one gets none of it", async () => {
    const { world, as, repository, askRepository } = smallWorld();
    const alice = world.users[0] ?? addUser(world, "nobody");
    const { id } = alice;
    addTeam(world, repository.owner, "leads", { members: [alice] });
    as.openIssue("One");
    renameAccount(world, alice, "alicia");
    const other = addUser(world, "alice");
    expect([roleOf(repository, alice), roleOf(repository, other)]).toEqual(["maintain", "read"]);
    expect(await askRepository("issue(number: 1) { author { login ... on User { databaseId } } }")).toEqual({
      data: { repository: { issue: { author: { login: "alicia", databaseId: id } } } },
    });
    expect(() => renameAccount(world, alice, "ALICE")).toThrow("Validation Failed");
  });

  test("of a person shows in later events", () => {
    const { world, alice, by, told } = tellingWorld();
    alice.openIssue("One");
    renameAccount(world, by.account, "alicia");
    alice.close(1);
    expect(told()).toEqual(["issues.opened", "issues.closed"]);
    expect(by.account.login).toBe("alicia");
  });

  test("of the app is its bot's, too, with the same ids", async () => {
    const { world, asApp, rest, repository, alice, get, sandbox } = await movable();
    const { id } = world.app.bot;
    const pull = alice.openPull("Icons");
    const run = createCheckRun(asApp, "gate", pull.head.sha, { conclusion: "success" });
    renameApp(world, "Gate", "gate");
    expect((await get("/issues/1/comments")).body).toMatchObject([{}, { user: { login: "gate[bot]", id } }]);
    expect((await get(`/check-runs/${run.id}`)).body).toMatchObject({ app: { slug: "gate", id: world.app.id } });
    const personal = sandbox.tokens.personal(repository.owner);
    expect((await rest("GET", "/apps/example", undefined, personal)).status).toBe(404);
    expect((await rest("GET", "/apps/gate", undefined, personal)).status).toBe(200);
  });

  test("of a repository, or of its owner, leads on from the old one", async () => {
    const { alice, world, owner, get, post, graphql, sandbox, repository } = await movable();
    alice.renameRepository("site");
    renameAccount(world, owner, "apex");
    const moved = `${sandbox.url}/api/v3/repos/apex/site/issues/1?per_page=5`;
    const read = await get("/issues/1?per_page=5");
    expect([read.status, read.headers.get("location")]).toEqual([301, moved]);
    expect((await post("/labels", { name: "new" })).status).toBe(307);
    expect(repository.url).toBe(`${sandbox.url}/apex/site`);
    const asked = (more: string) => graphql(`{ repository(owner: "acme", name: "web"${more}) { nameWithOwner } }`);
    expect((await asked("")).body).toEqual({ data: { repository: { nameWithOwner: "apex/site" } } });
    expect((await asked(", followRenames: false")).body).toMatchObject({ errors: [{ type: "NOT_FOUND" }] });
  });

  test("that another repository takes leads there", async () => {
    const { alice, world, owner, installation, get } = await movable();
    alice.renameRepository("site");
    installation.repositories.push(addRepository(world, { owner, name: "web" }));
    expect((await get("/issues/1")).status).toBe(404);
    expect(() => alice.renameRepository("WEB")).toThrow("Validation Failed");
  });
});

test("sends an event for what admins do to a repository", () => {
  const { alice, told } = tellingWorld();
  alice.renameRepository("site");
  alice.setVisibility("internal");
  alice.setVisibility("private");
  alice.setVisibility("public");
  alice.setArchived(true);
  alice.setArchived(false);
  expect(told()).toEqual(
    ["renamed", "privatized", "publicized", "archived", "unarchived"].map((each) => `repository.${each}`),
  );
});

test.each(["public", "internal", "private"] as const)(
  "a repository that is %s shows so, to whom it shows",
  async (visibility) => {
    const s = await movable();
    s.alice.setVisibility(visibility);
    const isPrivate = visibility !== "public";
    expect((await s.get("")).body).toMatchObject({ private: isPrivate, visibility });
    expect((await s.fields("isPrivate visibility")).body).toMatchObject({
      data: { repository: { isPrivate, visibility: visibility.toUpperCase() } },
    });
    const mallory = addUser(s.world, "mallory");
    const read = async () =>
      (await s.rest("GET", "/repos/acme/web", undefined, s.sandbox.tokens.personal(mallory))).status;
    expect(await read()).toBe(isPrivate ? 404 : 200);
    addMember(s.owner, mallory);
    s.owner.basePermission = null;
    expect(await read()).toBe(visibility === "private" ? 404 : 200);
    s.owner.basePermission = "read";
    expect(await read()).toBe(200);
  },
);
