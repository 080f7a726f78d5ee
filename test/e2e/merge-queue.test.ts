// The merge queue asks about groups; each is answered on its head, from the live verdict of all that it merges.
import { expect, test } from "@jest/globals";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();

const BLOCKED = "action_required Blocked: Polish waits for MVP (0 of 1 issue closed)";
const FREE = "success Open: MVP waits for no other phase";

const on = ({ shop }: Scenario, sha: string | undefined): string =>
  shop.suites
    .filter(({ headSha }) => headSha === sha)
    .flatMap(({ runs }) => runs)
    .map(({ name, conclusion, output }) => `${name === "milegate" ? "" : name}${conclusion} ${output.title}`)
    .join("\n");

test("a group's check follows every pull request that it merges, whatever the base is called", async () => {
  const scenario = await start();
  const { settled, shop } = scenario;
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  alice.push("release/1.0", {});
  const [first, polish, last] = ["First", "Shine", "Last"].map((title) =>
    alice.openPull(title, { base: "release/1.0" }),
  );
  if (first === undefined || polish === undefined || last === undefined) throw new Error("no pull requests");
  alice.setMilestone(first.number, 1);
  alice.setMilestone(polish.number, 2);
  alice.setMilestone(last.number, 1);
  await settled();
  for (const { number } of [first, polish, last]) alice.enqueue(number);
  await settled();
  const heads = () => (shop.mergeQueues.get("release/1.0") ?? []).map(({ headSha }) => on(scenario, headSha));
  expect(heads()).toEqual([FREE, BLOCKED, BLOCKED]);
  const group = shop.suites.find(({ headSha }) => headSha === shop.mergeQueues.get("release/1.0")?.[2]?.headSha);
  expect(group?.runs[0]?.output.summary).toContain("### Merged together");
  expect(group?.runs[0]?.output.summary).toContain(`- #${polish.number} Shine (into release/1.0): Blocked`);

  alice.close(1);
  await settled();
  expect(heads()).toEqual([FREE, FREE, FREE]);
  alice.reopen(1);
  await settled();
  expect(heads()).toEqual([FREE, BLOCKED, BLOCKED]);
});

test("who leaves the queue, or comes to another phase in it, changes the groups behind", async () => {
  const scenario = await start();
  const { settled, shop } = scenario;
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  const [first, polish] = [alice.openPull("First"), alice.openPull("Shine")];
  alice.setMilestone(first.number, 2);
  alice.setMilestone(polish.number, 1);
  for (const { number } of [first, polish]) alice.enqueue(number);
  await settled();
  const heads = () => (shop.mergeQueues.get("main") ?? []).map(({ headSha }) => on(scenario, headSha));
  expect(heads()).toEqual([BLOCKED, BLOCKED]);
  alice.dequeue(first.number);
  await settled();
  expect(heads()).toEqual([FREE]);
  alice.setMilestone(polish.number, 2);
  await settled();
  expect(heads()).toEqual([BLOCKED]);
});

test("a group's check is looked at again when it is asked for again, by its button, its run or its suite", async () => {
  const scenario = await start();
  const { sandbox, settled, shop } = scenario;
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.push("release/1.0", {});
  const pull = alice.openPull("Change", { base: "release/1.0" });
  alice.setMilestone(pull.number, 1);
  await settled();
  const { permissions } = sandbox.world.app;
  for (const again of ["press", "run", "suite"]) {
    delete permissions["merge_queues"];
    const { headSha } = alice.enqueue(pull.number);
    await settled();
    expect(on(scenario, headSha)).toContain("action_required Blocked");
    permissions["merge_queues"] = "read";
    const suite = shop.suites.find((each) => each.headSha === headSha);
    const run = suite?.runs[0];
    if (suite === undefined || run === undefined) throw new Error("no check");
    if (again === "press") alice.recheck(run);
    else if (again === "run") alice.rerequest(run);
    else alice.rerequestSuite(suite);
    await settled();
    expect(on(scenario, headSha)).toBe(FREE);
    alice.dequeue(pull.number);
  }
});

test("a group of which nothing is known is shut, with the reason; one without a readable queue is judged by its name", async () => {
  const scenario = await start();
  const { sandbox, settled, shop } = scenario;
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.openIssue("Log in", { milestone: 1 });
  const pull = alice.openPull("Change");
  alice.setMilestone(pull.number, 1);
  await settled();
  const { app } = sandbox.world;
  delete app.permissions["merge_queues"];
  const denied = alice.enqueue(pull.number);
  await settled();
  expect(on(scenario, denied.headSha)).toBe("action_required Blocked: what this merge group holds is not known");
  app.permissions["merge_queues"] = "read";
  shop.mergeQueues.clear();
  const sha = alice.push("odd", {});
  await scenario.look({ kind: "group", sha, ref: "refs/heads/odd", base: "refs/heads/main" });
  expect(on(scenario, sha)).toBe("action_required Blocked: what this merge group holds is not known");
  const other = alice.push("other", {});
  const ref = `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${"0".repeat(40)}`;
  await scenario.look({ kind: "group", sha: other, ref, base: "refs/heads/main" });
  expect(on(scenario, other)).toBe(FREE);
  alice.close(pull.number);
  const late = alice.push("late", {});
  await settled();
  await scenario.look({ kind: "group", sha: late, ref, base: "refs/heads/main" });
  expect(on(scenario, late)).toBe("action_required Blocked: what this merge group holds is not known");
});
