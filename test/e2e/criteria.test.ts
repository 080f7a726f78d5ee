// Exit criteria as GitHub shows them: SPEC section 5. Every event turns the criterion that it concerns.
import { describe, expect, test } from "@jest/globals";
import { makeApp } from "@milegate/sandbox";
import { criteria } from "../../src/criteria/index.ts";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
const FILE = ".github/milegate.yml";

const plan = (...criteria: string[]): Record<string, string> => ({
  [FILE]: [
    "version: 1",
    "phases:",
    '  - id: mvp\n    name: MVP\n    milestones: ["MVP*"]\n    share: 50\n    criteria:',
    ...criteria.map((criterion) => `      - ${criterion}`),
    '  - { id: polish, name: Polish, milestones: ["Polish*"], criteria: [tasks-done] }',
  ].join("\n"),
});

/** "❌ The phase is in time", line by line, of the MVP in a pull request's check. */
const signs = (summary: string): string[] =>
  [...summary.matchAll(/^- (.) \*\*(.*?)\*\*/gmu)].map(([, sign, title]) => `${sign} ${title}`);

/** A pull request of Polish, which waits for the MVP. */
function polishing({ as, checks }: Scenario) {
  const alice = as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  const pull = alice.openPull("Nicer icons");
  alice.setMilestone(pull.number, 2);
  const summary = (): string => checks(pull.number)[0]?.output.summary ?? "";
  const reason = (title: string): string =>
    summary()
      .split("\n")
      .find((line) => line.includes(title))
      ?.replace(/^.*?\*\*(.*?)\*\*(?: \(should\))?: /, "") ?? "";
  return { alice, pull, summary, reason };
}

const TWELVE = [
  "issues-closed",
  "tasks-done",
  "no-open: { labels: [bug, critical] }",
  "pull-requests-merged",
  "feedback: { min: 1 }",
  "hypotheses-tested",
  "workflow: { file: e2e.yml }",
  'release: { tag: "v*" }',
  "deployment: { environment: Staging }",
  "files-exist: { paths: [docs/runbook.md, docs] }",
  "scope: { must: true }",
  "timebox: { must: true }",
];

test("all twelve: each event turns its own, and a warm look takes two reads", async () => {
  const scenario = await start({ files: plan(...TWELVE) });
  const { settled, check, checks, counting } = scenario;
  const { alice, pull, summary } = polishing(scenario);
  const unmet = async () => {
    await settled();
    return signs(summary())
      .filter((line) => !/^[✅➖]/u.test(line))
      .map((line) => line.slice(2));
  };
  alice.editMilestone(1, { description: "- [ ] ship", dueOn: new Date("2020-01-01T08:00:00Z") });
  for (const label of ["bug", "critical", "Feedback", "hypothesis", "validated"]) alice.createLabel(label);
  const bug = alice.openIssue("Crash", { labels: ["bug", "critical"] });
  const heard = alice.openIssue("It is slow", { milestone: 1, labels: ["Feedback"] });
  const assumed = alice.openIssue("They pay", { milestone: 1, labels: ["hypothesis"] });
  const change = alice.openPull("Log in");
  alice.setMilestone(change.number, 1);
  const all = [
    "Every issue is closed",
    "Every task in the milestones' descriptions is ticked",
    "No open issue is labelled bug and critical",
    "No pull request is still open",
    "At least 1 issue labelled feedback is closed",
    "Every hypothesis is closed as validated or invalidated",
    "The latest run of e2e.yml succeeded",
    String.raw`A release v\* was published`,
    "The latest deployment to Staging succeeded",
    "2 files are there",
    "The phase holds no more than its share of the planned issues",
    "The phase is in time",
  ];
  expect(await unmet()).toEqual(all);
  const left = new Set(all);
  const turns = async (index: number) => {
    left.delete(all[index] ?? "");
    expect(await unmet()).toEqual([...left]);
  };
  alice.editMilestone(1, { dueOn: new Date("2100-01-01T08:00:00Z") });
  await turns(11);
  alice.openIssue("Shine", { milestone: 2 });
  alice.openIssue("Gloss", { milestone: 2 });
  await turns(10);
  alice.push("main", { "docs/runbook.md": "Restart it." });
  await turns(9);
  const deployment = alice.deploy("staging", "in_progress");
  expect(await unmet()).toEqual([...left]);
  alice.deploymentBecomes(deployment, "success");
  await turns(8);
  alice.createRelease("v1-draft", { draft: true });
  alice.createRelease("nightly");
  expect(await unmet()).toEqual([...left]);
  const release = alice.createRelease("v1");
  await turns(7);
  alice.runWorkflow("e2e.yml", "success");
  await turns(6);
  alice.close(assumed.number);
  expect(await unmet()).toEqual([...left]);
  alice.label(assumed.number, "validated");
  await turns(5);
  alice.close(heard.number);
  left.delete(all[0] ?? "");
  await turns(4);
  alice.merge(change.number);
  await turns(3);
  alice.unlabel(bug.number, "critical");
  await turns(2);
  alice.editMilestone(1, { description: "- [x] ship" });
  await turns(1);
  expect(check(pull.number)).toBe("success Open: MVP is passed");

  const one = await counting(() => alice.edit(pull.number, { title: "Nicer icons still" }));
  expect(one).toEqual({ read: 2, write: 0 });

  alice.runWorkflow("e2e.yml", "failure");
  alice.deleteRelease(release);
  alice.deploy("staging", "failure");
  alice.push("main", { "docs/runbook.md": null });
  alice.reopen(heard.number);
  alice.label(bug.number, "critical");
  expect(await unmet()).toEqual([0, 2, 4, 6, 7, 8, 9].map((at) => all[at]));
  expect(checks(pull.number)).toHaveLength(1);
}, 60_000);

