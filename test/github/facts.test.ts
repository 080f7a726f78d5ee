// Facts as the adapter reads them from GitHub: lists longer than a page, what is denied, and how many requests it takes.
import { describe, expect, test } from "@jest/globals";
import { GraphqlResponseError } from "@octokit/graphql";
import { Octokit } from "@octokit/rest";
import nock from "nock";
import { smallWorld } from "../../packages/sandbox/test/graphql-world.ts";
import type { ReadContext } from "../../src/github/context.ts";
import { workflowRunFact } from "../../src/github/facts/workflow-run.ts";
import { readFacts } from "../../src/github/facts-reading.ts";
import type { FactQuery } from "../../src/github/model.ts";
import { useNock } from "./nocked.ts";

const { rest } = new Octokit({ retry: { enabled: false }, log: silent() });
const AT_WEB: ReadContext = {
  graphql: () => Promise.reject(new Error("GraphQL is not asked here")),
  rest,
  identity: { appId: 1, self: "milegate" },
  where: { owner: "acme", name: "web" },
};

function reading() {
  const small = smallWorld();
  let requests = 0;
  const graphql = async (document: string, variables: Record<string, unknown>) => {
    requests += 1;
    const answer = await small.ask(document, variables);
    if (answer.errors === undefined) return answer.data;
    const options = { method: "POST", baseUrl: "https://github.test", url: "/graphql" } as const;
    throw new GraphqlResponseError(options, {}, JSON.parse(JSON.stringify(answer)));
  };
  const context = { ...AT_WEB, graphql };
  const facts = async (...queries: FactQuery[]) => {
    requests = 0;
    const read = await readFacts(context, queries, []);
    const answers = queries.map(
      (query) => read.find((fact) => JSON.stringify(fact.query) === JSON.stringify(query))?.answer,
    );
    return { answers: answers.map((answer) => (answer?.kind === "read" ? answer.value : answer)), requests };
  };
  return { ...small, facts };
}

test("everything at once is one request, each question once", async () => {
  const { as, facts } = reading();
  as.createMilestone("MVP");
  as.openIssue("One", { milestone: 1, labels: [] });
  const release = as.createRelease("v1");
  as.createRelease("v2", { draft: true });
  as.deploy("Staging", "success");
  as.deploy("production", "failure");
  const { answers, requests } = await facts(
    { kind: "milestone-issues", milestone: 1, labels: [] },
    { kind: "milestone-issues", milestone: 9, labels: [] },
    { kind: "open-issues", labels: ["bug"] },
    { kind: "dropped-issues", milestone: 1 },
    { kind: "added-issues", milestone: 1, since: new Date(0) },
    { kind: "added-issues", milestone: 1, since: new Date("2999-01-01") },
    { kind: "open-pulls", milestone: 1 },
    { kind: "open-pulls", milestone: 9 },
    { kind: "releases", since: new Date(0) },
    { kind: "deployment", environment: "Staging" },
    { kind: "deployment", environment: "nowhere" },
    { kind: "path", path: "logo.png" },
    { kind: "path", path: ".github" },
    { kind: "path", path: 'no "such" \\ \ud800 file\n' },
    { kind: "path", path: "logo.png" },
  );
  const url = "https://github.test/acme/web";
  expect(answers).toEqual([
    [{ number: 1, title: "One", url: `${url}/issues/1`, state: "open", labels: [], createdAt: expect.any(Date) }],
    [],
    { first: [], total: 0 },
    0,
    [{ number: 1, title: "One", url: `${url}/issues/1` }],
    [],
    { first: [], total: 0 },
    { first: [], total: 0 },
    [{ tag: "v1", name: "v1", url: expect.any(String), prerelease: false, publishedAt: release.publishedAt }],
    { state: "success" },
    null,
    true,
    true,
    false,
    true,
  ]);
  expect(requests).toBe(1);
});

const numbered = (length: number, number: (at: number) => number) =>
  Array.from({ length }, (_each, at) => expect.objectContaining({ number: number(at) }));

