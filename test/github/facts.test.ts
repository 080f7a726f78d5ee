// Facts as the adapter reads them from GitHub: lists longer than a page, what is denied, and how many requests it takes.
import { describe, expect, test } from "@jest/globals";
import { type Account, addUser, makeApp, person } from "@milegate/sandbox";
import { GraphqlResponseError } from "@octokit/graphql";
import { Octokit } from "@octokit/rest";
import nock from "nock";
import { smallWorld } from "../../packages/sandbox/test/graphql-world.ts";
import { makeCommentsMemory } from "../../src/github/comments-memory.ts";
import type { ReadContext } from "../../src/github/context.ts";
import { BrokenAnswer } from "../../src/github/errors.ts";
import { openAlertsFact } from "../../src/github/facts/open-alerts.ts";
import { workflowRunFact } from "../../src/github/facts/workflow-run.ts";
import { readFacts } from "../../src/github/facts-reading.ts";
import type { FactQuery } from "../../src/github/model.ts";
import { makePageStarts } from "../../src/github/page-starts.ts";
import { useNock } from "./nocked.ts";

const { rest } = new Octokit({ retry: { enabled: false }, log: silent() });
const AT_WEB: ReadContext = {
  graphql: () => Promise.reject(new Error("GraphQL is not asked here")),
  rest,
  identity: { appId: 1, self: "milegate" },
  where: { owner: "acme", name: "web" },
  comments: makeCommentsMemory(() => new Date()),
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
  const starts = makePageStarts();
  const facts = async (...queries: FactQuery[]) => {
    requests = 0;
    const read = await readFacts(context, queries, [], starts);
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
    { kind: "open-issues", labels: ["bug"] },
    { kind: "dropped-issues", milestone: 1 },
    { kind: "added-issues", milestone: 1, since: new Date(0) },
    { kind: "added-issues", milestone: 1, since: new Date("2999-01-01") },
    { kind: "open-pulls", milestone: 1 },
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
    [
      {
        number: 1,
        title: "One",
        url: `${url}/issues/1`,
        state: "open",
        labels: [],
        createdAt: expect.any(Date),
        joinedAt: expect.any(Date),
      },
    ],
    { first: [], total: 0 },
    0,
    [{ number: 1, title: "One", url: `${url}/issues/1`, joinedAt: expect.any(Date) }],
    [],
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

test("a merged pull request is approved by people other than its author, with their latest review that is no comment", async () => {
  const { world, repository, as, facts } = reading();
  as.createMilestone("MVP");
  const by = (account: Account) => person(world, repository, account);
  const [ann, ben, bot] = [by(addUser(world, "ann")), by(addUser(world, "ben")), by(world.app.bot)];
  const opened = (title: string): number => {
    const { number } = as.openPull(title);
    as.setMilestone(number, 1);
    return number;
  };
  const numbers = ["none", "one", "two", "taken back", "dismissed", "commented on", "by a bot"].map(opened);
  const [, one = 0, two = 0, back = 0, dismissed = 0, commented = 0, byBot = 0] = numbers;
  ann.approve(one);
  for (const each of [ann, ben]) each.approve(two);
  ann.approve(back);
  ann.review(back, { state: "changes_requested", body: "Not yet." });
  ann.dismissReview(dismissed, ann.approve(dismissed));
  ann.approve(commented);
  ann.review(commented, { state: "commented", body: "Nice." });
  bot.approve(byBot);
  expect(() => as.approve(one)).toThrow("your own");
  for (const number of numbers) as.merge(number);
  opened("still open");
  as.close(opened("closed"));
  const lacking = async (approvals: number) => {
    const { answers } = await facts({ kind: "merged-pulls", milestone: 1, approvals });
    return answers[0];
  };
  const reference = (number: number) => expect.objectContaining({ number });
  expect([await lacking(1), await lacking(2)]).toEqual([
    { total: 7, lacking: [numbers[0], back, dismissed, byBot].map((number) => reference(number ?? 0)) },
    { total: 7, lacking: numbers.filter((number) => number !== two).map(reference) },
  ]);
});

describe("a check on the default branch's head", () => {
  const build = { kind: "head-check", name: "build" } as const;
  const registered = (slug: string) => ({ name: slug, slug, homepage: "https://x.test", permissions: {}, events: [] });

  test("is the latest run of any app, or of the one that is named, and the latest status", async () => {
    const { world, as, facts } = reading();
    const [ci, other] = [makeApp(world, registered("ci")), makeApp(world, registered("other"))];
    const outcomes = async () => {
      const { answers } = await facts(
        { ...build, of: "run", app: null },
        { ...build, of: "run", app: "CI" },
        { ...build, of: "run", app: "nobody" },
        { ...build, of: "status" },
      );
      return answers.map((answer) =>
        answer !== null && typeof answer === "object" && "outcome" in answer ? answer.outcome : answer,
      );
    };
    expect(await outcomes()).toEqual([null, null, null, null]);
    const first = as.reportCheck(ci, "build", { status: "in_progress" });
    as.reportCheck(ci, "lint", { conclusion: "failure" });
    expect(await outcomes()).toEqual(["pending", "pending", null, null]);
    as.updateCheck(first, { conclusion: "success" });
    as.reportCheck(other, "build", { conclusion: "timed_out" });
    as.setStatus("build", "failure");
    as.setStatus("build", "success");
    as.setStatus("deploy", "pending");
    expect(await outcomes()).toEqual(["timed_out", "success", null, "success"]);
    as.reportCheck(ci, "build", { conclusion: "neutral" });
    expect(await outcomes()).toEqual(["neutral", "neutral", null, "success"]);
    as.push("main", { "next.txt": "next" });
    expect(await outcomes()).toEqual([null, null, null, null]);
  });

  test("takes the permission for its kind", async () => {
    const { world, as, facts } = reading();
    const { statuses, ...others } = world.app.permissions;
    world.app.permissions = others;
    as.setStatus("build", "success");
    const { answers } = await facts({ ...build, of: "run", app: null }, { ...build, of: "status" });
    expect(answers).toEqual([null, { kind: "denied", permission: "statuses: read" }]);
  });
});

test.each<FactQuery>([
  { kind: "milestone-issues", milestone: 9, labels: [] },
  { kind: "dropped-issues", milestone: 9 },
  { kind: "added-issues", milestone: 9, since: new Date(0) },
  { kind: "unlabelled-issues", milestone: 9, label: "phase: mvp" },
  { kind: "open-pulls", milestone: 9 },
  { kind: "merged-pulls", milestone: 9, approvals: 1 },
])("what a milestone holds that GitHub does not find is not known: $kind", async (query) => {
  await expect(reading().facts(query)).rejects.toThrow(BrokenAnswer);
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

  test("is one request the next time, and exact although the pages moved", async () => {
    const { as, facts } = reading();
    as.createMilestone("MVP");
    as.createMilestone("Polish");
    for (let n = 1; n <= 260; n++) as.openIssue(`${n}`, { milestone: n === 150 ? 2 : 1, labels: [] });
    for (let n = 1; n <= 255; n++) as.close(n, "not_planned");
    const counts = async () => {
      const { answers, requests } = await facts(
        { kind: "dropped-issues", milestone: 1 },
        { kind: "milestone-issues", milestone: 1, labels: [] },
      );
      return [answers[0], Array.isArray(answers[1]) ? answers[1].length : null, requests];
    };
    expect(await counts()).toEqual([254, 259, 3]);
    expect(await counts()).toEqual([254, 259, 1]);
    as.reopen(255);
    expect(await counts()).toEqual([253, 259, 1]);
    as.reopen(100);
    expect(await counts()).toEqual([252, 259, 3]);
    as.setMilestone(150, 1);
    as.setMilestone(260, null);
    expect(await counts()).toEqual([253, 259, 2]);
    expect(await counts()).toEqual([253, 259, 1]);
    for (let n = 101; n <= 254; n++) as.reopen(n);
    expect(await counts()).toEqual([99, 259, 1]);
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

describe("open alerts", () => {
  const read = (of: "code-scanning" | "dependabot" | "secret-scanning") =>
    openAlertsFact.read(AT_WEB, { kind: "open-alerts", of, severity: "high" });
  const asked = (kind: string, query: object) =>
    nock("https://api.github.com")
      .get(`/repos/acme/web/${kind}/alerts`)
      .query({ state: "open", ...query });
  const found = (severity: string | null) => ({ rule: { security_severity_level: severity } });
  useNock();

  test("of code are read to the end, as GitHub filters them by no severity", async () => {
    asked("code-scanning", { per_page: 100, page: 1 }).reply(200, Array(100).fill(found("medium")));
    asked("code-scanning", { per_page: 100, page: 2 }).reply(200, [found(null), found("critical")]);
    expect(await read("code-scanning")).toEqual({ kind: "read", value: "open" });
    asked("code-scanning", { per_page: 100, page: 1 }).reply(200, [found("medium"), found(null)]);
    expect(await read("code-scanning")).toEqual({ kind: "read", value: "none" });
  });

  test("of dependencies are asked for by severity, those of secrets without the secrets", async () => {
    asked("dependabot", { severity: "high,critical", per_page: 1 }).reply(200, [{}]);
    expect(await read("dependabot")).toEqual({ kind: "read", value: "open" });
    asked("secret-scanning", { hide_secret: "true", per_page: 1 }).reply(200, []);
    expect(await read("secret-scanning")).toEqual({ kind: "read", value: "none" });
  });

  test.each([
    ["code-scanning", 403, "Resource not accessible by integration", "security_events: read"],
    ["dependabot", 403, "Resource not accessible by integration", "vulnerability_alerts: read"],
    ["secret-scanning", 403, "Resource not accessible by integration", "secret_scanning_alerts: read"],
    ["code-scanning", 403, "Code scanning is not enabled for this repository.", null],
    ["code-scanning", 403, "Advanced Security must be enabled for this repository to use code scanning.", null],
    ["code-scanning", 404, "no analysis found", null],
    ["dependabot", 403, "Dependabot alerts are disabled for this repository.", null],
    ["secret-scanning", 404, "Secret scanning is disabled on this repository.", null],
  ] as const)("of %s after a %i (%s)", async (kind, status, message, permission) => {
    nock("https://api.github.com").get(`/repos/acme/web/${kind}/alerts`).query(true).reply(status, { message });
    expect(await read(kind)).toEqual(
      permission === null ? { kind: "read", value: "off" } : { kind: "denied", permission },
    );
  });

  test("a passing failure is thrown", async () => {
    asked("dependabot", { severity: "high,critical", per_page: 1 }).reply(503, {});
    await expect(read("dependabot")).rejects.toMatchObject({ status: 503 });
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
