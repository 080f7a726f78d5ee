// The gate where it is odd: names with slashes and in other cases, drafts, a plan that breaks or goes while something waits.
import { expect, test } from "@jest/globals";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();

const FILE = ".github/milegate.yml";
const plan = (more: string) => `
version: 1
${more}
phases:
  - { id: mvp, name: MVP, milestones: [MVP] }
  - { id: polish, name: Polish, milestones: [Polish], aliases: [Shine] }
`;

const BLOCKED = "action_required Blocked: Polish waits for MVP (0 of 1 issue closed)";
const FREE = "success Open: MVP waits for no other phase";

/** Numbers 1 and 2: an open issue of the MVP, and one of polish. */
async function shop(more = "") {
  const scenario = await start({ files: { [FILE]: plan(more) } });
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  alice.openIssue("Icons", { milestone: 2 });
  await scenario.settled();
  return { ...scenario, alice };
}

const groups = ({ shop: { suites, mergeQueues } }: Pick<Scenario, "shop">, base: string): string[] =>
  (mergeQueues.get(base) ?? []).map(({ headSha }) =>
    suites
      .filter((suite) => suite.headSha === headSha)
      .flatMap(({ runs }) => runs.map(({ conclusion, output }) => `${conclusion} ${output.title}`))
      .join("\n"),
  );

test("environments are told apart without regard to case, whatever signs they have", async () => {
  const { alice, settled } = await shop('environments: { "Prod/EU west": mvp, "münchen": mvp }');
  const asked = ["prod/eu WEST", "Prod/EU west", "MÜNCHEN", "prod", "prod/eu"].map((name) =>
    alice.requestDeployment(name),
  );
  await settled();
  expect(asked.map(({ environment, state }) => `${environment}: ${state}`)).toEqual([
    "prod/eu WEST: rejected",
    "Prod/EU west: rejected",
    "MÜNCHEN: rejected",
    "prod: approved",
    "prod/eu: approved",
  ]);
});

test("a draft has its check, and it is right when it becomes ready", async () => {
  const { alice, settled, check, sandbox } = await shop();
  const { number } = alice.openPull("Icons", { draft: true, body: "Fixes #2" });
  await settled();
  expect(check(number)).toBe(BLOCKED);
  sandbox.deliveries.fate = ({ event, action }) =>
    event === "pull_request" && action === "ready_for_review" ? "deliver" : "lose";
  alice.close(1);
  alice.markReady(number);
  await settled();
  expect(check(number)).toBe("success Open: MVP is passed");
});

test("an alias in another case counts, and of two phases the later", async () => {
  const { alice, settled, check } = await shop();
  alice.createLabel("SHINE");
  const { number } = alice.openPull("Change");
  alice.label(number, "phase: mvp");
  await settled();
  expect(check(number)).toBe(FREE);
  alice.label(number, "SHINE");
  await settled();
  expect(check(number)).toBe(BLOCKED);
  alice.unlabel(number, "SHINE");
  await settled();
  expect(check(number)).toBe(FREE);
});

test("globs of base branches count their case, and a pull request that moves gains or loses its exemption, with whom it shares its head", async () => {
  const { alice, settled, check } = await shop('gate: { exempt: { branches: ["release/**"] } }');
  for (const branch of ["release/1/x", "Release/1"]) alice.push(branch, {});
  const one = alice.openPull("One", { branch: "topic", base: "release/1/x" });
  const two = alice.openPull("Two", { branch: "topic", base: "Release/1" });
  for (const { number } of [one, two]) alice.setMilestone(number, 2);
  await settled();
  expect([one, two].map(({ number }) => check(number))).toEqual([BLOCKED, BLOCKED]);
  alice.close(two.number);
  await settled();
  expect(check(one.number)).toBe("success Exempt: its base branch release/1/x");
  alice.changeBase(one.number, "main");
  await settled();
  expect(check(one.number)).toBe(BLOCKED);
});

test("a plan that becomes invalid shuts the groups that are queued; without one nothing is written", async () => {
  const scenario = await shop();
  const { alice, settled, check, sandbox } = scenario;
  const { number } = alice.openPull("Change");
  alice.setMilestone(number, 1);
  await settled();
  alice.enqueue(number);
  await settled();
  expect(groups(scenario, "main")).toEqual([FREE]);
  alice.push("main", { [FILE]: "version: 2\n" });
  await settled();
  expect(groups(scenario, "main")).toEqual(["action_required Invalid plan"]);
  const late = alice.openPull("Late");
  alice.enqueue(late.number);
  await settled();
  expect(groups(scenario, "main")).toEqual(["action_required Invalid plan", "action_required Invalid plan"]);
  alice.push("main", { [FILE]: plan("") });
  await settled();
  expect([check(number), check(late.number), ...groups(scenario, "main")]).toEqual([
    FREE,
    "neutral No phase",
    FREE,
    "neutral No phase",
  ]);
  alice.push("main", { [FILE]: null });
  for (const at of [1, 2]) alice.editMilestone(at, { title: `Sprint ${at}` });
  await settled();
  const before = sandbox.traffic.asked.length;
  alice.dequeue(number);
  alice.openPull("Later");
  await settled();
  expect(sandbox.traffic.asked.slice(before).filter(({ kind }) => kind === "write")).toEqual([]);
});

test("the check of another app that is called like ours is asked for again in vain", async () => {
  const { alice, settled, check, sandbox, shop: repository } = await shop();
  const { number } = alice.openPull("Change");
  await settled();
  const own = repository.suites.flatMap(({ runs }) => runs)[0];
  if (own === undefined) throw new Error("no check");
  const suite = { ...own.suite, id: 1, nodeId: "CS_other", app: { ...sandbox.world.app, id: 4711 }, runs: [own] };
  const other = { ...own, id: 999_999, nodeId: "CR_other", conclusion: "failure", suite };
  suite.runs = [other];
  repository.suites.push(suite);
  const before = sandbox.traffic.asked.length;
  alice.rerequest(other);
  alice.rerequestSuite(suite);
  await settled();
  expect(sandbox.traffic.asked.slice(before).filter(({ kind }) => kind === "write")).toEqual([]);
  expect(check(number).split("\n")).toEqual(["neutral No phase", "failure No phase"]);
});
