// Stacks of pull requests and sub-issues, which GitHub's published schemas know in part, or not yet.
import { afterEach, describe, expect, test } from "@jest/globals";
import { answerProblems } from "../../../test/contract/openapi.ts";
import { createCheckRun } from "../src/actions/checks.ts";
import { addSubIssue, removeSubIssue } from "../src/actions/sub-issues.ts";
import { OVERLAY } from "../src/graphql/overlay.ts";
import { publishedSdl } from "../src/graphql/schema.ts";
import { lagReads } from "../src/lag/replica.ts";
import { addRepository } from "../src/world.ts";
import { tellingWorld } from "./told.ts";
import { unkindWorld } from "./unkind-world.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

/** Issue 1; pull requests 2 on main, 3 on 2 and 4 on 3, which closes the issue. */
async function stacked() {
  const made = await unkindWorld();
  open.push(made.sandbox);
  const { alice } = made;
  alice.openIssue("Log in");
  const bottom = alice.openPull("Model");
  const middle = alice.openPull("View", { base: bottom.head.ref });
  const top = alice.openPull("Page", { base: middle.head.ref, body: "Closes #1" });
  const stack = alice.stack(2, 3, 4);
  return { ...made, stack, pulls: [bottom, middle, top] as const };
}

describe("a stack", () => {
  test("is on each of its pull requests in REST, as GitHub describes it", async () => {
    const { get, repository, stack } = await stacked();
    const { status, body } = await get("/pulls/3");
    const base = { ref: "main", sha: repository.branches.get("main") };
    expect(body).toMatchObject({ stack: { id: stack.id, number: 1, size: 3, position: 2, base } });
    expect(answerProblems({ method: "GET", path: "/repos/acme/web/pulls/3" }, status, body)).toEqual([]);
    const list = await get("/stacks?pull_request=4");
    expect(answerProblems({ method: "GET", path: "/repos/acme/web/stacks" }, list.status, list.body)).toEqual([]);
    expect(list.body).toMatchObject([{ open: true, pull_requests: [{ number: 2 }, { number: 3 }, { number: 4 }] }]);
    expect((await get("/stacks?pull_request=1")).body).toEqual([]);
  });

  test("is in GraphQL, also where reads are behind", async () => {
    const { fields, alice, world } = await stacked();
    alice.openPull("Alone");
    lagReads(world, { ms: 1_000 });
    const asked =
      "stack { number size baseRefName entries(first: 5) { totalCount nodes { position pullRequest { number } } } } stackEntry { position }";
    const nodes = [2, 3, 4].map((number, at) => ({ position: at + 1, pullRequest: { number } }));
    const stack = { number: 1, size: 3, baseRefName: "main", entries: { totalCount: 3, nodes } };
    expect(
      (await fields(`in: pullRequest(number: 4) { ${asked} } out: pullRequest(number: 5) { ${asked} }`)).body,
    ).toEqual({
      data: { repository: { in: { stack, stackEntry: { position: 3 } }, out: { stack: null, stackEntry: null } } },
    });
  });

  test("sends a webhook, and is part of later ones", () => {
    const { alice, told, emitted } = tellingWorld();
    const bottom = alice.openPull("Model");
    alice.openPull("View", { base: bottom.head.ref });
    told();
    alice.stack(1, 2);
    alice.edit(2, { title: "Views" });
    const stack = { size: 2, position: 2, base: { ref: "main" } };
    expect(emitted().at(-1)?.payload).toMatchObject({ action: "edited", pull_request: { stack } });
    expect(told()).toEqual(["pull_request.stacked", "pull_request.stacked", "pull_request.edited"]);
  });

  test("holds each layer to the trunk's rules, and merges it with those below", async () => {
    const { alice, asApp, repository, pulls, rest } = await stacked();
    const [bottom, middle, top] = pulls;
    alice.requireCheck("gate");
    const pass = (sha: string) => createCheckRun(asApp, "gate", sha, { conclusion: "success" });
    pass(middle.head.sha);
    expect(() => alice.merge(3)).toThrow("gate");
    pass(bottom.head.sha);
    expect((await rest("PUT", "/repos/acme/web/pulls/3/merge", {})).status).toBe(403);
    alice.merge(3);
    expect(pulls.map(({ merged, base }) => [merged, base.ref])).toEqual([
      [true, "main"],
      [true, "main"],
      [false, "main"],
    ]);
    expect(repository.items[0]?.state).toBe("open");
    pass(top.head.sha);
    alice.merge(4);
    expect(repository.items[0]?.state).toBe("closed");
  });

  test("isn't merged by the endpoint for one pull request", async () => {
    const { rest, sandbox, account } = await stacked();
    const token = sandbox.tokens.personal(account);
    expect((await rest("PUT", "/repos/acme/web/pulls/2/merge", {}, token)).status).toBe(405);
  });

  test("names closing issues at its bottom alone", async () => {
    const { fields, alice } = await stacked();
    alice.edit(2, { body: "Closes #1" });
    const closing = "closingIssuesReferences(first: 1) { totalCount }";
    expect(
      (await fields(`a: pullRequest(number: 2) { ${closing} } b: pullRequest(number: 4) { ${closing} }`)).body,
    ).toEqual({
      data: {
        repository: {
          a: { closingIssuesReferences: { totalCount: 1 } },
          b: { closingIssuesReferences: { totalCount: 0 } },
        },
      },
    });
  });

  test.each([[[2]], [[3, 2]], [[2, 4]]])("is no stack: %j", async (numbers) => {
    const { alice, repository } = await stacked();
    repository.stacks = [];
    expect(() => alice.stack(...numbers)).toThrow("Validation Failed");
  });
});

