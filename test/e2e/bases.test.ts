// Pull requests on other bases than the default branch, and what was merged into them: SPEC sections 3 and 4.
import { describe, expect, test } from "@jest/globals";
import type { Person } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();
const FILE = ".github/milegate.yml";

/** Milestones 1 to 3, an open issue of the MVP (#1), and a pull request of it on the branch `log-in` (#2). */
function shop(alice: Person) {
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  const lower = alice.openPull("Log in", { branch: "log-in" });
  alice.setMilestone(lower.number, 1);
  return lower;
}

describe("a pull request into another's branch", () => {
  test("is of the phase of the issues that its text closes, also in a look at all of them", async () => {
    const { as, settled, check, labels } = await start();
    const alice = as("alice");
    shop(alice);
    alice.openIssue("Icons", { milestone: 3 });
    const upper = alice.openPull("Icons", { branch: "icons", base: "log-in", body: "Fixes octo/shop#3" });
    const other = alice.openPull("Words", { branch: "words", base: "log-in", body: "`Fixes #3`" });
    await settled();
    expect(check(upper.number)).toContain("action_required Blocked: Polish");
    expect(check(other.number)).toBe("neutral No phase");
    expect(labels(upper.number)).toEqual(["phase: polish"]);
    alice.close(1);
    await settled();
    expect(check(upper.number)).toContain("success Open");
  });

  test("brings its phase along when it is merged there", async () => {
    const { as, settled, check, checks } = await start();
    const alice = as("alice");
    const lower = shop(alice);
    const upper = alice.openPull("Icons", { branch: "icons", base: "log-in" });
    alice.setMilestone(upper.number, 3);
    await settled();
    expect(check(lower.number)).toContain("success Open");
    alice.merge(upper.number);
    await settled();
    expect(check(lower.number)).toContain("action_required Blocked: Polish");
    expect(checks(lower.number)[0]?.output.summary).toContain(`because #${upper.number} was merged into it`);
    alice.openIssue("Pay", { milestone: 1 });
    await settled();
    expect(check(lower.number)).toContain("action_required Blocked: Polish");
  });
});

test("a layer of a stack is of the latest phase below it, as it merges with that; without a stack it is of its own", async () => {
  const { as, settled, check, checks, settles } = await start();
  const alice = as("alice");
  const lower = shop(alice);
  const middle = alice.openPull("Form", { branch: "form", base: "log-in" });
  const upper = alice.openPull("Mail", { branch: "mail", base: "form" });
  for (const { number } of [middle, upper]) alice.setMilestone(number, 1);
  alice.setMilestone(lower.number, 3);
  await settled();
  expect(check(upper.number)).toContain("success Open");
  alice.stack(lower.number, middle.number, upper.number);
  await settled();
  for (const { number } of [middle, upper]) {
    expect(check(number)).toContain("action_required Blocked: Polish");
    expect(checks(number)[0]?.output.summary).toContain(`because #${lower.number} is below it in its stack`);
  }
  expect(await settles()).toEqual([]);
  alice.setMilestone(lower.number, 1);
  await settled();
  for (const { number } of [lower, middle, upper]) expect(check(number)).toContain("success Open");
});

test("more commits than can be read are of the last phase", async () => {
  const { as, settled, check } = await start();
  const alice = as("alice");
  const lower = shop(alice);
  for (let n = 0; n < 260; n += 1) alice.push("log-in", { "change.txt": `${n}` });
  await settled();
  expect(check(lower.number)).toContain("action_required Blocked: Polish");
}, 120_000);

test("an exempt branch is the one that a pull request ends up in", async () => {
  const { as, settled, check } = await start({ files: { [FILE]: 'gate: { exempt: { branches: ["release/*"] } }\n' } });
  const alice = as("alice");
  shop(alice);
  alice.push("release/1");
  const direct = alice.openPull("Fix", { branch: "fix", base: "release/1" });
  const through = alice.openPull("Fix more", { branch: "fix-more", base: "fix" });
  for (const { number } of [direct, through]) alice.setMilestone(number, 3);
  await settled();
  expect([check(direct.number), check(through.number)]).toEqual([
    "success Exempt: its base branch release/1",
    "success Exempt: its base branch release/1",
  ]);
  alice.openPull("Release", { branch: "release/1", base: "main" });
  alice.edit(direct.number, { title: "Fix it" });
  await settled();
  alice.close(1);
  alice.reopen(1);
  await settled();
  expect([check(direct.number), check(through.number)].map((each) => each.split(":", 1)[0])).toEqual([
    "action_required Blocked",
    "action_required Blocked",
  ]);
});
