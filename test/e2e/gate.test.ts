// The gate, as GitHub shows it: SPEC section 4.
import { describe, expect, test } from "@jest/globals";
import { addRepository, person } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();

const BLOCKED = "action_required Blocked: Polish waits for MVP (0 of 1 issue closed)";
const OPEN = "success Open: MVP is passed";

/** An MVP with one open issue, number 1, and a milestone for polish. */
async function shop() {
  const scenario = await start();
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  await scenario.settled();
  return { ...scenario, alice };
}

test("polish waits for the MVP's issues, opens when the last is closed, and shuts again when one is reopened", async () => {
  const { alice, settled, check } = await shop();
  alice.openIssue("Log out", { milestone: 1 });
  const icons = alice.openPull("Nicer icons");
  alice.setMilestone(icons.number, 2);
  await settled();
  expect(check(icons.number)).toBe("action_required Blocked: Polish waits for MVP (0 of 2 issues closed)");
  alice.close(1);
  await settled();
  expect(check(icons.number)).toBe("action_required Blocked: Polish waits for MVP (1 of 2 issues closed)");
  alice.close(2);
  await settled();
  expect(check(icons.number)).toBe(OPEN);
  alice.reopen(2);
  await settled();
  expect(check(icons.number)).toBe("action_required Blocked: Polish waits for MVP (1 of 2 issues closed)");
});

describe("the phase comes from", () => {
  test("the milestone, a label, an alias, or the issues that it closes", async () => {
    const { alice, settled, check, labels } = await shop();
    alice.openIssue("Shine", { milestone: 2 });
    alice.createLabel("phase: polish");
    alice.createLabel("polish");
    const pulls = ["milestone", "label", "alias", "link"].map((title) =>
      alice.openPull(title, title === "link" ? { body: "Fixes #2" } : {}),
    );
    const [milestone, label, alias, link] = pulls.map(({ number }) => number);
    alice.setMilestone(milestone ?? 0, 2);
    alice.label(label ?? 0, "phase: polish");
    alice.label(alias ?? 0, "polish");
    await settled();
    expect(pulls.map(({ number }) => check(number))).toEqual([BLOCKED, BLOCKED, BLOCKED, BLOCKED]);
    expect(labels(link ?? 0)).toEqual(["phase: polish"]);
    alice.close(1);
    await settled();
    expect(pulls.map(({ number }) => check(number))).toEqual([OPEN, OPEN, OPEN, OPEN]);
  });

  test("a linked issue that moves", async () => {
    const { alice, settled, check } = await shop();
    alice.openIssue("Shine", { milestone: 2 });
    const pull = alice.openPull("Shine", { body: "Fixes #2" });
    await settled();
    expect(check(pull.number)).toBe(BLOCKED);
    alice.setMilestone(2, 1);
    await settled();
    expect(check(pull.number)).toBe("success Open: MVP waits for no other phase");
  });
});

describe("every open pull request has one check", () => {
  test("whatever its phase", async () => {
    const { alice, settled, check } = await shop();
    alice.createMilestone("Enhancements");
    const [none, mvp, enhancement] = ["none", "mvp", "enhancement"].map((title) => alice.openPull(title).number);
    alice.setMilestone(mvp ?? 0, 1);
    alice.setMilestone(enhancement ?? 0, 3);
    await settled();
    expect(check(none ?? 0)).toBe("neutral No phase");
    expect(check(mvp ?? 0)).toBe("success Open: MVP waits for no other phase");
    expect(check(enhancement ?? 0)).toBe("neutral Warning: Enhancement waits for MVP (0 of 1 issue closed)");
  });

  test("on its new head after a push and a force-push", async () => {
    const { alice, settled, check, shop: repository } = await shop();
    const pull = alice.openPull("Change", { branch: "topic" });
    const first = pull.head.sha;
    await settled();
    alice.push("topic");
    await settled();
    expect(check(pull.number)).toBe("neutral No phase");
    alice.moveBranch("topic", first);
    await settled();
    expect(check(pull.number)).toBe("neutral No phase");
    expect(repository.suites.flatMap(({ runs }) => runs)).toHaveLength(2);
  });

  test("from a fork, too", async () => {
    const { alice, settled, check, shop: repository, sandbox, user } = await shop();
    const fork = addRepository(sandbox.world, { owner: user("mallory"), name: "shop", parent: repository });
    const pull = alice.openPull("From afar", { from: fork, branch: "topic", labels: [] });
    await settled();
    expect(check(pull.number)).toBe("neutral No phase");
    alice.setMilestone(pull.number, 2);
    await settled();
    expect(check(pull.number)).toBe(BLOCKED);
  });
});

describe("pull requests that share a head", () => {
  test("share the strictest verdict, and leave it when they part", async () => {
    const { alice, settled, check, checks } = await shop();
    alice.push("release", {});
    const strict = alice.openPull("Strict", { branch: "topic" });
    alice.setMilestone(strict.number, 2);
    const mild = alice.openPull("Mild", { branch: "topic", base: "release" });
    await settled();
    expect(check(mild.number)).toBe(BLOCKED);
    expect(checks(mild.number)[0]?.output.summary).toContain(`- #${strict.number} Strict (into main): Blocked`);
    alice.close(strict.number);
    await settled();
    expect(check(mild.number)).toBe("neutral No phase");
    alice.reopen(strict.number);
    await settled();
    expect(check(mild.number)).toBe(BLOCKED);
    expect(checks(mild.number)).toHaveLength(1);
  });
});

