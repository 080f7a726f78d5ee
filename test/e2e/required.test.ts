// Whether the check is required on the default branch is said on the dashboard, and nothing is said of what can't be read.
import { expect, test } from "@jest/globals";
import { useScenario } from "./use.ts";

const start = useScenario();

const ADVISORY = "The gate is advisory here: no rule of `main` requires the check `milegate`";

async function shop() {
  const scenario = await start();
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  await scenario.settled();
  const problems = async () => {
    await scenario.look({ kind: "dashboard" });
    const body = scenario.shop.items.find(({ title }) => title === "Delivery dashboard")?.body ?? "";
    return body.split("### Problems\n\n")[1]?.split("\n\n---")[0] ?? "";
  };
  const rulesAsked = () =>
    scenario.sandbox.traffic.asked
      .filter(({ path }) => /\/branches\/main$/.test(path))
      .map(({ path, status }) => `${path.includes("/rules/") ? "rules" : "branch"} ${status}`);
  return { ...scenario, alice, problems, rulesAsked };
}

test.each(["ruleset", "classic"] as const)("a gate that nothing requires is advisory, until a %s does", async (by) => {
  const { alice, problems, sandbox } = await shop();
  expect(await problems()).toContain(ADVISORY);
  alice.requireCheck("milegate", { by: by === "ruleset" ? "classic" : "ruleset", branch: "release" });
  alice.requireCheck("build", { by });
  expect(await problems()).toContain(ADVISORY);
  alice.requireCheck("milegate", { by, app: sandbox.world.app.id });
  expect(await problems()).not.toContain("advisory");
  alice.requireCheck("milegate", { by, app: null });
  expect(await problems()).toContain("`main` requires a check `milegate` of any app");
});

test.each(["ruleset", "classic"] as const)(
  "a %s that wants the check of another app never lets anything through",
  async (by) => {
    const { alice, problems, sandbox } = await shop();
    alice.requireCheck("milegate", { by, app: 4711 });
    const pull = alice.openPull("Change");
    alice.setMilestone(pull.number, 1);
    expect(await problems()).toContain("`main` requires a check `milegate` of another app (its id is 4711)");
    expect(() => alice.merge(pull.number)).toThrow("is expected or failing");
    alice.requireCheck("milegate", { by, app: sandbox.world.app.id });
    expect(await problems()).not.toContain("another app");
    alice.merge(pull.number);
  },
);

test("of what can't be read nothing is said", async () => {
  const { problems, sandbox } = await shop();
  const { faults } = sandbox.traffic;
  for (const [match, status] of [
    [/rules\/branches/, 404],
    [/rules\/branches/, 403],
    [/shop\/branches/, 404],
  ] as const) {
    faults.push({ match, status });
    expect(await problems()).not.toContain("advisory");
    faults.pop();
  }
  const hidden = { protected: true, protection: { enabled: true } };
  faults.push({ match: /shop\/branches/, status: 200, body: hidden });
  expect(await problems()).not.toContain("advisory");
  faults.pop();
  expect(await problems()).toContain(ADVISORY);
});

test("costs two reads that GitHub does not count once it has answered them, one where a ruleset requires it, none for a check", async () => {
  const { alice, problems, rulesAsked, settled, sandbox } = await shop();
  await problems();
  await problems();
  expect(rulesAsked()).toEqual(["rules 200", "branch 200", "rules 304", "branch 304"]);
  alice.openPull("Change");
  await settled();
  expect(rulesAsked()).toHaveLength(4);
  alice.requireCheck("milegate", { app: sandbox.world.app.id });
  await problems();
  await problems();
  expect(rulesAsked().slice(4)).toEqual(["rules 200", "rules 304"]);
});
