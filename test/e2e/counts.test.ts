// One number for one thing, wherever it is shown: SPEC sections 2 and 5.
import { expect, test } from "@jest/globals";
import { useScenario } from "./use.ts";

const start = useScenario();
const DAY_MS = 86_400_000;

test("an old issue that joins after the planning is added; what was planned with the milestone is committed", async () => {
  const { as, sandbox, settled, reviews, look, shop } = await start();
  const alice = as("alice");
  const { world } = sandbox;
  const { now } = world;
  let at = Date.now() - 20 * DAY_MS;
  world.now = () => new Date(at);
  alice.openIssue("Of last year");
  at += DAY_MS;
  alice.createMilestone("MVP");
  at += 60_000;
  for (const title of ["Log in", "Sign up"]) alice.openIssue(title, { milestone: 1 });
  await settled();
  at += 6 * DAY_MS;
  alice.openIssue("Within the planning", { milestone: 1 });
  at += 4 * DAY_MS;
  alice.setMilestone(1, 1);
  await settled();
  world.now = now;
  await look({ kind: "dashboard" });
  const dashboard = shop.items.find(({ title }) => title === "Delivery dashboard")?.body ?? "";
  expect(dashboard).toMatch(/MVP got 1 issue after its planning: \[#\u200B?1 Of last year\]/);
  for (const number of [1, 2, 3, 4]) alice.close(number, number === 4 ? "not_planned" : "completed");
  alice.closeMilestone(1);
  await settled();
  await look({ kind: "dashboard" });
  expect(reviews()[0]?.body).toContain("| Committed | 3 |\n| Added since the phase began | 1 |\n| Done | 3 |");
});

test("160 closed issues, the first 60 of them not planned: review, status, dashboard and check tell one number", async () => {
  const { as, sandbox, settled, reviews, item, look, shop, check } = await start();
  const alice = as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  const { world, deliveries } = sandbox;
  const { now } = world;
  let at = Date.now() - 5 * DAY_MS;
  world.now = () => {
    at += 1_000;
    return new Date(at);
  };
  deliveries.fate = () => "lose";
  for (let n = 1; n <= 161; n += 1) alice.openIssue(`Issue ${n}`, { milestone: 1 });
  for (let n = 1; n <= 160; n += 1) alice.close(n, n <= 60 ? "not_planned" : "completed");
  world.now = now;
  deliveries.fate = () => "deliver";
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  await settled();
  expect(check(pull.number)).toContain("MVP (at most 160 of 161 issues closed)");
  alice.close(161);
  alice.closeMilestone(1);
  await settled();
  const review = reviews()[0];
  expect(review?.body).toMatch(/\|\s*Done\s*\|\s*101\s*\|[\s\S]*\|\s*Dropped\s*\|\s*60\s*\|/);
  alice.setMilestone(review?.number ?? 0, 1);
  alice.comment(1, "/phase status");
  await look({ kind: "dashboard" });
  const said = item(1)
    .comments.at(-1)
    ?.body.split("\n")
    .find((line) => line.startsWith("| MVP"));
  const dashboard = shop.items.find(({ title }) => title === "Delivery dashboard")?.body ?? "";
  expect(said).toContain("| 101 of 101 |");
  expect(dashboard).toContain("<br>101 of 101<br>60 dropped |");
}, 120_000);