describe("a list longer than a page", () => {
  test("of issues is read to its end, and only those with all the labels", async () => {
    const { as, facts } = reading();
    as.createMilestone("MVP");
    as.createLabel("bug");
    as.createLabel("Old");
    for (let n = 1; n <= 230; n++)
      as.openIssue(`${n}`, { milestone: 1, labels: n % 23 === 0 ? ["bug", "Old"] : ["bug"] });
    for (let n = 1; n <= 115; n++) as.close(n, n <= 105 ? "not_planned" : "duplicate");
    const { answers, requests } = await facts(
      { kind: "milestone-issues", milestone: 1, labels: ["BUG", "old"] },
      { kind: "dropped-issues", milestone: 1 },
      { kind: "open-issues", labels: ["bug"] },
      { kind: "open-issues", labels: ["bug", "old"] },
    );
    expect(answers).toEqual([
      Array.from({ length: 10 }, (_each, at) =>
        expect.objectContaining({ number: 23 * (at + 1), state: at < 5 ? "dropped" : "open" }),
      ),
      115,
      { first: numbered(10, (at) => 116 + at), total: 115 },
      { first: numbered(5, (at) => 138 + 23 * at), total: 5 },
    ]);
    expect(requests).toBe(3);
  });

  test("of releases is read as far as they were published since then", async () => {
    const { as, facts } = reading();
    const releases = Array.from({ length: 205 }, (_each, at) => as.createRelease(`v${at}`));
    const count = async (index: number) => {
      const since = releases[index]?.publishedAt ?? new Date(0);
      const { answers, requests } = await facts({ kind: "releases", since });
      const found = Array.isArray(answers[0]) ? answers[0] : [];
      return { found: found.filter((each) => "publishedAt" in each && each.publishedAt >= since).length, requests };
    };
    expect([await count(204), await count(50)]).toEqual([
      { found: 1, requests: 2 },
      { found: 155, requests: 3 },
    ]);
  });
});

test("what is denied is so by itself: the rest is read all the same", async () => {
  const { world, facts } = reading();
  const { deployments, ...others } = world.app.permissions;
  world.app.permissions = others;
  expect(await facts({ kind: "path", path: "logo.png" }, { kind: "deployment", environment: "x" })).toEqual({
    answers: [true, { kind: "denied", permission: "deployments: read" }],
    requests: 2,
  });
});

describe("a workflow's latest run", () => {
  const query = { kind: "workflow-run", file: "e2e.yml", branch: "main" } as const;
  const run = () => workflowRunFact.read(AT_WEB, query);
  const runs = (page: number, perPage: number) =>
    nock("https://api.github.com")
      .get("/repos/acme/web/actions/workflows/e2e.yml/runs")
      .query({ branch: "main", status: "completed", per_page: perPage, page });
  const one = (conclusion: string, repository: string, event = "push") => ({
    conclusion,
    event,
    html_url: "https://github.test/run",
    head_repository: { full_name: repository },
  });
  useNock();

  test("of a fork's branch of the same name doesn't count", async () => {
    const foreign = one("success", "mallory/web", "pull_request");
    runs(1, 1).reply(200, { total_count: 2, workflow_runs: [foreign] });
    runs(1, 100).reply(200, { total_count: 2, workflow_runs: [foreign, one("failure", "Acme/Web")] });
    expect(await run()).toEqual({
      kind: "read",
      value: { conclusion: "failure", url: "https://github.test/run" },
    });
    expect(nock.isDone()).toBe(true);
  });

  test.each([
    [404, { kind: "read", value: "no-workflow" }],
    [403, { kind: "denied", permission: "actions: read" }],
  ])("GitHub's %s says why there is none", async (status, answer) => {
    runs(1, 1).reply(status, { message: "Resource not accessible by integration" });
    expect(await run()).toEqual(answer);
  });

  test("a passing failure is thrown", async () => {
    runs(1, 1).reply(502, {});
    await expect(run()).rejects.toMatchObject({ status: 502 });
  });
});

function silent() {
  const nothing = () => undefined;
  return { debug: nothing, info: nothing, warn: nothing, error: nothing };
}
