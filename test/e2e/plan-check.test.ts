// The check of the plan itself, `milegate/config`: SPEC section 1.
import { describe, expect, test } from "@jest/globals";
import { addRepository, person } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();
const FILE = ".github/milegate.yml";

const lines = (...text: string[]) => `${text.join("\n")}\n`;
const PLAN = lines("version: 1", "phases:", '  - { id: core, milestones: ["Core"] }');
const STRICT = lines(
  "version: 1",
  "phases:",
  '  - { id: core, name: Core, milestones: ["Core"] }',
  '  - { id: shine, name: "Shine | on", milestones: ["Shine"] }',
);

const NAME = "milegate/config";

describe("a pull request that changes the plan", () => {
  test("hears what would become of the others, and again when they or the plan change", async () => {
    const { as, settled, check, checks, labels } = await start({ files: { [FILE]: PLAN } });
    const alice = as("alice");
    alice.createMilestone("Core");
    alice.createMilestone("Shine");
    alice.openIssue("Log in", { milestone: 1 });
    const icons = alice.openPull("Nicer | icons @bob");
    alice.setMilestone(icons.number, 2);
    const core = alice.openPull("Core work");
    alice.setMilestone(core.number, 1);
    const plan = alice.openPull("Two phases", { branch: "plan", files: { [FILE]: STRICT } });
    await settled();
    expect(check(plan.number, NAME)).toBe(
      "success Valid plan: 1 pull request would become blocked, 1 would be relabelled",
    );
    const summary = checks(plan.number, NAME)[0]?.output.summary ?? "";
    expect(summary).toContain(`| [#${icons.number}](`);
    expect(summary).toContain(
      "would become blocked | No phase | Blocked: Shine \\| on waits for Core \\(0 of 1 issue closed\\) | + `phase: shine` |",
    );
    expect(summary).toContain("| Shine \\| on | `Shine` | Core (block) | 50 % |");
    expect(summary).not.toMatch(/@bob|Core work/);
    expect([check(icons.number), check(plan.number)]).toEqual(["neutral No phase", "neutral No phase"]);
    alice.close(1);
    await settled();
    expect(check(plan.number, NAME)).toBe(
      "success Valid plan: 1 pull request would be judged otherwise, 1 would be relabelled",
    );
    alice.push("plan", { [FILE]: PLAN.replace("core", "heart") });
    await settled();
    expect(check(plan.number, NAME)).toBe("success Valid plan: 1 pull request would be relabelled");
    alice.merge(plan.number);
    await settled();
    expect(labels(core.number)).toEqual(["phase: heart"]);
  }, 60_000);

  test("hears every problem on its line, fifty at a time, from a fork too", async () => {
    const { as, settled, check, checks, shop, sandbox, user } = await start({ files: { [FILE]: PLAN } });
    const alice = as("alice");
    const wrong = Array.from({ length: 120 }, (_each, index) => `key${index}: 1`);
    const fork = addRepository(sandbox.world, { owner: user("mallory"), name: "shop", parent: shop });
    const plan = alice.openPull("Wrong", { from: fork, branch: "p", files: { [FILE]: lines("version: 1", ...wrong) } });
    await settled();
    expect(check(plan.number, NAME)).toBe("failure Invalid plan: 120 problems");
    const [run] = checks(plan.number, NAME);
    expect(run?.annotations).toHaveLength(120);
    expect(run?.annotations[99]).toMatchObject({ path: FILE, start_line: 101, end_line: 101, start_column: 1 });
    expect(run?.annotations[99]?.message).toMatch(/^key99: unknown key "key99"\./);
    expect(run?.output.summary).toContain("- and 70 more");
    expect(check(plan.number)).toBe("neutral No phase");
  });

  test("may be the one that adds it, where nothing else is done yet", async () => {
    const { as, settled, check, checks } = await start();
    const alice = as("alice");
    const other = alice.openPull("Other");
    const good = alice.openPull("Add a plan", { branch: "good", files: { [FILE]: PLAN } });
    const bad = alice.openPull("Add a bad one", { branch: "bad", files: { [FILE]: "version: 1\nphaces: []\n" } });
    const off = alice.openPull("Add one that is off", { branch: "off", files: { [FILE]: "enabled: false\n" } });
    await settled();
    expect(check(good.number, NAME)).toBe("success Valid plan: 3 pull requests would be judged otherwise");
    expect(check(bad.number, NAME)).toBe("failure Invalid plan: 1 problem");
    expect(check(off.number, NAME)).toBe("success Valid plan: Milegate would be switched off here");
    expect(checks(bad.number, NAME)[0]?.annotations[0]).toMatchObject({ start_line: 2, start_column: 1 });
    expect([check(other.number), check(other.number, NAME)]).toEqual(["", ""]);
    expect(check(good.number)).toBe("");
  });

  test("may delete it, and hears which plan would then apply", async () => {
    const { as, settled, check, checks } = await start({ files: { [FILE]: PLAN }, ownerFiles: { [FILE]: STRICT } });
    const alice = as("alice");
    alice.createMilestone("Core");
    const gone = alice.openPull("Delete", { branch: "gone", files: { [FILE]: null } });
    await settled();
    expect(check(gone.number, NAME)).toBe(
      "success Plan removed: the owner's plan would apply; no open pull request is affected",
    );
    alice.push("gone", { [FILE]: PLAN });
    await settled();
    expect(checks(gone.number, NAME)).toEqual([]);
  });
});

