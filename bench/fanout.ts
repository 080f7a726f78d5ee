// `node bench/fanout.ts [pulls…]`: a phase flips for many open pull requests; what it costs until the last check is right.
import { setTimeout as sleep } from "node:timers/promises";
import { startScenario } from "../test/scenario.ts";
import { printLine } from "./stage.ts";

type Run = { pulls: number; pace: string; latencyMs: number };

/** The GitHub runs in this process, too, so memory is that of both. */
async function world({ pulls, pace, latencyMs }: Run) {
  const scenario = await startScenario({ env: { GITHUB_WRITE_INTERVAL_MS: pace } });
  const alice = scenario.as("alice");
  const { sandbox, settled, shop } = scenario;
  sandbox.deliveries.fate = () => "lose";
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.createLabel("phase: mvp");
  alice.createLabel("phase: polish");
  for (let at = 0; at < 300; at += 1) alice.openIssue(`Issue ${at}`, { milestone: 1, labels: ["phase: mvp"] });
  for (let at = 0; at < pulls; at += 1) {
    const { number } = alice.openPull(`Pull ${at}`, { milestone: 2 });
    alice.setMilestone(number, 2);
    alice.label(number, "phase: polish");
  }
  for (let number = 2; number <= 300; number += 1) alice.close(number);
  await scenario.look({ kind: "phases" });
  await settled();
  sandbox.deliveries.fate = ({ event }) => (event.startsWith("check_") ? "lose" : "deliver");
  sandbox.traffic.latencyMs = latencyMs;
  const states = () =>
    shop.suites
      .flatMap(({ runs }) => runs)
      .filter(({ name }) => name === "milegate")
      .map(({ conclusion }) => conclusion);
  return { ...scenario, alice, states };
}

type World = Awaited<ReturnType<typeof world>>;

/** Takes a step, waits until all checks conclude so and everything is quiet, and tells what it took. */
async function measure(
  name: string,
  { sandbox, settled, states }: World,
  conclusion: string,
  step: () => void | Promise<void>,
) {
  const before = sandbox.traffic.asked.length;
  const began = performance.now();
  await step();
  while (states().some((each) => each !== conclusion)) await sleep(20);
  const lastMs = performance.now() - began;
  await settled();
  const asked = sandbox.traffic.asked.slice(before);
  const count = (kind: string) => asked.filter((each) => each.kind === kind).length;
  const batches = asked.filter(({ operation }) => operation === "mutation SetChecks");
  const aliases = batches.reduce((sum, { body }) => sum + (JSON.stringify(body).match(/"c\d+":/g)?.length ?? 0), 0);
  const single = asked.filter(({ path, kind }) => kind === "write" && path.includes("/check-runs")).length;
  const needless = aliases + single - states().length;
  const memory = Math.round(process.memoryUsage().rss / 1024 / 1024);
  printLine(
    `${name}: ${asked.length} requests (${count("read")} reads, ${count("write")} writes, ${count("auth")} tokens), last check right after ${(lastMs / 1000).toFixed(1)} s, ${needless} checks written more than once, ${memory} MB`,
  );
}

/** Pages above that fail, as GitHub's do when their lists have lists. */
async function withSmallPages(run: Run, largestPage: number): Promise<void> {
  const made = await world(run);
  made.sandbox.world.resources = { pageSize: largestPage, answer: "errors" };
  const name = `${run.pulls} pull requests, ${run.latencyMs} ms latency, pages above ${largestPage} fail`;
  await measure(`${name}: one flip`, made, "success", () => made.alice.close(1));
  await measure(`${name}: back`, made, "action_required", () => made.alice.reopen(1));
  await made.end();
}

async function flips(run: Run): Promise<void> {
  const made = await world(run);
  const name = `${run.pulls} pull requests, ${run.latencyMs} ms latency, ${run.pace} ms between writes`;
  await measure(`${name}: one flip`, made, "success", () => made.alice.close(1));
  await measure(`${name}: back`, made, "action_required", () => made.alice.reopen(1));
  if (run.pace === "0")
    await measure(`${name}: one flip as 300 events`, made, "success", () => {
      made.alice.close(1);
      const { deliveries } = made.sandbox;
      const event = deliveries.log.findLast(({ action }) => action === "closed");
      if (event !== undefined)
        for (let at = 1; at < 300; at += 1) deliveries.redeliver({ ...event, guid: `burst-${at}` });
    });
  if (run.pace === "0" && run.pulls > 200)
    await measure(`${name}: shut, and open again in the middle`, made, "success", async () => {
      made.alice.reopen(1);
      while (made.states().filter((each) => each !== "success").length < run.pulls / 2) await sleep(5);
      made.alice.close(1);
    });
  await made.end();
}

/** At GitHub's pace; each would be a write of its own. */
async function atOnce(howMany: number): Promise<void> {
  const scenario = await startScenario({ env: { GITHUB_WRITE_INTERVAL_MS: "1000" } });
  const { sandbox, settled, as, checks } = scenario;
  const alice = as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  await settled();
  const before = sandbox.traffic.asked.length;
  const began = performance.now();
  const numbers = Array.from({ length: howMany }, (_, at) => alice.openPull(`Pull ${at}`).number);
  while (numbers.some((number) => checks(number).length === 0)) await sleep(20);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const asked = sandbox.traffic.asked.slice(before);
  const count = (kind: string) => asked.filter((each) => each.kind === kind).length;
  printLine(
    `${howMany} pull requests opened at once, 1000 ms between writes: last check after ${seconds} s, ${count("read")} reads, ${count("write")} writes`,
  );
  await scenario.end();
}

await atOnce(60);
for (const pulls of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1_000]) {
  await flips({ pulls, pace: "0", latencyMs: 80 });
  await flips({ pulls, pace: "1000", latencyMs: 80 });
  await withSmallPages({ pulls, pace: "0", latencyMs: 80 }, 25);
}