describe("sub-issues", () => {
  async function family() {
    const made = await unkindWorld();
    open.push(made.sandbox);
    const { alice, world, owner, installation } = made;
    const other = addRepository(world, { owner, name: "api", roles: { alice: "write" } });
    installation.repositories.push(other);
    alice.openIssue("Parent");
    const [one, two] = [alice.openIssue("One"), alice.openIssue("Two")];
    alice.addSubIssue(1, one);
    alice.addSubIssue(1, two);
    return { ...made, one, two, other };
  }

  const FAMILY =
    "parent { number } subIssues(first: 5) { totalCount nodes { title } } subIssuesSummary { total completed percentCompleted }";

  test("are below their parent in GraphQL, from another repository, too", async () => {
    const { alice, one, other, fields } = await family();
    alice.transfer(3, other);
    alice.close(one.number);
    const none = { totalCount: 0, nodes: [] };
    expect((await fields(`a: issue(number: 1) { ${FAMILY} } b: issue(number: 2) { ${FAMILY} }`)).body).toEqual({
      data: {
        repository: {
          a: {
            parent: null,
            subIssues: { totalCount: 2, nodes: [{ title: "One" }, { title: "Two" }] },
            subIssuesSummary: { total: 2, completed: 1, percentCompleted: 50 },
          },
          b: {
            parent: { number: 1 },
            subIssues: none,
            subIssuesSummary: { total: 0, completed: 0, percentCompleted: 0 },
          },
        },
      },
    });
  });

  test("are in REST as GitHub describes them", async () => {
    const { get, post, rest, alice } = await family();
    for (const path of ["/issues/1/sub_issues", "/issues/2/parent"]) {
      const { status, body } = await get(path);
      expect([status, answerProblems({ method: "GET", path: `/repos/acme/web${path}` }, status, body)]).toEqual([
        200,
        [],
      ]);
    }
    const { id } = alice.openIssue("Three");
    expect((await post("/issues/1/sub_issues", { sub_issue_id: id })).body).toMatchObject({
      sub_issues_summary: { total: 3 },
    });
    expect((await post("/issues/2/sub_issues", { sub_issue_id: id })).status).toBe(422);
    expect((await get("/issues/4")).body).toHaveProperty("parent_issue_url");
    expect((await rest("DELETE", "/repos/acme/web/issues/1/sub_issue", { sub_issue_id: id })).status).toBe(200);
    expect((await get("/issues/4/parent")).status).toBe(404);
  });

  test("are told on both sides", () => {
    const { alice, world, repository, by, told } = tellingWorld();
    const [parent, sub] = [alice.openIssue("Parent"), alice.openIssue("One")];
    told();
    const where = { world, repository, actor: { account: by.account, installation: null } };
    addSubIssue(where, parent, { repository, issue: sub });
    removeSubIssue(where, parent, { repository, issue: sub });
    const both = (what: string) => [`sub_issues.sub_issue_${what}`, `sub_issues.parent_issue_${what}`];
    expect(told()).toEqual([...both("added"), ...both("removed")]);
  });
});

test("the overlay has nothing that the published schema has by now", () => {
  const published = publishedSdl();
  const added = [...OVERLAY.matchAll(/^type (\w+)/gm)].map(([, name]) => name);
  expect(added).toContain("SubIssuesSummary");
  expect(added.filter((name) => new RegExp(`^type ${name}\\b`, "m").test(published))).toEqual([]);
  const issue = /^type Issue implements[\s\S]*?^}/m.exec(published)?.[0] ?? "";
  expect(issue).not.toMatch(/^ {2}(parent|subIssues|subIssuesSummary)\b/m);
});
