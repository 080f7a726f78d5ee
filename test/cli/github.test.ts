// milegate plan, explain and doctor against a GitHub of their own.
import { describe, expect, test } from "@jest/globals";
import { useScenario } from "../e2e/use.ts";
import { milegate } from "./run.ts";

const start = useScenario();

/** Deliveries are lost, so that there is something to plan. */
async function shop(files: Record<string, string> = {}) {
  const scenario = await start({ files });
  const { sandbox, settings, user } = scenario;
  sandbox.deliveries.fate = () => "lose";
  const token = { GITHUB_TOKEN: sandbox.tokens.personal(user("alice")) };
  const host = { GHE_HOST: settings["GHE_HOST"] ?? "", GHE_PROTOCOL: "http" };
  const asApp = { APP_ID: settings["APP_ID"] ?? "", PRIVATE_KEY: settings["PRIVATE_KEY"] ?? "", ...host };
  return { ...scenario, alice: scenario.as("alice"), env: { ...token, ...host }, asApp };
}

describe("plan", () => {
  test("prints what the app then does, and writes nothing", async () => {
    const { alice, env, sandbox, look, labels, check } = await shop();
    alice.createMilestone("MVP");
    alice.createMilestone("Polish");
    alice.openIssue("Pay", { milestone: 1 });
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    const { code, out } = await milegate(["plan", "octo/shop"], { env });
    expect([code, out.split("\n")]).toEqual([
      0,
      [
        "octo/shop by the built-in plan: MVP → Enhancement → Polish",
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
    const json: unknown = JSON.parse((await milegate(["plan", "octo/shop", "--json"], { env })).out);
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
    expect((await milegate(["plan", "octo/shop"], { env })).out).toContain("Nothing to change.");
  });

  test("says why a repository is left alone, and that a plan is invalid", async () => {
    const idle = await shop();
    expect(await milegate(["plan", "octo/shop"], { env: idle.env })).toMatchObject({
      code: 0,
      out: "octo/shop is left alone: no plan and no milestone.",
    });
    const broken = await shop({ ".github/milegate.yml": "version: 2" });
    const { code, out } = await milegate(["plan", "octo/shop"], { env: broken.env });
    expect([code, out]).toEqual([1, expect.stringContaining("1:10 version: expected 1, found the number 2.")]);
  });

  test("says which milestone matches several phases", async () => {
    const plan = "version: 1\nphases:\n  - { id: a, milestones: ['A*'] }\n  - { id: b, milestones: ['*B'] }\n";
    const { alice, env } = await shop({ ".github/milegate.yml": plan });
    alice.createMilestone("A to B");
    expect((await milegate(["plan", "octo/shop"], { env })).out).toContain(
      '! The milestone "A to B" matches a and b; it belongs to a.',
    );
    const { code, out, err } = await milegate(["plan", "octo/shop", "--json"], { env });
    expect([code, err, JSON.parse(out)]).toMatchObject([
      0,
      "",
      { warnings: ['The milestone "A to B" matches a and b; it belongs to a.'] },
    ]);
  });

  test.each<[string[], RegExp]>([
    [["plan", "octo/shop", "--app", "other"], /GitHub shows no app "other" to your token/],
    [["plan", "octo/shop", "--app-id", "x"], /--app-id takes a number, found "x"/],
  ])("%j", async (argv, said) => {
    const { env } = await shop();
    const ran = await milegate(argv, { env });
    expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(said)]);
  });
});

test("status shows the delivery, and in the words of the dashboard what is wrong", async () => {
  const { alice, env, look, sandbox, settled } = await shop();
  expect((await milegate(["status", "octo/shop"], { env })).out).toBe(
    "octo/shop is left alone: no plan and no milestone.",
  );
  alice.createMilestone("MVP");
  alice.openIssue("Pay", { milestone: 1 });
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  alice.createMilestone("Polish");
  alice.openIssue("Animate", { milestone: 2 });
  alice.createMilestone("Backlog");
  alice.createLabel("polish");
  const pull = alice.openPull("Shine `x`");
  alice.label(pull.number, "polish");
  sandbox.deliveries.fate = () => "deliver";
  alice.comment(pull.number, "/phase override hurry");
  const other = alice.openPull("Gloss");
  alice.label(other.number, "polish");
  await settled();
  const { code, out } = await milegate(["status", "octo/shop"], { env });
  expect(code).toBe(0);
  expect(out).toContain("octo/shop  ██░░░░░░░░ 15 %");
  expect(out).toMatch(/^MVP {10}█████░{5} 50 % {2}1 of 2 issues {2}share 30 %, holds 67 % {2}in progress$/m);
  expect(out).toContain("\nBlocked\n  #5 Gloss: Polish waits for MVP (1 of 2 issues closed)");
  expect(out).toMatch(/\nOverrides in force\n {2}#4 Shine `x` until [-\d]+ [:\d]+ UTC, by alice: hurry$/m);
  expect(out).toContain(
    "MVP holds 67 % of the planned issues; its share is 30 %. Move what the phase does not need to a later one (/phase defer), or drop it (/phase drop).",
  );
  expect(out).toMatch(/\n {2}A milestone belongs to no phase: Backlog \(http\S+\/milestone\/3\)\. Rename what should/);
  await look({ kind: "repository" });
});

test("explain says why a pull request is blocked", async () => {
  const { alice, env, look } = await shop();
  alice.createMilestone("MVP");
  alice.openIssue("Pay", { milestone: 1 });
  const pull = alice.openPull("Shine");
  const explain = () => milegate(["explain", `octo/shop#${pull.number}`], { env });
  expect(await explain()).toMatchObject({ code: 0, out: expect.stringContaining("● No phase") });
  alice.createLabel("polish");
  alice.label(pull.number, "polish");
  const blocked = await explain();
  expect(blocked.code).toBe(1);
  expect(blocked.out).toContain("✘ Blocked: Polish waits for MVP (0 of 1 issue closed)");
  expect(blocked.out).toContain("\nWhat to do next\n");
  expect(blocked.out).toContain("- ❌ Every issue is closed: 0 of 1 issue closed\n  - #1 Pay (http");
  alice.close(1);
  expect((await explain()).code).toBe(0);
  expect(await milegate(["explain", "octo/shop#1"], { env })).toMatchObject({
    code: 2,
    err: "error: octo/shop#1 is an issue; only pull requests have a check.",
  });
  expect(await milegate(["explain", "octo/shop#99"], { env })).toMatchObject({
    code: 2,
    err: "error: there is no octo/shop#99. Check the number.",
  });
  await look({ kind: "repository" });
});

test("doctor names what the registration and each installation lack", async () => {
  const { asApp, sandbox } = await shop();
  expect(await milegate(["doctor"], { env: asApp })).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /✔ The registration of Milegate\n {2}only where a plan uses the criterion alerts: permission security_events: needs read, has none\n/,
    ),
  });
  sandbox.world.app.permissions["checks"] = "read";
  sandbox.world.app.events = sandbox.world.app.events.filter((event) => event !== "milestone");
  const { code, out } = await milegate(["doctor"], { env: asApp });
  expect(code).toBe(1);
  expect(out).toContain("permission checks: needs write, has read");
  expect(out).toContain("event milestone: not subscribed to");
  expect(out).toContain("✘ The installation at octo");
});
