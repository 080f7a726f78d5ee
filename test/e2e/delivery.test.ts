// One delivery over several repositories: its gate, its review, and what each of them may say of the others.
import { expect, test } from "@jest/globals";
import { addToInstallation, removeFromInstallation } from "@milegate/sandbox";
import type { ScenarioSettings } from "../scenario.ts";
import { useScenario } from "./use.ts";

const scenario = useScenario();

const PLAN = `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [shop, api, "lib-*"]
    home: shop
`;

const checkout = (more: ScenarioSettings = {}): ScenarioSettings => ({
  ownerFiles: { ".github/milegate.yml": PLAN },
  repositories: { api: {}, "lib-core": {} },
  ...more,
});

test("polish in one repository waits for the last MVP issue in another", async () => {
  const { as, other, check, checks, settled } = await scenario(checkout());
  const alice = as("alice");
  const api = other("api").as("alice");
  const polish = alice.createMilestone("Polish");
  const mvp = api.createMilestone("MVP");
  const open = api.openIssue("Charge the card", { milestone: mvp.number });
  const done = api.openIssue("Refund", { milestone: mvp.number });
  api.close(done.number);
  const pull = alice.openPull("Round the corners");
  alice.setMilestone(pull.number, polish.number);
  await settled();
  expect(check(pull.number)).toMatch(/^action_required Blocked: /);
  const [{ output } = { output: { summary: "" } }] = checks(pull.number);
  expect(output.summary).toContain("api: 1 of 2 issues closed");
  expect(output.summary).toContain(`octo/api#${open.number}`);
  api.close(open.number);
  await settled();
  expect(check(pull.number)).toMatch(/^success Open: /);
  api.reopen(open.number);
  await settled();
  expect(check(pull.number)).toMatch(/^action_required Blocked: /);
});

test("a public repository says nothing of a private one but what counts", async () => {
  const given = checkout({ repositories: { api: { visibility: "private" }, "lib-core": { visibility: "internal" } } });
  const { as, other, checks, check, settled } = await scenario(given);
  const alice = as("alice");
  const polish = alice.createMilestone("Polish");
  const api = other("api").as("alice");
  const secret = api.createMilestone("MVP of Project Falcon");
  api.openIssue("Acquire the hawk", { milestone: secret.number });
  const core = other("lib-core").as("alice");
  const inner = core.createMilestone("MVP");
  core.openIssue("Feed it", { milestone: inner.number });
  const mvp = alice.createMilestone("MVP");
  alice.openIssue("Take off", { milestone: mvp.number });
  const pull = alice.openPull("Round the corners");
  alice.setMilestone(pull.number, polish.number);
  const inside = api.openPull("Sharpen the beak");
  const corePolish = api.createMilestone("Polish");
  api.setMilestone(inside.number, corePolish.number);
  await settled();
  const said = JSON.stringify(checks(pull.number).map(({ output }) => output));
  expect(check(pull.number)).toMatch(/^action_required Blocked: /);
  expect(said).toContain("a private repository: 0 of 1 issue closed");
  expect(said).not.toMatch(/falcon|hawk|api|lib-core|feed/i);
  const seen = JSON.stringify(
    other("api")
      .checks(inside.number)
      .map(({ output }) => output),
  );
  expect(seen).toContain("lib-core: 0 of 1 issue closed");
  expect(seen).toContain("octo/lib-core#1");
  expect(seen).toContain("Take off");
  expect(seen).not.toContain("Feed it");
});

test("one review, in the home, when the last milestone of all is closed; its decision opens every gate", async () => {
  const { as, other, reviews, settled } = await scenario(
    checkout({ ownerFiles: { ".github/milegate.yml": `${PLAN}    gate: { until: decision }\n` } }),
  );
  const alice = as("alice");
  const api = other("api").as("alice");
  const [here, there] = [alice.createMilestone("MVP"), api.createMilestone("MVP")];
  const polish = api.createMilestone("Polish");
  const done = api.openIssue("Charge the card", { milestone: there.number });
  const pull = api.openPull("Polish the receipts");
  api.setMilestone(pull.number, polish.number);
  api.close(done.number);
  api.closeMilestone(there.number);
  await settled();
  expect(reviews()).toHaveLength(0);
  alice.closeMilestone(here.number);
  await settled();
  const [review] = reviews();
  expect(review?.title).toBe("Boundary review: MVP → Enhancement");
  expect(other("api").reviews()).toHaveLength(0);
  expect(other("api").check(pull.number)).toMatch(/^action_required Blocked: /);
  alice.comment(review?.number ?? 0, "/phase continue");
  await settled();
  expect(other("api").check(pull.number)).toMatch(/^success Open: /);
});

test("what is wrong with a member's own file blocks that repository alone", async () => {
  const files = { ".github/milegate.yml": "version: 1\ngate: { until: milestone }\n" };
  const { as, other, check, settled } = await scenario(checkout({ repositories: { api: { files }, "lib-core": {} } }));
  const alice = as("alice");
  const api = other("api").as("alice");
  const [polish, mvp] = [alice.createMilestone("Polish"), api.createMilestone("MVP")];
  const issue = api.openIssue("Charge the card", { milestone: mvp.number });
  const pull = alice.openPull("Round the corners");
  alice.setMilestone(pull.number, polish.number);
  const own = api.openPull("Fix the amount");
  await settled();
  expect(other("api").check(own.number)).toMatch(/^action_required Invalid plan/);
  expect(check(pull.number)).toMatch(/^action_required Blocked: /);
  api.close(issue.number);
  await settled();
  expect(check(pull.number)).toMatch(/^success Open: /);
});