describe("the check is looked at again", () => {
  test("when its button is pressed or it is asked for again", async () => {
    const { alice, settled, check, checks, sandbox } = await shop();
    const pull = alice.openPull("Change");
    await settled();
    sandbox.deliveries.fate = ({ event }) => (event === "pull_request" || event === "issues" ? "lose" : "deliver");
    alice.setMilestone(pull.number, 2);
    await settled();
    expect(check(pull.number)).toBe("neutral No phase");
    const [run] = checks(pull.number);
    if (run === undefined) throw new Error("no check");
    alice.recheck(run);
    await settled();
    expect(check(pull.number)).toBe(BLOCKED);
    alice.setMilestone(pull.number, null);
    alice.rerequest(run);
    await settled();
    expect(check(pull.number)).toBe("neutral No phase");
  });

  test("when the milestone's tasks are ticked", async () => {
    const { alice, settled, check } = await shop();
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    alice.close(1);
    alice.editMilestone(1, { description: "- [ ] Say so on the blog" });
    await settled();
    expect(check(pull.number)).toBe("action_required Blocked: Polish waits for MVP (0 of 1 task ticked)");
    alice.editMilestone(1, { description: "- [x] Say so on the blog" });
    await settled();
    expect(check(pull.number)).toBe(OPEN);
  });

  test("when issues are dropped: they are neither done nor open", async () => {
    const { alice, settled, check } = await shop();
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    alice.close(1, "not_planned");
    await settled();
    expect(check(pull.number)).toBe("action_required Blocked: Polish waits for MVP (all of its issues were dropped)");
    alice.openIssue("Another", { milestone: 1 });
    alice.close(3);
    await settled();
    expect(check(pull.number)).toBe(OPEN);
  });
});

test("what the plan exempts passes, visibly: a bot by its whole login, a label in any case, a base branch", async () => {
  const exempt = '{ authors: ["dependabot[bot]"], labels: [Hotfix], branches: ["release/*"] }';
  const plan = `version: 1\ngate: { unphased: block, exempt: ${exempt} }\n`;
  const {
    as,
    settled,
    check,
    sandbox,
    shop: repository,
    user,
  } = await start({
    files: { ".github/milegate.yml": plan },
  });
  const alice = as("alice");
  alice.createLabel("hotfix");
  alice.push("release/1.0", {});
  const bot = { ...user("mallory"), login: "dependabot[bot]", type: "Bot" } as const;
  const { webFlow } = sandbox.world;
  const signature = { isValid: true, signer: webFlow, byGitHub: true };
  // What is told of a push names addresses, and a bot's is none by the events' description.
  const made = repository.commits.get(alice.push("bump", { "library.txt": "2" }));
  Object.assign(made ?? {}, { author: bot, committer: webFlow, signature });
  const bump = person(sandbox.world, repository, bot).openPull("Bump", { branch: "bump" });
  const [fix, backport, change] = [
    alice.openPull("Fix"),
    alice.openPull("Backport", { base: "release/1.0" }),
    alice.openPull("Change"),
  ];
  alice.label(fix.number, "hotfix");
  await settled();
  expect([bump, fix, backport, change].map(({ number }) => check(number))).toEqual([
    "success Exempt: its author dependabot[bot]",
    "success Exempt: its label hotfix",
    "success Exempt: its base branch release/1.0",
    "action_required Blocked: no phase",
  ]);
  alice.unlabel(fix.number, "hotfix");
  alice.changeBase(backport.number, "main");
  await settled();
  expect([fix, backport].map(({ number }) => check(number))).toEqual([
    "action_required Blocked: no phase",
    "action_required Blocked: no phase",
  ]);
});

test("a check that somebody else made under the same name is not ours", async () => {
  const { alice, settled, check, sandbox, shop: repository } = await shop();
  const pull = alice.openPull("Change", { branch: "topic" });
  await settled();
  const own = repository.suites[0]?.runs[0];
  if (own === undefined) throw new Error("no check");
  const other = { ...sandbox.world.app, id: 4711, slug: "other" };
  const suite = { ...own.suite, id: 1, nodeId: "CS_other", app: other, runs: [] as (typeof own)[] };
  suite.runs.push({ ...own, id: 999_999, nodeId: "CR_other", conclusion: "success", suite });
  repository.suites.push(suite);
  alice.setMilestone(pull.number, 2);
  await settled();
  expect(check(pull.number).split("\n")).toEqual([BLOCKED, "success No phase"]);
});

test("what it costs: a read for each event of a pull request, a write for a new head, another for a label, and no write for the same event again", async () => {
  const { alice, counting, sandbox, service, settled } = await shop();
  alice.openIssue("Shine", { milestone: 2 });
  expect(await counting(() => alice.openPull("Plain", { branch: "plain" }))).toEqual({ read: 1, write: 1 });
  expect(await counting(() => alice.push("plain"))).toEqual({ read: 1, write: 1 });
  expect(await counting(() => alice.openPull("Shine", { body: "Closes #2" }))).toEqual({ read: 1, write: 2 });
  const opened = sandbox.deliveries.log.findLast(
    ({ event, action }) => event === "pull_request" && action === "opened",
  );
  if (opened === undefined) throw new Error("no delivery");
  expect(await counting(() => sandbox.deliveries.redeliver(opened))).toEqual({ read: 0, write: 0 });
  const again = { ...opened, guid: "another-guid" };
  expect(await counting(() => sandbox.deliveries.redeliver(again))).toEqual({ read: 1, write: 0 });
  expect(await counting(() => alice.close(3))).toEqual({ read: 1, write: 0 });
  await settled();
  expect(await service.queue.failures()).toEqual([]);
});
