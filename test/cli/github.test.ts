// milegate plan, status and doctor against a GitHub of their own.
import { describe, expect, test } from "@jest/globals";
import { runMilegate } from "./run.ts";
import { useShop } from "./shop.ts";

const shop = useShop();

describe("plan", () => {
  test("prints what the app then does, and writes nothing", async () => {
    const { alice, env, sandbox, look, labels, check } = await shop();
    alice.createMilestone("MVP");
    alice.createMilestone("Polish");
    alice.openIssue("Pay", { milestone: 1 });
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    const { code, out } = await runMilegate(["plan", "octo/shop"], { env });
    expect([code, out.split("\n")]).toEqual([
      0,
      [
        "octo/shop by the built-in plan: MVP → Enhancement → Polish",
        expect.stringMatching(/^App: milegate \(id \d+\)$/),
        "",
        '+ label "phase: mvp" in the repository',
        '+ label "phase: polish" in the repository',
        '+ #2 label "phase: polish"',
        '+ #1 label "phase: mvp"',
        "+ check of #2: action_required, Blocked: Polish waits for MVP (0 of 1 issue closed)",
        '+ label "milegate" in the repository',
        '+ issue "Delivery dashboard"',
        "",
        "7 changes; none was made.",
      ],
    ]);
    expect(sandbox.traffic.asked.filter(({ kind }) => kind === "write")).toEqual([]);
    const json: unknown = JSON.parse((await runMilegate(["plan", "octo/shop", "--json"], { env })).out);
    expect(json).toMatchObject({
      plan: { kind: "active", phases: ["mvp", "enhancement", "polish"] },
      changes: { length: 7 },
    });
    await look({ kind: "repository" });
    await look({ kind: "dashboard" });
    expect([labels(1), labels(2), check(2)]).toEqual([
      ["phase: mvp"],
      ["phase: polish"],
      "action_required Blocked: Polish waits for MVP (0 of 1 issue closed)",
    ]);
    expect((await runMilegate(["plan", "octo/shop"], { env })).out).toContain("Nothing to change.");
  });

  test("says why Milegate is not active, and that a plan is invalid", async () => {
    const idle = await shop();
    expect(await runMilegate(["plan", "octo/shop"], { env: idle.env })).toMatchObject({
      code: 0,
      out: "Milegate is not active in octo/shop: no plan, and no milestone is called like a phase.",
    });
    const broken = await shop({ ".github/milegate.yml": "version: 2" });
    const { code, out } = await runMilegate(["plan", "octo/shop"], { env: broken.env });
    expect([code, out]).toEqual([1, expect.stringContaining("1:10 version: expected 1, found the number 2.")]);
  });

  test("says which milestone matches several phases", async () => {
    const plan = "version: 1\nphases:\n  - { id: a, milestones: ['A*'] }\n  - { id: b, milestones: ['*B'] }\n";
    const { alice, env } = await shop({ ".github/milegate.yml": plan });
    alice.createMilestone("A to B");
    expect((await runMilegate(["plan", "octo/shop"], { env })).out).toContain(
      '! The milestone "A to B" matches a and b; it belongs to a.',
    );
    const { code, out, err } = await runMilegate(["plan", "octo/shop", "--json"], { env });
    expect([code, err, JSON.parse(out)]).toMatchObject([
      0,
      "",
      { warnings: ['The milestone "A to B" matches a and b; it belongs to a.'] },
    ]);
  });

  test("says what the plan can hardly mean, and which pattern matches no milestone", async () => {
    const plan =
      "version: 1\nphases: [{ id: a, milestones: ['A', 'Sprint [1-4]'], criteria: [workflow: { file: e2e.yml }] }]\ngate: { exempt: { authors: [dependabot] } }\n";
    const { alice, env } = await shop({ ".github/milegate.yml": plan });
    alice.createMilestone("A");
    const { out } = await runMilegate(["plan", "octo/shop"], { env });
    expect(out).toContain('! .github/milegate.yml:3:29 gate.exempt.authors[0]: "dependabot" is a person');
    expect(out).toContain("[1-4] is literal in a glob");
    expect(out).toContain('! a: no milestone matches "Sprint [1-4]" yet.');
    expect(out).not.toContain('matches "A" yet');
    expect(out).toContain("! a waits for the workflow e2e.yml, which the repository does not have.");
    expect((await runMilegate(["status", "octo/shop"], { env })).out).toContain(
      "a waits for the workflow e2e.yml, which this repository does not have. Add it on the default branch",
    );
  });

  test.each<[string[], RegExp]>([
    [["plan", "octo/shop", "--app", "other"], /your token can't see an app "other"/],
    [
      ["plan", "octo/shop", "--app", "other"],
      /Name yours with --app or MILEGATE_APP, or set APP_ID with PRIVATE_KEY\. If/,
    ],
    [["plan", "octo/shop", "--app-id", "x"], /--app-id takes a number, found "x"/],
  ])("%j", async (argv, said) => {
    const { env } = await shop();
    const ran = await runMilegate(argv, { env });
    expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(said)]);
  });
});