test("a repository that can't be read shuts what depends on it, and an archived one is left out", async () => {
  const { as, other, check, checks, settled, installation, sandbox, user } = await scenario(
    checkout({ repositories: { api: { installed: false }, "lib-core": {} } }),
  );
  const alice = as("alice");
  const [polish, mvp] = [alice.createMilestone("Polish"), alice.createMilestone("MVP")];
  const issue = alice.openIssue("Charge the card", { milestone: mvp.number });
  alice.close(issue.number);
  const pull = alice.openPull("Round the corners");
  alice.setMilestone(pull.number, polish.number);
  await settled();
  expect(check(pull.number)).toMatch(/^action_required Blocked: /);
  expect(JSON.stringify(checks(pull.number).map(({ output }) => output))).toContain("a private repository");
  const api = other("api");
  addToInstallation({ world: sandbox.world, account: user("alice") }, installation, api.repository);
  await settled();
  expect(check(pull.number)).toMatch(/^success Open: /);
  const there = api.as("alice").createMilestone("MVP");
  api.as("alice").openIssue("Refund", { milestone: there.number });
  await settled();
  expect(check(pull.number)).toMatch(/^action_required Blocked: /);
  api.as("alice").setArchived(true);
  await settled();
  expect(check(pull.number)).toMatch(/^success Open: /);
});

test("a repository that leaves the installation shuts what depends on it within seconds, public as it is", async () => {
  const { as, other, check, checks, settled, installation, sandbox, user } = await scenario(checkout());
  const polish = as("alice").createMilestone("Polish");
  const api = other("api");
  const mvp = api.as("alice").createMilestone("MVP");
  api.as("alice").close(api.as("alice").openIssue("Charge the card", { milestone: mvp.number }).number);
  const pull = as("alice").openPull("Round the corners");
  as("alice").setMilestone(pull.number, polish.number);
  await settled();
  expect(check(pull.number)).toMatch(/^success Open: /);
  removeFromInstallation({ world: sandbox.world, account: user("alice") }, installation, api.repository);
  await settled();
  expect(check(pull.number)).toMatch(/^action_required Blocked: /);
  expect(JSON.stringify(checks(pull.number).map(({ output }) => output))).toContain("add it to the installation");
});

test("a home that is renamed, made private, archived or deleted is followed in the others, which don't name what is private", async () => {
  const { as, other, settled } = await scenario(checkout());
  const [home, api] = [as("alice"), other("api").as("alice")];
  const [mvp, polish] = [home.createMilestone("MVP"), api.createMilestone("Polish")];
  home.openIssue("Take off", { milestone: mvp.number });
  const pull = api.openPull("Round the corners");
  api.setMilestone(pull.number, polish.number);
  const said = async (act: () => void): Promise<string> => {
    act();
    await settled();
    const [run] = other("api").checks(pull.number);
    return `${run?.output.title}\n${run?.output.summary}`;
  };
  const missing = /^Invalid plan[\s\S]*the home is not among the repositories/;
  expect(await said(() => home.renameRepository("store"))).toMatch(missing);
  expect(await said(() => home.renameRepository("shop"))).toMatch(/^Blocked[\s\S]*octo\/shop#1/);
  const hidden = await said(() => home.setVisibility("private"));
  expect(hidden).toMatch(/^Blocked[\s\S]*a private repository: 0 of 1 issue closed/);
  expect(hidden).not.toMatch(/octo\/shop|Take off/);
  expect(await said(() => home.setArchived(true))).toMatch(/^Invalid plan[\s\S]*the home is archived/);
  expect(await said(() => home.deleteRepository())).toMatch(missing);
});

test("a decision is not taken on what another repository was before its event was lost", async () => {
  const { as, other, item, reviews, sandbox, settled } = await scenario({
    ...checkout(),
    ownerFiles: { ".github/milegate.yml": `gate: { until: decision }\n${PLAN}` },
  });
  const alice = as("alice");
  const api = other("api").as("alice");
  const [mvp, apiMvp] = [alice.createMilestone("MVP"), api.createMilestone("MVP")];
  const charge = api.openIssue("Charge the card", { milestone: apiMvp.number });
  await settled();
  api.close(charge.number);
  api.closeMilestone(apiMvp.number);
  alice.closeMilestone(mvp.number);
  await settled();
  const review = reviews()[0]?.number ?? 0;
  sandbox.deliveries.fate = () => "lose";
  api.reopen(charge.number);
  sandbox.deliveries.fate = () => "deliver";
  alice.comment(review, "/phase continue");
  await settled();
  expect(item(review).labels).not.toContain("decision: continue");
  expect(item(review).comments.at(-1)?.body).toContain("0 of 1 issue closed");
});
