// Phase labels, as GitHub shows them: SPEC section 3.
import { describe, expect, test } from "@jest/globals";
import { useScenario } from "./use.ts";

const start = useScenario();

describe("an item in a phase's milestone", () => {
  test("carries the phase's label, which is made with a colour and a description", async () => {
    const { as, settled, labels, shop } = await start();
    as("alice").createMilestone("MVP");
    const issue = as("alice").openIssue("One", { milestone: 1 });
    const pull = as("alice").openPull("Two", { milestone: 1 });
    as("alice").setMilestone(pull.number, 1);
    await settled();
    expect([labels(issue.number), labels(pull.number)]).toEqual([["phase: mvp"], ["phase: mvp"]]);
    expect(shop.labels.map(({ name, color, description }) => [name, color, description])).toEqual([
      ["phase: mvp", "0e8a16", "Milegate phase: MVP"],
    ]);
  });

  test("keeps the colour and description that people gave its label", async () => {
    const { as, settled, shop } = await start();
    as("alice").createLabel("Phase: MVP", "123456", "ours");
    as("alice").createMilestone("MVP");
    as("alice").openIssue("One", { milestone: 1 });
    await settled();
    expect(shop.labels.map(({ name, color, description }) => [name, color, description])).toEqual([
      ["Phase: MVP", "123456", "ours"],
    ]);
  });

  test("moves with it, and loses what contradicts", async () => {
    const { as, settled, labels } = await start();
    const alice = as("alice");
    alice.createMilestone("MVP");
    alice.createMilestone("Polish");
    const issue = alice.openIssue("One", { milestone: 1 });
    await settled();
    alice.label(issue.number, "phase: polish", "bug");
    await settled();
    expect(labels(issue.number)).toEqual(["bug", "phase: mvp"]);
    alice.setMilestone(issue.number, 2);
    await settled();
    expect(labels(issue.number)).toEqual(["bug", "phase: polish"]);
    alice.unlabel(issue.number, "phase: polish");
    await settled();
    expect(labels(issue.number)).toEqual(["bug", "phase: polish"]);
  });

  test("is labelled though it is closed", async () => {
    const { as, settled, labels } = await start();
    const issue = as("alice").openIssue("Done before");
    as("alice").close(issue.number);
    as("alice").createMilestone("MVP");
    as("alice").setMilestone(issue.number, 1);
    await settled();
    expect(labels(issue.number)).toEqual(["phase: mvp"]);
  });
});

describe("without a mapped milestone", () => {
  test("the app takes its own label away and leaves people's", async () => {
    const { as, settled, labels } = await start();
    const alice = as("alice");
    alice.createMilestone("MVP");
    alice.createMilestone("Backlog");
    const byApp = alice.openIssue("One", { milestone: 1 });
    const byPeople = alice.openIssue("Two");
    alice.createLabel("phase: mvp");
    alice.label(byPeople.number, "phase: mvp");
    await settled();
    alice.setMilestone(byApp.number, 2);
    alice.setMilestone(byPeople.number, 2);
    await settled();
    expect([labels(byApp.number), labels(byPeople.number)]).toEqual([[], ["phase: mvp"]]);
    alice.setMilestone(byApp.number, 1);
    await settled();
    alice.setMilestone(byApp.number, null);
    await settled();
    expect(labels(byApp.number)).toEqual([]);
  });

  test("a pull request takes the latest phase of the issues that it closes", async () => {
    const { as, settled, labels } = await start();
    const alice = as("alice");
    alice.createMilestone("MVP");
    alice.createMilestone("Polish");
    alice.openIssue("One", { milestone: 1 });
    alice.openIssue("Two", { milestone: 2 });
    const pull = alice.openPull("Both", { body: "Closes #1 and fixes #2" });
    await settled();
    expect(labels(pull.number)).toEqual(["phase: polish"]);
    alice.setMilestone(2, 1);
    await settled();
    expect(labels(pull.number)).toEqual(["phase: mvp"]);
    alice.edit(pull.number, { body: "Nothing" });
    await settled();
    expect(labels(pull.number)).toEqual([]);
  });
});

describe("relabels what it touches when", () => {
  test("a milestone is renamed, and renamed back", async () => {
    const { as, settled, labels } = await start();
    const alice = as("alice");
    alice.createMilestone("MVP");
    alice.createMilestone("Polish");
    const issue = alice.openIssue("One", { milestone: 1 });
    await settled();
    alice.editMilestone(1, { title: "Later" });
    await settled();
    expect(labels(issue.number)).toEqual([]);
    alice.editMilestone(1, { title: "Enhancements" });
    await settled();
    expect(labels(issue.number)).toEqual(["phase: enhancement"]);
  });

  test("a milestone is deleted", async () => {
    const { as, settled, labels } = await start();
    const alice = as("alice");
    alice.createMilestone("MVP");
    alice.createMilestone("Polish");
    const issue = alice.openIssue("One", { milestone: 1 });
    await settled();
    alice.deleteMilestone(1);
    await settled();
    expect(labels(issue.number)).toEqual([]);
  });

  test("the plan changes a label", async () => {
    const plan = (label: string) => `version: 1\nphases:\n  - { id: core, milestones: ["Core"], label: "${label}" }\n`;
    const { as, settled, labels } = await start({ files: { ".github/milegate.yml": plan("stage: core") } });
    const alice = as("alice");
    alice.createMilestone("Core");
    const issue = alice.openIssue("One", { milestone: 1 });
    await settled();
    expect(labels(issue.number)).toEqual(["stage: core"]);
    alice.push("main", { ".github/milegate.yml": plan("step: core") });
    await settled();
    expect(labels(issue.number)).toEqual(["step: core"]);
  });
});

test("a label that somebody takes off each time is left off after the fifth time", async () => {
  const { as, settled, labels, item, sandbox } = await start();
  const [alice, carol] = [as("alice"), as("carol")];
  alice.createMilestone("MVP");
  await settled();
  let taken = 0;
  sandbox.deliveries.fate = ({ event, action }) => {
    if (event !== "issues" || action !== "labeled" || taken >= 20) return "deliver";
    taken += 1;
    setImmediate(() => carol.unlabel(1, "phase: mvp"));
    return "deliver";
  };
  alice.openIssue("Log in", { milestone: 1 });
  await settled();
  expect([taken, labels(1)]).toEqual([5, []]);
  expect(item(1).timeline.filter(({ kind }) => kind === "labeled")).toHaveLength(5);
});

test("an issue that was dropped and is reopened is dropped no more", async () => {
  const { as, settled, labels } = await start();
  const alice = as("alice");
  alice.createMilestone("MVP");
  alice.openIssue("Log in", { milestone: 1 });
  await settled();
  alice.comment(1, "/phase drop nobody needs it");
  await settled();
  expect(labels(1)).toEqual(["phase: dropped", "phase: mvp"]);
  alice.reopen(1);
  await settled();
  expect(labels(1)).toEqual(["phase: mvp"]);
});