describe("a fact that the app may not read", () => {
  test("is unknown and says which permission is missing; the others are read all the same", async () => {
    const scenario = await start({
      files: plan("workflow: { file: e2e.yml }", "deployment: { environment: staging }", 'release: { tag: "v*" }'),
    });
    const { sandbox, settled, check, look } = scenario;
    const { permissions } = sandbox.world.app;
    const { actions, deployments, ...others } = permissions;
    sandbox.world.app.permissions = others;
    const { alice, pull, summary, reason } = polishing(scenario);
    alice.createRelease("v1");
    alice.runWorkflow("e2e.yml", "success");
    alice.deploy("staging", "success");
    await settled();
    expect(signs(summary()).map((line) => line.slice(0, 2).trim())).toEqual(["❔", "❔", "✅"]);
    expect(reason("e2e.yml")).toContain('"actions: read"');
    expect(reason("staging")).toContain('"deployments: read"');
    expect(check(pull.number)).toMatch(/^action_required Blocked: Polish waits for MVP/);
    sandbox.world.app.permissions = permissions;
    await look({ kind: "phases" });
    expect(check(pull.number)).toBe("success Open: MVP is passed");
    // Taken away again while its facts come along with every reading.
    sandbox.world.app.permissions = others;
    await look({ kind: "phases" });
    expect(signs(summary()).map((line) => line.slice(0, 2).trim())).toEqual(["❔", "❔", "✅"]);
  });
});

test("the end of a time box is waited for, and past it the check turns without an event", async () => {
  const scenario = await start({ files: plan("timebox: { must: true }") });
  const { service, settled } = scenario;
  const { alice, reason } = polishing(scenario);
  alice.editMilestone(1, { dueOn: new Date("2100-01-01T08:00:00Z") });
  await settled();
  expect(reason("in time")).toBe("due date until 2100-01-01 23:59 UTC");
  expect((await service.queue.depth()).waiting).toBeGreaterThan(0);
});

test("a time box of seconds is past when everything has settled, whoever looked first", async () => {
  const files = plan("timebox: { must: true }");
  const scenario = await start({
    files: { [FILE]: `${files[FILE]}`.replace("    share: 50", "    share: 50\n    timebox: 1s") },
  });
  const { pull, reason } = polishing(scenario);
  await scenario.settled();
  expect(reason("in time")).toMatch(/^past its timebox of 1s, which ended/);
  expect(scenario.check(pull.number)).toMatch(/^action_required Blocked: Polish waits for MVP/);
});

test("approvals: a review of what is merged turns the criterion, and its dismissal turns it back", async () => {
  const scenario = await start({
    files: plan("approvals: { min: 2 }"),
    roles: { alice: "admin", bob: "write", carol: "write" },
  });
  const { settled, settles, as } = scenario;
  const { alice, summary, reason } = polishing(scenario);
  const [bob, carol] = [as("bob"), as("carol")];
  const sign = async () => {
    await settled();
    return `${signs(summary())[0]?.slice(0, 1)} ${reason("approved by")}`;
  };
  expect(await sign()).toBe("➖ no pull request was merged in its milestones yet");
  const change = alice.openPull("Log in");
  alice.setMilestone(change.number, 1);
  bob.approve(change.number);
  alice.merge(change.number);
  expect(await sign()).toBe("❌ 0 of 1 merged pull request approved");
  expect(summary()).toContain(`/pull/${change.number})`);
  const second = carol.approve(change.number);
  expect(await sign()).toBe("✅ 1 of 1 merged pull request approved");
  carol.dismissReview(change.number, second);
  expect(await sign()).toBe("❌ 0 of 1 merged pull request approved");
  alice.setMilestone(change.number, null);
  expect(await sign()).toBe("➖ no pull request was merged in its milestones yet");
  expect(await settles()).toEqual([]);
});

