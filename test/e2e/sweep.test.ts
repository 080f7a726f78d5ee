// What was missed is made up for: failed deliveries are asked for again, and every active repository is looked at.
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { Person } from "@milegate/sandbox";
import { addRepository } from "@milegate/sandbox";
import { stepJob } from "../../src/service/task.ts";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
const BLOCKED = "action_required Blocked: Polish waits for MVP (0 of 1 issue closed)";

async function step({ service, settled }: Scenario, kind: "sweep" | "redeliver"): Promise<void> {
  await service.queue.enqueue(randomUUID(), [stepJob({ kind })]);
  await settled();
}

async function asked(scenario: Scenario, act: () => Promise<void>): Promise<string[]> {
  await scenario.settled();
  const before = scenario.sandbox.traffic.asked.length;
  await act();
  return scenario.sandbox.traffic.asked
    .slice(before)
    .map(({ method, path, operation }) => `${method} ${path}${operation === null ? "" : ` ${operation}`}`);
}

describe("the sweep", () => {
  test("makes up for events that never came, and reads only cheaply what has not changed", async () => {
    const scenario = await start();
    const { sandbox, check, labels, shop, installation, octo } = scenario;
    for (let n = 0; n < 60; n += 1)
      installation.repositories.push(addRepository(sandbox.world, { owner: octo, name: `idle-${n}` }));
    await scenario.settled();
    sandbox.deliveries.fate = () => "lose";
    const alice = scenario.as("alice");
    alice.createMilestone("MVP");
    alice.createMilestone("Polish");
    alice.openIssue("Log in", { milestone: 1 });
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    sandbox.deliveries.fate = () => "deliver";
    await step(scenario, "sweep");
    expect([check(pull.number), labels(pull.number)]).toEqual([BLOCKED, ["phase: polish"]]);
    // The app's own writes were a change, too. GitHub tells times in seconds, so the second has to be over.
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    await step(scenario, "sweep");
    expect(await asked(scenario, () => step(scenario, "sweep"))).toEqual([
      "GET /app/installations",
      "GET /installation/repositories",
      "POST /graphql query Standings",
      "POST /graphql query Standings",
      "POST /graphql query Standings",
    ]);
    sandbox.deliveries.fate = () => "lose";
    alice.close(1);
    sandbox.deliveries.fate = () => "deliver";
    await step(scenario, "sweep");
    expect(check(pull.number)).toBe("success Open: MVP is passed");
    shop.archived = true;
    expect(await asked(scenario, () => step(scenario, "sweep"))).not.toContain("POST /graphql query OpenPulls");
    shop.archived = false;
  });

  test.each<[string, string, (alice: Person) => void]>([
    ["a release", 'release: { tag: "v*" }', (alice) => alice.createRelease("v1")],
    ["a deployment", "deployment: { environment: staging }", (alice) => alice.deploy("staging", "success")],
    ["a workflow's run", "workflow: { file: e2e.yml }", (alice) => alice.runWorkflow("e2e.yml", "success")],
  ])(
    "turns the check for %s that was lost for good, though nothing of issues or milestones moved",
    async (_name, criterion, act) => {
      const config = `version: 1\nphases:\n  - { id: mvp, milestones: [MVP], criteria: [{ ${criterion} }] }\n  - { id: polish, milestones: [Polish] }\n`;
      const scenario = await start({ files: { ".github/milegate.yml": config } });
      const { sandbox, check } = scenario;
      const alice = scenario.as("alice");
      alice.createMilestone("MVP");
      alice.createMilestone("Polish");
      const pull = alice.openPull("Shine");
      alice.setMilestone(pull.number, 2);
      await scenario.settled();
      await new Promise((resolve) => setTimeout(resolve, 1_600));
      await step(scenario, "sweep");
      expect(check(pull.number)).toContain("action_required Blocked");
      sandbox.deliveries.fate = () => "lose";
      act(alice);
      sandbox.deliveries.fate = () => "deliver";
      await step(scenario, "sweep");
      expect(check(pull.number)).toContain("success Open");
    },
  );

  test("leaves a repository alone whose plan is switched off", async () => {
    const scenario = await start({ files: { ".github/milegate.yml": "version: 1\nenabled: false\n" } });
    scenario.as("alice").createMilestone("MVP");
    await scenario.settled();
    await step(scenario, "sweep");
    expect(await asked(scenario, () => step(scenario, "sweep"))).not.toContain("POST /graphql query OpenPulls");
  });

  test("goes on after GitHub failed, and looks at everything where the cheap question is not answered", async () => {
    const scenario = await start();
    const { sandbox, check } = scenario;
    await scenario.settled();
    sandbox.deliveries.fate = () => "lose";
    const alice = scenario.as("alice");
    alice.createMilestone("MVP");
    const pull = alice.openPull("Basket");
    sandbox.deliveries.fate = () => "deliver";
    sandbox.traffic.faults.push({
      match: /Standings/,
      status: 200,
      body: { errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "Resource limits exceeded" }] },
      times: 1,
    });
    await step(scenario, "sweep");
    expect(check(pull.number)).toContain("No phase");
    sandbox.traffic.faults.push({ match: /GET .app.installations/, status: 502, times: 1 });
    await step(scenario, "sweep");
    expect(await scenario.service.queue.depth()).toMatchObject({ failed: 0 });
  });
});

describe("what is kept as failed", () => {
  test("is tried once more by the next sweep", async () => {
    const scenario = await start({ retry: { firstMs: 5, maxMs: 5, attempts: 2 } });
    const { sandbox, service, check, settled } = scenario;
    const alice = scenario.as("alice");
    alice.createMilestone("MVP");
    await settled();
    const refused = { match: /check-runs|CheckRun/, status: 422, body: { message: "Validation Failed" }, times: 99 };
    sandbox.traffic.faults.push(refused);
    const pull = alice.openPull("Log in");
    await settled();
    const kept = async () => (await service.queue.failures()).map(({ key }) => key);
    const failed = await kept();
    expect(failed.length).toBeGreaterThan(0);
    const tries = 99 - refused.times;
    await step(scenario, "sweep");
    expect(await kept()).toEqual(expect.arrayContaining(failed));
    const again = 99 - refused.times;
    expect(again).toBeGreaterThan(tries);
    refused.times = 0;
    for (const { id } of await service.queue.failures()) await service.queue.retry(id);
    await settled();
    expect([check(pull.number), await kept()]).toEqual([expect.stringContaining("No phase"), []]);
  });
});

describe("failed deliveries", () => {
  test("are asked for again once a sweep, and what arrived already is not", async () => {
    const scenario = await start();
    const { sandbox, check } = scenario;
    await scenario.settled();
    const alice = scenario.as("alice");
    alice.createMilestone("MVP");
    await scenario.settled();
    const webhooks = `http://127.0.0.1:${scenario.service.port}/api/github/webhooks`;
    sandbox.connect(null);
    const pull = alice.openPull("Basket");
    alice.comment(pull.number, "/phase status");
    const missed = sandbox.deliveries.log.filter(({ statusCode }) => statusCode === 0).length;
    sandbox.connect(webhooks);
    // The one at the start found nothing that failed.
    const redelivered = await asked(scenario, () => step(scenario, "redeliver"));
    expect(redelivered.filter((line) => line.endsWith("/attempts"))).toHaveLength(missed);
    expect(check(pull.number)).toContain("No phase");
    expect(scenario.item(pull.number).comments.filter(({ author }) => author?.type === "Bot")).toHaveLength(1);
    expect(await asked(scenario, () => step(scenario, "redeliver"))).toEqual(["GET /app/hook/deliveries"]);
  });
});
