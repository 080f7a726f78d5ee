// An invalid plan never locks its repair out: SPEC sections 1 and 4.
import { describe, expect, test } from "@jest/globals";
import { person } from "@milegate/sandbox";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
const FILE = ".github/milegate.yml";
const YAML = ".github/milegate.yaml";
const PLAN = 'phases:\n  - { id: one, milestones: ["Alpha*"] }\n  - { id: two, milestones: ["Beta*"] }\n';
const BROKEN = `${PLAN}gates: {}\n`;

/** A required check, and a plan that has become invalid. */
async function broken({ as, settled }: Scenario, file = FILE) {
  const alice = as("alice");
  alice.createMilestone("Alpha");
  alice.openIssue("Log in", { milestone: 1 });
  await settled();
  alice.requireCheck("milegate");
  alice.push("main", { [file]: BROKEN });
  await settled();
  return alice;
}

describe("while the plan is invalid", () => {
  test("a pull request that repairs it, and nothing else, can be merged", async () => {
    const scenario = await start({ files: { [FILE]: PLAN } });
    const alice = await broken(scenario);
    const { check, checks, settled } = scenario;
    const more = alice.openPull("Repair and more", { files: { [FILE]: PLAN, "more.txt": "more" } });
    const still = alice.openPull("Not enough", { files: { [FILE]: `${BROKEN}\n` } });
    const gone = alice.openPull("Delete", { files: { [FILE]: null } });
    const elsewhere = alice.openPull("Elsewhere", { files: { [FILE]: PLAN }, base: alice.push("other") && "other" });
    const repair = alice.openPull("Repair", { files: { [FILE]: PLAN } });
    await settled();
    expect([more, still, gone, elsewhere, repair].map(({ number }) => check(number))).toEqual([
      "action_required Invalid plan",
      "action_required Invalid plan",
      "success Repairs the plan",
      "action_required Invalid plan",
      "success Repairs the plan",
    ]);
    const step = (number: number) => /^### What to do next\n\n(.*)/.exec(checks(number)[0]?.output.summary ?? "")?.[1];
    expect([more, still].map(({ number }) => step(number))).toEqual([
      "This pull request repairs the plan, and changes other files, too. Leave nothing but the plan's file in it, and it passes.",
      "Correct `.github/milegate.yml` by a pull request that changes nothing else: its check passes (people with the role write or higher).",
    ]);
    alice.merge(repair.number);
    await settled();
    expect(check(more.number)).toBe("neutral No phase");
  });

  test("help, status and override work, with the default roles, and others say so", async () => {
    const scenario = await start({ files: { [FILE]: PLAN } });
    const alice = await broken(scenario);
    const { as, check, item, settled } = scenario;
    const pull = alice.openPull("Change");
    await settled();
    as("bob").comment(pull.number, "/phase override I want it");
    alice.comment(pull.number, "/phase help");
    alice.comment(pull.number, "/phase status");
    alice.comment(pull.number, "/phase clear");
    await settled();
    const replies = item(pull.number)
      .comments.filter(({ author }) => author?.type === "Bot")
      .map(({ body }) => body);
    expect(replies).toEqual([
      expect.stringContaining("maintain"),
      expect.stringMatching(/^(?![\s\S]*\/phase set)[\s\S]*`\/phase override <reason>`/),
      expect.stringMatching(/The plan is invalid[\s\S]*unknown key "gates"/),
      expect.stringContaining("only `/phase help`, `/phase status` and `/phase override` work"),
    ]);
    expect(check(pull.number)).toBe("action_required Invalid plan");
    alice.comment(pull.number, "/phase override the outage can't wait");
    await settled();
    expect(check(pull.number)).toContain("success Overridden: by alice");
  });

  test("the dashboard, made if there is none, says so first", async () => {
    const scenario = await start({ files: { [FILE]: PLAN } });
    await broken(scenario);
    const dashboard = () => scenario.shop.items.find(({ title }) => title === "Delivery dashboard")?.body ?? "";
    await scenario.look({ kind: "dashboard" });
    expect(dashboard().split("\n")[1]).toContain("The plan is invalid");
    expect(dashboard()).toContain('unknown key "gates"');
    scenario.as("alice").push("main", { [FILE]: PLAN });
    await scenario.look({ kind: "dashboard" });
    expect(dashboard()).not.toContain("is invalid");
  });
});

