// Sets that decide are read whole, however many pages they have: SPEC sections 3 and 4.
import { expect, test } from "@jest/globals";
import type { Person } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();
const FILE = ".github/milegate.yml";

const phases = (alice: Person): void => {
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
};

test("a pull request that closes 25 issues is of the latest phase among them", async () => {
  const { as, settled, check } = await start();
  const alice = as("alice");
  phases(alice);
  for (let n = 1; n <= 25; n += 1) alice.openIssue(`Issue ${n}`, { milestone: n === 25 ? 3 : 1 });
  const body = Array.from({ length: 25 }, (_each, at) => `Closes #${at + 1}`).join("\n");
  const pull = alice.openPull("Release 1.0", { body });
  await settled();
  expect(check(pull.number)).toContain("Blocked: Polish");
  alice.openIssue("Another", { milestone: 1 });
  await settled();
  expect(check(pull.number)).toContain("Blocked: Polish");
}, 60_000);

test("the 101st label of a closed issue counts, and the label that somebody put on sixty events ago is theirs", async () => {
  const { as, settled, check, labels } = await start();
  const alice = as("alice");
  phases(alice);
  alice.openIssue("Log in", { milestone: 1 });
  alice.openIssue("Icons");
  for (let n = 100; n < 205; n += 1) alice.createLabel(`a${n}`);
  for (let n = 100; n < 205; n += 1) alice.label(2, `a${n}`);
  await settled();
  alice.createLabel("polish");
  alice.label(2, "polish");
  const pull = alice.openPull("Icons", { body: "Closes #2" });
  await settled();
  expect(check(pull.number)).toContain("Blocked: Polish");
  expect(labels(pull.number)).toEqual(["phase: polish"]);
  for (let n = 100; n < 170; n += 1) alice.label(pull.number, `a${n}`);
  alice.edit(2, { title: "Nicer icons" });
  alice.edit(pull.number, { body: "" });
  await settled();
  expect(labels(pull.number)).not.toContain("phase: polish");
}, 120_000);

test("the labels of an earlier plan are found behind a hundred others", async () => {
  const { as, settled, labels } = await start();
  const alice = as("alice");
  phases(alice);
  for (let n = 100; n < 205; n += 1) alice.createLabel(`a${n}`);
  alice.openIssue("Log in", { milestone: 1 });
  await settled();
  expect(labels(1)).toEqual(["phase: mvp"]);
  alice.push("main", { [FILE]: 'phases: [{ id: core, milestones: ["MVP"] }]\n' });
  await settled();
  expect(labels(1)).toEqual(["phase: core"]);
}, 60_000);

test("a person's commit on an exempt author's pull request ends the exemption", async () => {
  const { as, settled, check, sandbox } = await start({
    files: { [FILE]: "gate: { exempt: { authors: [alice] } }\n" },
  });
  const alice = as("alice");
  phases(alice);
  alice.openIssue("Log in", { milestone: 1 });
  const signature = { isValid: true, signer: sandbox.world.webFlow, byGitHub: true };
  alice.push("library", { "library.txt": "2" }, { committer: sandbox.world.webFlow, signature });
  const pull = alice.openPull("Bump a library", { branch: "library" });
  alice.setMilestone(pull.number, 3);
  await settled();
  expect(check(pull.number)).toBe("success Exempt: its author alice");
  as("carol").push("library", { "feature.ts": "a whole feature" });
  await settled();
  expect(check(pull.number)).toContain("action_required Blocked");
});