test("status shows the delivery, and in the words of the dashboard what is wrong", async () => {
  const { alice, env, look, sandbox, settled } = await shop();
  expect((await runMilegate(["status", "octo/shop"], { env })).out).toBe(
    "Milegate is not active in octo/shop: no plan, and no milestone is called like a phase.",
  );
  alice.createMilestone("MVP");
  alice.openIssue("Pay", { milestone: 1 });
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  alice.createMilestone("Polish");
  alice.openIssue("Animate", { milestone: 2 });
  alice.createMilestone("Backlog");
  alice.createLabel("polish");
  sandbox.deliveries.fate = () => "deliver";
  const pull = alice.openPull("Shine `x`");
  alice.label(pull.number, "polish");
  await settled();
  alice.comment(pull.number, "/phase override hurry");
  const other = alice.openPull("Gloss");
  alice.label(other.number, "polish");
  await settled();
  const { code, out } = await runMilegate(["status", "octo/shop"], { env });
  expect(code).toBe(0);
  expect(out).toContain("octo/shop  ██░░░░░░░░ 15 %");
  expect(out).toMatch(/^MVP {10}█████░{5} 50 % {2}1 of 2 issues {2}share 30 %, holds 67 % {2}in progress$/m);
  expect(out).toContain("\nBlocked\n  #5 Gloss: Polish waits for MVP (1 of 2 issues closed)");
  expect(out).toMatch(/\nOverrides in force\n {2}#4 Shine `x` until [-\d]+ [:\d]+ UTC, by alice: hurry$/m);
  expect(out).toContain(
    "MVP holds 67 % of the planned issues; its share is 30 %. Move what the phase does not need to a later phase (/phase defer), or drop it (/phase drop).",
  );
  expect(out).toMatch(
    /\n {2}A milestone belongs to no phase: Backlog \(http\S+\/milestone\/3\)\. Rename it so that it matches/,
  );
  await look({ kind: "repository" });
});

test("status --json has the same as values", async () => {
  const { alice, env, sandbox } = await shop();
  const status = async () => JSON.parse((await runMilegate(["status", "octo/shop", "--json"], { env })).out);
  const app = { slug: "milegate", id: sandbox.app.id };
  expect(await status()).toEqual({
    repository: "octo/shop",
    app,
    plan: { kind: "inactive", reason: "no plan, and no milestone is called like a phase" },
  });
  alice.createMilestone("MVP");
  alice.openIssue("Pay", { milestone: 1 });
  alice.createMilestone("Polish");
  alice.createLabel("polish");
  alice.label(alice.openPull("Shine").number, "polish");
  const { phases, blocked, problems, ...delivery } = await status();
  expect(delivery).toMatchObject({ app, plan: { kind: "active" }, percent: 0, decisions: [], overrides: [] });
  expect(phases).toMatchObject([
    { id: "mvp", name: "MVP", state: "open", done: 0, planned: 1, percent: 0, share: 30, holds: 100 },
    { id: "enhancement", state: "not begun" },
    { id: "polish" },
  ]);
  expect(phases[0].criteria[0]).toEqual({
    title: "Every issue is closed",
    must: true,
    state: "unmet",
    reason: "0 of 1 issue closed",
  });
  expect(blocked).toEqual([
    { title: "#2 Shine", url: expect.stringMatching(/\/pull\/2$/), why: "Polish waits for MVP (0 of 1 issue closed)" },
  ]);
  expect(problems[0]).toEqual({ text: expect.any(String), next: expect.any(String) });
});

test("what GitHub shows as an address is understood, and numbers show how far a long reading is", async () => {
  const { alice, env, sandbox } = await shop();
  alice.createMilestone("MVP");
  for (let number = 0; number < 3; number += 1) alice.openPull("Shine");
  const told: string[] = [];
  const plan = await runMilegate(["plan", `${sandbox.url}/octo/shop/milestone/1`], { env, told });
  expect(plan).toMatchObject({ code: 0, err: "", out: expect.stringContaining("octo/shop by the built-in plan") });
  expect(told).toEqual(["reading octo/shop: 3 open pull requests"]);
  const explain = await runMilegate(["explain", `${sandbox.url}/octo/shop/pull/1/files`], { env });
  expect(explain).toMatchObject({ code: 0, out: expect.stringContaining("octo/shop#1 Shine") });
});

test("doctor names what the registration and each installation lack", async () => {
  const { asApp, sandbox } = await shop();
  expect(await runMilegate(["doctor"], { env: asApp })).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /✔ The registration of Milegate\n {2}only if a plan uses the criterion alerts: permission security_events: needs read, has none\n/,
    ),
  });
  sandbox.world.app.permissions["checks"] = "read";
  sandbox.world.app.events = sandbox.world.app.events.filter((event) => event !== "milestone");
  const { code, out } = await runMilegate(["doctor"], { env: asApp });
  expect(code).toBe(1);
  expect(out).toContain("permission checks: needs write, has read");
  expect(out).toContain("event milestone: not subscribed to");
  expect(out).toContain("✘ The installation at octo");
  const told: string[] = [];
  const json = await runMilegate(["doctor", "--json"], { env: asApp, told });
  const missing = ["permission checks: needs write, has read", "event milestone: not subscribed to"];
  const optional = expect.arrayContaining([expect.stringContaining("only if a plan uses the criterion alerts")]);
  expect([json.code, JSON.parse(json.out)]).toEqual([
    1,
    {
      app: { name: "Milegate", missing, optional },
      installations: [{ account: "octo", suspended: false, missing, optional }],
    },
  ]);
  expect(told).toEqual(["reading installations: 1 of 1"]);
});