test("a pull request that would make the plan invalid is told so by both checks", async () => {
  const { as, settled, check } = await start();
  const alice = as("alice");
  alice.createMilestone("MVP");
  const pull = alice.openPull("Break it", { branch: "break", files: { [FILE]: BROKEN.replace("Alpha", "/(/") } });
  await settled();
  expect(check(pull.number)).toBe("action_required Invalid plan");
  expect(check(pull.number, "milegate/config")).toContain("failure Invalid plan");
  alice.push("break", { [FILE]: PLAN });
  await settled();
  expect(check(pull.number)).toBe("neutral No phase");
});

test("renaming an invalid milegate.yaml to a valid milegate.yml repairs it", async () => {
  const scenario = await start({ files: { [YAML]: PLAN } });
  const alice = await broken(scenario, YAML);
  const repair = alice.openPull("Rename", { files: { [YAML]: null, [FILE]: PLAN } });
  await scenario.settled();
  expect(scenario.check(repair.number)).toBe("success Repairs the plan");
});

test("in the owner's repository what touches the file has both checks, whether the plan acts there or not", async () => {
  const { sandbox, settled, user } = await start({ ownerFiles: { [FILE]: PLAN } });
  const owners = sandbox.world.repositories.find(({ name }) => name === ".github");
  if (owners === undefined) throw new Error("no owner's repository");
  const alice = person(sandbox.world, owners, user("alice"));
  const said = (): string[] =>
    owners.suites
      .flatMap(({ runs }) => runs)
      .map(({ name, conclusion, output }) => `${name} ${conclusion} ${output.title}`);
  alice.openPull("Break it", { files: { [FILE]: BROKEN } });
  alice.openPull("Words", { files: { "README.md": "words" } });
  await settled();
  expect(said().toSorted()).toEqual([
    "milegate action_required Invalid plan",
    "milegate/config failure Invalid plan: 1 problem",
  ]);
});

test("a delivery that became invalid: its members are overridden, the owner's file is repaired, and of two changes at once the last counts", async () => {
  const plan = (names: string) => `deliveries:\n  - { id: checkout, repositories: [shop, ${names}] }\n`;
  const { as, other, sandbox, settled, user } = await start({
    ...{ ownerFiles: { [FILE]: plan("api") }, repositories: { api: {}, web: {} } },
  });
  const owners = sandbox.world.repositories.find(({ name }) => name === ".github");
  if (owners === undefined) throw new Error("no owner's repository");
  const [alice, owner] = [other("api").as("alice"), person(sandbox.world, owners, user("alice"))];
  const polish = alice.createMilestone("Polish");
  as("alice").openIssue("Log in", { milestone: as("alice").createMilestone("MVP").number });
  const [pull, urgent] = [alice.openPull("Shine"), alice.openPull("Now")];
  for (const { number } of [pull, urgent]) alice.setMilestone(number, polish.number);
  owner.push("main", { [FILE]: `${plan("api")}gates: {}\n` });
  await settled();
  alice.comment(urgent.number, "/phase override the outage can't wait");
  const [repair] = [plan("api"), `${plan("api")}gates: {}\nlocks: 1\n`].map((text) =>
    owner.openPull("Change", { files: { [FILE]: text } }),
  );
  await settled();
  expect([pull, urgent].map(({ number }) => other("api").check(number))).toEqual([
    "action_required Invalid plan",
    expect.stringContaining("success Overridden: by alice"),
  ]);
  const verdicts = owners.suites.flatMap(({ runs }) => runs).filter(({ name }) => name === "milegate");
  expect(verdicts.map(({ output }) => output.title)).toEqual(["Repairs the plan", "Invalid plan"]);
  owner.merge(repair?.number ?? 0);
  await settled();
  expect(other("api").check(pull.number)).toMatch(/^action_required Blocked: .*0 of 1 issue closed/);
  for (const names of ["web", "api, web", "web"]) owner.push("main", { [FILE]: plan(names) });
  await settled();
  // It is planned alone again.
  expect(other("api").check(pull.number)).toContain("no milestone belongs to this phase yet");
});
