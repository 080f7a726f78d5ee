// What reads cost in GitHub's points, that they shrink where GitHub finds them too large, and that a set is whole whatever happens between its pages.
import { afterEach, describe, expect, test } from "@jest/globals";
import { costOf, type Person } from "@milegate/sandbox";
import { parse } from "graphql";
import { type ForeignHost, startForeign } from "../foreign.ts";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
let foreign: ForeignHost | null = null;
// After the scenario has ended.
afterEach(() => foreign?.close());

/** Milestones 1 to 3. */
function phases(alice: Person): void {
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
}

/** GraphQL's points of what a step leads to, until the app is at rest. */
async function pointsOf({ sandbox, settled }: Scenario, step: () => unknown): Promise<number> {
  await settled();
  const before = sandbox.traffic.asked.length;
  await step();
  await settled();
  return sandbox.traffic.asked
    .slice(before)
    .flatMap(({ body }) => {
      const { query, variables = {} } = Object(body) as { query?: string; variables?: Record<string, unknown> };
      return query === undefined ? [] : [costOf(parse(query), undefined, variables).points];
    })
    .reduce((sum, points) => sum + points, 0);
}

test("events and a full look cost few points, the dashboard included", async () => {
  const scenario = await start({ dashboardDelayMs: 5 });
  const alice = scenario.as("alice");
  phases(alice);
  for (const milestone of [1, 2, 3]) alice.openIssue(`Issue of ${milestone}`, { milestone });
  const pull = alice.openPull("Change");
  alice.setMilestone(pull.number, 3);
  expect(await pointsOf(scenario, () => alice.edit(pull.number, { body: "Words" }))).toBeLessThanOrEqual(2);
  expect(await pointsOf(scenario, () => alice.edit(pull.number, { title: "Another" }))).toBeLessThanOrEqual(5);
  expect(await pointsOf(scenario, () => alice.label(1, "bug"))).toBeLessThanOrEqual(5);
  expect(await pointsOf(scenario, () => scenario.look({ kind: "repository" }))).toBeLessThanOrEqual(20);
});

test("a flip reaches every check where large pages fail, however GitHub says so", async () => {
  const { as, sandbox, settled, settles, look, check, item } = await start({
    resources: { pageSize: 25, answer: "errors" },
  });
  const alice = as("alice");
  sandbox.deliveries.fate = () => "lose";
  phases(alice);
  // The app's own issues are a list with lists, too, and so are milestones.
  for (let at = 4; at <= 40; at += 1) alice.createMilestone(`Sprint ${at}`);
  alice.openIssue("Log in", { milestone: 1 });
  const numbers = Array.from({ length: 60 }, (_, at) => alice.openPull(`Icon ${at}`).number);
  for (const number of numbers) alice.label(number, "phase: polish");
  sandbox.deliveries.fate = () => "deliver";
  await look({ kind: "phases" });
  const before = sandbox.traffic.asked.length;
  const conclusions = () => new Set(numbers.map((number) => check(number).split(" ")[0]));
  alice.close(1);
  await settled();
  expect(conclusions()).toEqual(new Set(["success"]));
  expect(sandbox.traffic.asked.length - before).toBeLessThanOrEqual(16);
  for (const answer of ["null-nodes", "bad-gateway"] as const) {
    sandbox.world.resources = { pageSize: 10, answer };
    item(1).state === "open" ? alice.close(1) : alice.reopen(1);
    await settled();
    expect(conclusions()).toEqual(new Set([item(1).state === "open" ? "action_required" : "success"]));
  }
  expect(await settles()).toEqual([]);
}, 60_000);

describe("on a GitHub of another kind", () => {
  test("pages that are too large are asked for in smaller ones", async () => {
    let isLimited = false;
    const refused = { type: "RESOURCE_LIMITS_EXCEEDED", path: ["repository", "pulls"], message: "Resource limits" };
    foreign = await startForeign({
      answer: (answer, document) =>
        isLimited && /pullRequests\(states: \[OPEN\], first: (100|50)\b/.test(document) && document.includes("pulls:")
          ? { data: { repository: { pulls: { nodes: [null] } } }, errors: [refused] }
          : answer,
    });
    const { as, settled, check } = await start({ foreign });
    const alice = as("alice");
    phases(alice);
    alice.openIssue("Log in", { milestone: 1 });
    const pull = alice.openPull("Icons");
    alice.setMilestone(pull.number, 3);
    await settled();
    isLimited = true;
    alice.close(1);
    await settled();
    expect(check(pull.number)).toContain("success Open: MVP is passed");
  });

  test("a comment between two pages takes no strict pull request out of a shared check", async () => {
    let between: (() => void) | null = null;
    foreign = await startForeign({
      ask: (document) => {
        if (document.includes("after: $after") && document.includes("pullRequests(")) {
          between?.();
          between = null;
        }
        return document;
      },
    });
    const { as, settled, check } = await start({ foreign });
    const alice = as("alice");
    phases(alice);
    alice.openIssue("Log in", { milestone: 1 });
    const strict = alice.openPull("Polish work", { branch: "shared" });
    alice.setMilestone(strict.number, 3);
    await settled();
    for (let n = 0; n < 120; n += 1) alice.openPull(`Change ${n}`);
    await settled();
    alice.push("other");
    const mild = alice.openPull("The same head, of no phase", { branch: "shared", base: "other" });
    await settled();
    between = () => void as("mallory").comment(strict.number, "ping");
    alice.edit(mild.number, { title: "The same head, another title" });
    await settled();
    expect(check(strict.number)).toContain("action_required Blocked");
  }, 120_000);
});
