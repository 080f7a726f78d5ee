// What GitHub refuses for good takes down only what depends on it, and is neither tried for ever nor kept as failed.
import { describe, expect, test } from "@jest/globals";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();

const FILE = ".github/milegate.yml";
const HARDENED = `phases:
  - { id: mvp, name: MVP, milestones: ["MVP*"] }
  - { id: polish, name: Polish, milestones: ["Polish*"], requires: [mvp] }
  - { id: hardening, name: Hardening, milestones: ["Hardening*"], requires: [mvp] }
`;

const said = (s: Scenario, number: number): string[] =>
  s
    .item(number)
    .comments.filter(({ author }) => author?.type === "Bot")
    .map(({ body }) => body);

test("a label that GitHub refuses holds up no check and no other label, and is asked for once until the plan changes", async () => {
  const s = await start({ files: { [FILE]: HARDENED } });
  const alice = s.as("alice");
  const refusal = { match: /POST \S+\/labels$/, status: 422, body: { message: "Validation Failed" } };
  const refused = () => s.sandbox.traffic.asked.filter(({ status }) => status === 422).length;
  for (const title of ["MVP", "Polish", "Hardening"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.setMilestone(alice.openPull("Shine").number, 2);
  await s.settled();
  s.sandbox.traffic.faults.push(refusal);
  alice.setMilestone(alice.openPull("Harden").number, 3);
  await s.settled();
  alice.close(1);
  await s.settled();
  expect([2, 3].map((number) => [s.check(number), s.labels(number)])).toEqual([
    ["success Open: MVP is passed", ["phase: polish"]],
    ["success Open: MVP is passed", []],
  ]);
  expect(await s.service.queue.failures()).toEqual([]);
  alice.edit(3, { title: "Harden more" });
  await s.settled();
  expect(refused()).toBe(1);
  s.sandbox.traffic.faults.length = 0;
  await s.look({ kind: "item", number: 3 });
  expect(s.labels(3)).toEqual([]);
  alice.push("main", { [FILE]: HARDENED.replace("id: hardening", "id: hardening, label: hardening") });
  await s.settled();
  expect(s.labels(3)).toEqual(["hardening"]);
});

describe("in a locked conversation", () => {
  test("a command is carried out, once, though nothing can be said of it", async () => {
    const s = await start();
    const alice = s.as("alice");
    for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
    const pull = alice.openPull("Change");
    await s.settled();
    alice.lock(pull.number);
    alice.comment(pull.number, "/phase set mvp");
    await s.settled();
    expect(s.item(pull.number).milestone?.title).toBe("MVP");
    alice.setMilestone(pull.number, null);
    alice.comment(pull.number, "/phase help");
    await s.settled();
    expect(s.item(pull.number).milestone).toBeNull();
    expect(said(s, pull.number)).toEqual([]);
    expect(await s.service.queue.failures()).toEqual([]);
  });
});

test("where issues are disabled the gate works, nothing is opened, and the check and the commands say so", async () => {
  const s = await start();
  const alice = s.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  const pull = alice.openPull("Change");
  alice.setMilestone(pull.number, 2);
  await s.settled();
  s.shop.hasIssues = false;
  await s.look({ kind: "item", number: pull.number });
  expect(s.checks(pull.number)[0]?.output.summary).toContain("Issues are disabled in this repository");
  s.item(1).state = "closed";
  Object.assign(s.item(1), { stateReason: "completed" });
  alice.closeMilestone(1);
  await s.settled();
  expect(s.check(pull.number)).toBe("success Open: MVP is passed");
  await s.look({ kind: "dashboard" });
  alice.comment(pull.number, "/phase review mvp");
  alice.comment(pull.number, "/phase status");
  await s.settled();
  expect(s.shop.items).toHaveLength(2);
  expect(said(s, pull.number)).toEqual([
    expect.stringContaining("Issues are disabled in this repository"),
    expect.stringContaining("Issues are disabled in this repository"),
  ]);
  expect(await s.service.queue.failures()).toEqual([]);
});
