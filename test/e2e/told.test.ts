// Events that come seldom: a draft made ready, a suite asked for again, repositories that an installation gains and loses.
import { expect, test } from "@jest/globals";
import { addRepository, addToInstallation, person, removeFromInstallation } from "@milegate/sandbox";
import type { ScenarioSettings } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();

/** An MVP with one open issue, number 1, and a milestone for polish. */
async function shop(settings: ScenarioSettings = {}) {
  const scenario = await start(settings);
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  await scenario.settled();
  return { ...scenario, alice };
}

test("what got lost is made up for when a draft becomes ready, and when a suite is asked for again", async () => {
  const { alice, settled, check, sandbox, shop: repository } = await shop();
  sandbox.deliveries.fate = () => "lose";
  const { number, head } = alice.openPull("Nicer icons", { draft: true });
  alice.label(number, "phase: mvp");
  alice.close(1);
  await settled();
  sandbox.deliveries.fate = () => "deliver";
  expect(check(number)).toBe("");
  alice.markReady(number);
  await settled();
  expect(check(number)).toBe("success Open: MVP waits for no other phase");
  sandbox.deliveries.fate = () => "lose";
  alice.setMilestone(number, 2);
  alice.reopen(1);
  await settled();
  sandbox.deliveries.fate = () => "deliver";
  const suite = repository.suites.find(({ headSha }) => headSha === head.sha);
  if (suite !== undefined) alice.rerequestSuite(suite);
  await settled();
  expect(check(number)).toBe("action_required Blocked: Polish waits for MVP (0 of 1 issue closed)");
  // A milestone that nobody told of is found by whoever looks next; so that nothing is left to write at the end:
  alice.edit(number, { title: "Nicer icons, now" });
});

test("a repository that is added is looked at whole, and left alone once it is removed", async () => {
  const { sandbox, installation, octo, user, settled } = await shop();
  const by = { world: sandbox.world, account: user("alice") };
  const docs = addRepository(sandbox.world, { owner: octo, name: "docs", roles: { alice: "admin" } });
  const alice = person(sandbox.world, docs, user("alice"));
  alice.createMilestone("MVP");
  alice.openIssue("Write", { milestone: 1 });
  const { head } = alice.openPull("Read");
  await settled();
  addToInstallation(by, installation, docs);
  await settled();
  const runs = () => docs.suites.filter(({ headSha }) => headSha === head.sha).flatMap((suite) => suite.runs);
  expect(docs.items[0]?.labels.map(({ name }) => name)).toEqual(["phase: mvp"]);
  expect(runs().map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual(["milegate neutral"]);
  removeFromInstallation(by, installation, docs);
  const before = sandbox.traffic.asked.length;
  alice.setMilestone(2, 1);
  await settled();
  expect(sandbox.traffic.asked.slice(before).filter(({ kind }) => kind === "write")).toEqual([]);
});

test("what is told of a repository by a name that reads do not find yet is looked at once they do", async () => {
  const lag = { ms: 400, kinds: ["repository" as const] };
  const { alice, check, settled } = await shop({ lag });
  const { number } = alice.openPull("Nicer icons");
  alice.setMilestone(number, 2);
  await settled();
  alice.renameRepository("store");
  alice.close(1);
  await settled();
  expect(check(number)).toBe("success Open: MVP is passed");
});