test("check: runs and statuses of the default branch's head turn it, and a new head begins anew", async () => {
  const scenario = await start({ files: plan("check: { name: build }", "check: { name: build, app: ci }") });
  const { sandbox, settled, settles } = scenario;
  const { alice, summary } = polishing(scenario);
  const ci = makeApp(sandbox.world, {
    name: "CI",
    slug: "ci",
    homepage: "https://x.test",
    permissions: {},
    events: [],
  });
  const states = async () => {
    await settled();
    return signs(summary())
      .map((line) => line.slice(0, 1))
      .join("");
  };
  expect(await states()).toBe("❌❌");
  alice.setStatus("build", "success");
  expect(await states()).toBe("✅❌");
  const run = alice.reportCheck(ci, "build", { status: "in_progress" });
  expect(await states()).toBe("❌❌");
  alice.updateCheck(run, { conclusion: "skipped" });
  expect(await states()).toBe("✅✅");
  alice.push("topic", { "a.txt": "a" });
  alice.reportCheck(ci, "build", { conclusion: "failure" }, "topic");
  expect(await states()).toBe("✅✅");
  alice.push("main", { "b.txt": "b" });
  expect(await states()).toBe("❌❌");
  expect(await settles()).toEqual([]);
});

describe("alerts", () => {
  const kinds = ["code-scanning", "dependabot", "secret-scanning"] as const;
  const optIn = criteria.alerts.optIn;

  /** As after somebody has added to the registration what the criterion needs. */
  const allowed = async () => {
    const scenario = await start({ files: plan("alerts") });
    const { app } = scenario.sandbox.world;
    app.permissions = { ...app.permissions, ...optIn?.permissions };
    app.events = [...app.events, ...(optIn?.events ?? [])];
    return scenario;
  };

  test("each kind turns it, from the severity on, and nothing of an alert is shown", async () => {
    const scenario = await allowed();
    const { settled, settles } = scenario;
    const { alice, summary } = polishing(scenario);
    alice.scanFor(...kinds);
    const sign = async () => {
      await settled();
      return signs(summary())[0]?.slice(0, 1);
    };
    for (const kind of ["code-scanning", "dependabot"] as const) {
      const mild = alice.raiseAlert(kind, "medium");
      expect(await sign()).toBe("✅");
      const severe = alice.raiseAlert(kind, "high");
      expect(await sign()).toBe("❌");
      for (const alert of [severe, mild]) alice.closeAlert(alert);
      expect(await sign()).toBe("✅");
    }
    const secret = alice.raiseAlert("secret-scanning");
    expect(await sign()).toBe("❌");
    const line = summary().match(/^- ❌.*\n.*$/m)?.[0];
    expect(line).toMatch(
      /: the security tab has open alerts\n {2}- \[The security tab\]\(\S+\/octo\/shop\/security\)$/,
    );
    expect(summary()).not.toMatch(/example/i);
    alice.closeAlert(secret);
    expect(await sign()).toBe("✅");
    expect(await settles()).toEqual([]);
  });

  test("a kind that is switched off is unknown", async () => {
    const scenario = await allowed();
    const { alice, reason } = polishing(scenario);
    alice.scanFor("code-scanning", "dependabot");
    await scenario.settled();
    expect(reason("security alert")).toMatch(/^secret-scanning is switched off/);
    alice.scanFor("secret-scanning");
    alice.stopScanning("dependabot");
    await scenario.look({ kind: "phases" });
    expect(reason("security alert")).toMatch(/^dependabot is switched off/);
  });

  test("without the permission it is unknown and names it", async () => {
    const scenario = await start({ files: plan(...kinds.map((kind) => `alerts: { kinds: [${kind}] }`)) });
    const { alice, summary } = polishing(scenario);
    alice.scanFor(...kinds);
    await scenario.settled();
    expect(signs(summary()).map((line) => line.slice(0, 1))).toEqual(["❔", "❔", "❔"]);
    for (const permission of Object.keys(optIn?.permissions ?? {}))
      expect(summary()).toContain(`"${permission.replaceAll("_", String.raw`\_`)}: read"`);
  });
});