test("what can hardly be meant gets a hint, which blocks nothing", async () => {
  const { as, settled, check, checks } = await start({ files: { [FILE]: PLAN } });
  const files = { [FILE]: `${PLAN}gate: { exempt: { authors: [dependabot] } }\n` };
  const pull = as("alice").openPull("Exempt the bot", { files });
  await settled();
  expect(check(pull.number, NAME)).toBe("success Valid plan: no open pull request is affected");
  expect(checks(pull.number, NAME)[0]?.output.summary).toContain('the app is "dependabot\\[bot\\]"');
});

test("a deletion that leaves no plan", async () => {
  const { as, settled, check } = await start({ files: { [FILE]: PLAN } });
  const gone = as("alice").openPull("Delete", { files: { [FILE]: null } });
  await settled();
  expect(check(gone.number, NAME)).toBe("success Plan removed: no plan would apply; no open pull request is affected");
});

test("the owner's file is checked as such, and what extends it knows its locks", async () => {
  const { as, settled, check, checks, sandbox, user } = await start({
    files: { [FILE]: "extends: owner\n" },
    ownerFiles: { [FILE]: "gate: { until: milestone }\nlocked: [gate.until]\n" },
  });
  const loose = as("alice").openPull("Loosen", {
    files: { [FILE]: "extends: owner\ngate:\n  until: criteria\n" },
  });
  const owners = sandbox.world.repositories.find(({ name }) => name === ".github");
  if (owners === undefined) throw new Error("no owner's repository");
  const owner = person(sandbox.world, owners, user("alice"));
  owner.openPull("Extend itself", { branch: "itself", files: { [FILE]: "extends: owner\n" } });
  owner.openPull("Lock more", { branch: "more", files: { [FILE]: "locked: [gate, review.quorum]\n" } });
  await settled();
  const runs = owners.suites.flatMap((suite) => suite.runs).filter(({ name }) => name === NAME);
  expect(runs.map(({ conclusion, output }) => `${conclusion} ${output.title}`)).toEqual([
    "failure Invalid plan: 1 problem",
    "success Valid plan: it would not count in this repository",
  ]);
  expect(runs[1]?.output.summary).toContain("This is the owner's file");
  expect(check(loose.number, NAME)).toBe("failure Invalid plan: 1 problem");
  expect(checks(loose.number, NAME)[0]?.annotations[0]).toMatchObject({
    start_line: 3,
    message: "gate.until: locked by the owner: expected milestone or decision.",
  });
});

test("what it costs: a look at the file and one at the open pull requests more, and nothing where the file stays", async () => {
  const { as, counting } = await start({ files: { [FILE]: PLAN } });
  const alice = as("alice");
  alice.openIssue("The app has said who it is");
  expect(await counting(() => alice.openPull("Plain"))).toEqual({ read: 1, write: 1 });
  expect(await counting(() => alice.openPull("Plan", { files: { [FILE]: STRICT } }))).toEqual({ read: 3, write: 2 });
});
