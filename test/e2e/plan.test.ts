// Where the plan comes from and what becomes of a bad one: SPEC sections 1 and 2.
import { describe, expect, test } from "@jest/globals";
import { person } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();
const FILE = ".github/milegate.yml";

const core = (more = "") =>
  [
    "version: 1",
    "phases:",
    '  - { id: core, name: Core, milestones: ["Core*", "/^sprint [12]$/i"], label: "stage: core" }',
    `  - { id: finish, name: Finish, milestones: [9], aliases: [shine], requires: [core]${more} }`,
  ].join("\n");

describe("an inactive repository", () => {
  test("is left untouched: no plan and no milestone that is called like a phase", async () => {
    const { as, settled, sandbox, shop } = await start();
    const alice = as("alice");
    alice.createMilestone("Backlog");
    alice.openIssue("One", { milestone: 1 });
    const pull = alice.openPull("Two");
    alice.createLabel("polish");
    alice.label(pull.number, "polish");
    alice.closeMilestone(1);
    await settled();
    expect(sandbox.traffic.asked.filter(({ kind }) => kind === "write")).toEqual([]);
    expect(shop.suites.flatMap(({ runs }) => runs)).toEqual([]);
  });

  test("or its file says so", async () => {
    const { as, settled, sandbox } = await start({ files: { [FILE]: "version: 1\nenabled: false\n" } });
    as("alice").createMilestone("MVP");
    as("alice").openIssue("One", { milestone: 1 });
    as("alice").openPull("Two");
    await settled();
    expect(sandbox.traffic.asked.filter(({ kind }) => kind === "write")).toEqual([]);
  });

  test("or it is archived", async () => {
    const { as, settled, sandbox, shop } = await start();
    shop.archived = true;
    as("alice").createMilestone("MVP");
    as("alice").openIssue("One", { milestone: 1 });
    await settled();
    expect(sandbox.traffic.asked.filter(({ kind }) => kind === "write")).toEqual([]);
  });
});

describe("a plan of its own", () => {
  test.each([
    ["", "action_required Blocked: Finish waits for Core (0 of 1 issue closed)"],
    [", enforcement: warn", "neutral Warning: Finish waits for Core (0 of 1 issue closed)"],
    [", enforcement: off", "neutral Not enforced: Finish waits for Core (0 of 1 issue closed)"],
  ])("is obeyed%s", async (more, expected) => {
    const { as, settled, labels, check } = await start({ files: { [FILE]: core(more) } });
    const alice = as("alice");
    alice.createMilestone("Sprint 1");
    alice.openIssue("One", { milestone: 1 });
    alice.createLabel("shine");
    const pull = alice.openPull("Two");
    alice.label(pull.number, "shine");
    await settled();
    expect(labels(1)).toEqual(["stage: core"]);
    expect(check(pull.number)).toBe(expected);
  });

  test("counts from the default branch only, and from the moment that it is there", async () => {
    const { as, settled, check } = await start();
    const alice = as("alice");
    const pull = alice.openPull("Add a plan", { branch: "plan", files: { [FILE]: core() } });
    await settled();
    expect(check(pull.number)).toBe("");
    alice.push("main", { [FILE]: core() });
    await settled();
    expect(check(pull.number)).toBe("neutral No phase");
  });

  test("may be in milegate.yaml, where there is no milegate.yml", async () => {
    const YAML = ".github/milegate.yaml";
    const { as, settled, labels } = await start({ files: { [YAML]: core() } });
    const alice = as("alice");
    alice.createMilestone("Core");
    alice.openIssue("One", { milestone: 1 });
    await settled();
    expect(labels(1)).toEqual(["stage: core"]);
    alice.push("main", { [YAML]: core().replace("stage: core", "in core") });
    await settled();
    expect(labels(1)).toEqual(["in core"]);
    alice.push("main", { [FILE]: core() });
    await settled();
    expect(labels(1)).toEqual(["stage: core"]);
  });

  test("may come from the owner, for repositories that have a milestone of its phases", async () => {
    const { as, settled, check } = await start({ ownerFiles: { [FILE]: core() } });
    const pull = as("alice").openPull("One");
    await settled();
    expect(check(pull.number)).toBe("");
    as("alice").createMilestone("Anything");
    await settled();
    expect(check(pull.number)).toBe("");
    as("alice").createMilestone("Core");
    await settled();
    expect(check(pull.number)).toBe("neutral No phase");
  });

  test("may come from the owner, for repositories that it names; invalid, for those that it named before", async () => {
    const { as, settled, check, sandbox, user } = await start({
      ownerFiles: { [FILE]: `${core()}\nrepositories: ["SHOP"]\n` },
    });
    const pull = as("alice").openPull("One");
    await settled();
    expect(check(pull.number)).toBe("neutral No phase");
    const owners = sandbox.world.repositories.find(({ name }) => name === ".github");
    if (owners === undefined) throw new Error("no owner's repository");
    person(sandbox.world, owners, user("alice")).push("main", { [FILE]: "phaces: []\n" });
    as("alice").edit(pull.number, { title: "Two" });
    await settled();
    expect(check(pull.number)).toBe("action_required Invalid plan");
  });
});

describe("a file that is invalid", () => {
  test.each<[string, string, string]>([
    ["misspelt", "version: 1\nphaces: []\n", "line 2, column 1: phaces: unknown key"],
    ["not YAML", "version: 1\n\tx: 1\n", "found a tab"],
    ["a bomb", `version: 1\na: &a [x]\nb: [${"*a, ".repeat(30)}]\n`, "aliases"],
    ["hostile", 'version: 1\n"<script>@alice ](x)": 1\n', "unknown key"],
    [
      "for an unknown phase",
      'version: 1\nphases: [{ id: a, milestones: ["A"], requires: [b] }]\n',
      "is no phase of this plan",
    ],
  ])("(%s) shows in the check with its lines, and leaves labels as they are", async (_name, text, problem) => {
    const { as, settled, labels, check, checks } = await start();
    const alice = as("alice");
    alice.createMilestone("MVP");
    alice.openIssue("One", { milestone: 1 });
    const pull = alice.openPull("Two");
    await settled();
    alice.push("main", { [FILE]: text });
    alice.openIssue("Three", { milestone: 1 });
    await settled();
    expect(check(pull.number)).toBe("action_required Invalid plan");
    expect(checks(pull.number)[0]?.output.summary).toContain(problem);
    expect(checks(pull.number)[0]?.output.summary).not.toMatch(/<script>|@alice/);
    expect([labels(1), labels(3)]).toEqual([["phase: mvp"], []]);
    alice.push("main", { [FILE]: "version: 1\n" });
    await settled();
    expect(check(pull.number)).toBe("neutral No phase");
    expect(labels(3)).toEqual(["phase: mvp"]);
  });
});
