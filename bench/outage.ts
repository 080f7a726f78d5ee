// `node bench/outage.ts [seconds]`: GitHub answers 502, then its limits, then nothing but "later"; everything completes, nothing twice.
import type { TrafficFault } from "@milegate/sandbox";
import {
  addPull,
  addShop,
  type BenchApp,
  endBench,
  isJudged,
  reportResult,
  sendWebhook,
  startBench,
  waitUntil,
  waitUntilIdle,
} from "./app.ts";

const SECONDS = Number(process.argv[2] ?? 60);
const SHOPS = 20;
const PULLS = 5;

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** For so long every request has this answer. */
async function phase(
  { sandbox: { traffic } }: BenchApp,
  name: string,
  seconds: number,
  fault: () => TrafficFault,
): Promise<void> {
  const before = traffic.asked.length;
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    traffic.faults.splice(0, traffic.faults.length, fault());
    await pause(Math.min(1, (end - Date.now()) / 1000));
  }
  traffic.faults.splice(0);
  reportResult(name, `${traffic.asked.length - before} requests in ${seconds} s, for ${SHOPS * PULLS} pull requests`);
}

async function outage(): Promise<void> {
  const bench = await startBench();
  const shops = Array.from({ length: SHOPS }, () => addShop(bench));
  await waitUntilIdle(bench);
  const works = shops.flatMap((shop) => Array.from({ length: PULLS }, () => ({ shop, pull: addPull(shop) })));
  bench.sandbox.traffic.faults.push({ match: /./, status: 502 });
  await Promise.all(works.map(({ shop, pull }) => sendWebhook(bench, shop, pull)));
  await phase(bench, "502 to everything", SECONDS, () => ({ match: /./, status: 502 }));
  await phase(bench, "then secondary limits (retry-after: 3)", 15, () => ({
    match: /./,
    status: 403,
    headers: { "retry-after": "3" },
    body: { message: "You have exceeded a secondary rate limit" },
  }));
  const reset = Math.ceil(Date.now() / 1000) + 10;
  await phase(bench, "then a used-up hour (its reset 10 s away)", 9, () => ({
    match: /./,
    status: 403,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) },
    body: { message: "API rate limit exceeded" },
  }));
  const began = Date.now();
  await waitUntil(() => works.every(({ shop, pull }) => isJudged(shop, pull)), 360_000).catch(() => undefined);
  const missing = works.filter(({ shop, pull }) => !isJudged(shop, pull)).length;
  reportResult("verdicts missing after it", `${missing} of ${works.length}`, "0");
  reportResult("until the last verdict, once GitHub was well", `${((Date.now() - began) / 1000).toFixed(1)} s`);
  await endBench(bench);
}

/** The change is made, and its answer lost: what is written once must not be written again. */
async function lostAnswers(): Promise<void> {
  const bench = await startBench();
  const shops = Array.from({ length: SHOPS }, () => addShop(bench));
  await waitUntilIdle(bench);
  const fault: TrafficFault = {
    match: /(POST|PATCH) .*\/repos\/|mutation/,
    status: 502,
    after: true,
    times: 3 * SHOPS,
  };
  bench.sandbox.traffic.faults.push(fault);
  for (const { lead } of shops) lead.closeMilestone(1);
  const works = shops.map((shop) => ({ shop, pull: addPull(shop) }));
  await Promise.all(works.map(({ shop, pull }) => sendWebhook(bench, shop, pull)));
  await Promise.all(shops.map((shop) => sendMilestone(bench, shop)));
  await waitUntil(() => works.every(({ shop, pull }) => isJudged(shop, pull)));
  await waitUntil(() => shops.every(({ repository }) => reviewsOf(repository) > 0));
  const isOver = async () => {
    await waitUntilIdle(bench);
    return fault.times === 0;
  };
  await waitUntil(isOver, 30_000).catch(() => undefined);
  await waitUntilIdle(bench);
  const runs = works.map(({ shop, pull }) =>
    shop.repository.suites.filter(({ headSha }) => headSha === pull.head.sha).flatMap((suite) => suite.runs),
  );
  const twice = runs.filter(({ length }) => length > 1).length;
  const reviews = shops.filter(({ repository }) => reviewsOf(repository) > 1).length;
  const lost = 3 * SHOPS - (fault.times ?? 0);
  reportResult(
    `${lost} writes applied, their answers lost (502)`,
    `${twice} checks twice, ${reviews} reviews twice`,
    "0, 0",
  );
  await endBench(bench);
}

const reviewsOf = ({ items }: ReturnType<typeof addShop>["repository"]): number =>
  items.filter(({ title }) => title.startsWith("Boundary review:")).length;

/** Any event of the milestone makes the app look at the phases. */
async function sendMilestone(bench: BenchApp, shop: ReturnType<typeof addShop>): Promise<void> {
  await sendWebhook(bench, shop, { number: 1 }, undefined, "milestone", { action: "closed", milestone: { number: 1 } });
}

await outage();
await lostAnswers();
