// A phase that flips over several repositories: one look for each that changes, whatever crashes in the middle, and nobody else waits for it.
import { expect, test } from "@jest/globals";
import type { Person } from "@milegate/sandbox";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const scenario = useScenario();

const PLAN = `version: 1
deliveries:
  - { id: checkout, name: Checkout, repositories: [shop, api, web, billing] }
  - { id: tools, name: Tools, repositories: [forge, anvil] }
`;
const MEMBERS = ["api", "web", "billing"];

const make = async () => {
  const s = await scenario({
    crashable: true,
    ownerFiles: { ".github/milegate.yml": PLAN },
    repositories: Object.fromEntries([...MEMBERS, "forge", "anvil"].map((name) => [name, {}])),
  });
  const people = [s.as("alice"), ...[...MEMBERS, "forge", "anvil"].map((name) => s.other(name).as("alice"))];
  for (const alice of people) makePulls(alice);
  await s.settled();
  return s;
};

function makePulls(alice: Person): void {
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Pay", { milestone: 1 });
  for (const title of ["Shine", "Glow"]) alice.setMilestone(alice.openPull(title).number, 2);
}

const verdictsOf = ({ check, other }: Scenario): string[] =>
  [check(2), check(3), ...MEMBERS.flatMap((name) => [other(name).check(2), other(name).check(3)])].map(
    (text) => text.split(" ")[0] ?? "",
  );

/** Checks that were sent since, with what they conclude. What asks GitHub for a webhook again has no body. */
const sentSince = ({ sandbox }: Scenario, before: number): string[] =>
  sandbox.traffic.asked
    .slice(before)
    .filter(({ kind }) => kind === "write")
    .flatMap(({ body = null }) => JSON.stringify(body).match(/"conclusion":"\w+"/g) ?? []);

test.each([
  { requests: 2, when: "before" },
  { requests: 5, when: "after" },
] as const)("a death $when request $requests of a flip leaves nobody shut, and writes nothing twice", async (death) => {
  const s = await make();
  for (const name of MEMBERS) s.other(name).as("alice").close(1);
  await s.settled();
  expect(verdictsOf(s)).toEqual(Array(8).fill("action_required"));
  const before = s.sandbox.traffic.asked.length;
  s.dies(death);
  s.as("alice").close(1);
  await s.settled();
  expect(verdictsOf(s)).toEqual(Array(8).fill("success"));
  // What was carried out and not answered is the only one that may be sent again.
  expect(sentSince(s, before).length).toBeLessThanOrEqual(8 + (death.when === "after" ? 2 : 0));
  expect(s.other("forge").check(2)).toMatch(/^action_required/);
  expect(await s.service.queue.failures()).toEqual([]);
  expect(await s.settles()).toEqual([]);
});

test("a flip wakes the repositories of its delivery, once each, and none of another", async () => {
  const s = await make();
  for (const name of MEMBERS) s.other(name).as("alice").close(1);
  await s.settled();
  const before = s.sandbox.traffic.asked.length;
  s.as("alice").close(1);
  await s.settled();
  const asked = s.sandbox.traffic.asked.slice(before);
  expect(verdictsOf(s)).toEqual(Array(8).fill("success"));
  expect(sentSince(s, before)).toHaveLength(8);
  expect(JSON.stringify(asked.map(({ body }) => body))).not.toMatch(/forge|anvil/);
  expect(asked.filter(({ kind }) => kind === "read").length).toBeLessThanOrEqual(12);
});
