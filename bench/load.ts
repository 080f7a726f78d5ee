// `node bench/load.ts`: how fast webhooks are answered and carried out, and what that costs. The real app, on the sandbox, embedded store.
import { randomUUID } from "node:crypto";
import type { PullRequest } from "@milegate/sandbox";
import {
  addPull,
  addShop,
  type BenchApp,
  type BenchShop,
  endBench,
  formatMs,
  isJudged,
  memoryMb,
  reportResult,
  sendWebhook,
  startBench,
  valueAtShare,
  waitUntil,
  waitUntilIdle,
} from "./app.ts";

const many = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_each, index) => make(index));
const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

type Work = { shop: BenchShop; pull: ReturnType<typeof addPull> };
const workFor = (shops: readonly BenchShop[], each: number): Work[] =>
  many(each, () => shops.map((shop) => ({ shop, pull: addPull(shop) }))).flat();
const allJudged = (works: readonly Work[]) => works.every(({ shop, pull }) => isJudged(shop, pull));

/** Sends all, at most so many at once. */
async function sendAll(bench: BenchApp, works: readonly Work[], atOnce: number): Promise<number[]> {
  const times: number[] = [];
  const waiting = works[Symbol.iterator]();
  const sender = async (): Promise<void> => {
    for (const { shop, pull } of waiting) times.push(await sendWebhook(bench, shop, pull));
  };
  await Promise.all(many(atOnce, sender));
  return times;
}

async function acknowledgement(bench: BenchApp): Promise<void> {
  const shop = addShop(bench);
  const pull = addPull(shop);
  for (let n = 0; n < 30; n += 1) await sendWebhook(bench, shop, pull);
  const paced: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    paced.push(await sendWebhook(bench, shop, pull));
    await pause(20);
  }
  reportResult(
    "answered when paced, p50 · p99",
    `${formatMs(valueAtShare(paced, 0.5))} · ${formatMs(valueAtShare(paced, 0.99))}`,
    "5 · 15 ms",
  );
  const works = workFor(
    many(60, () => addShop(bench)),
    1,
  );
  const burst = await Promise.all(works.map((work) => sendWebhook(bench, work.shop, work.pull)));
  reportResult(
    "answered while 60 arrive at once, p50 · last",
    `${formatMs(valueAtShare(burst, 0.5))} · ${formatMs(valueAtShare(burst, 1))}`,
  );
  await waitUntil(() => allJudged(works));
}

async function throughput(bench: BenchApp): Promise<void> {
  const works = workFor(
    many(50, () => addShop(bench)),
    10,
  );
  const began = performance.now();
  await sendAll(bench, works, 20);
  await waitUntil(() => allJudged(works));
  const seconds = (performance.now() - began) / 1000;
  reportResult(
    "500 deliveries over 50 installations to the last verdict",
    `${seconds.toFixed(1)} s, ${Math.round(500 / seconds)} a second`,
    "5 s, 100 a second",
  );
}

async function coalescing(bench: BenchApp): Promise<void> {
  const shop = addShop(bench);
  const { asked } = bench.sandbox.traffic;
  const counting = async (name: string, run: () => Promise<unknown>, aim: string): Promise<void> => {
    await waitUntilIdle(bench);
    const before = asked.length;
    await run();
    await waitUntilIdle(bench);
    const made = asked.slice(before).filter(({ kind }) => kind !== "auth");
    const writes = made.filter(({ kind }) => kind === "write").length;
    reportResult(name, `${made.length} requests, ${writes} of them writes`, aim);
  };
  const once = addPull(shop);
  await sendWebhook(bench, shop, once);
  const sixFor = (pull: PullRequest) => () => Promise.all(many(6, () => sendWebhook(bench, shop, pull)));
  const labelled = addPull(shop);
  shop.lead.label(labelled.number, "phase: polish");
  await counting("six deliveries at once for one pull request", sixFor(labelled), "3 requests, 1 write");
  await counting("  … that has to be labelled, too", sixFor(addPull(shop)), "a write more");
  const other = addPull(shop);
  const guid = randomUUID();
  const twice = () => Promise.all([sendWebhook(bench, shop, other, guid), sendWebhook(bench, shop, other, guid)]);
  await counting("one delivery twice at once", twice, "2 requests, 1 write");
  await counting("the same delivery again", () => sendWebhook(bench, shop, other, guid), "0 requests");
  const last = addPull(shop);
  const thousand = () =>
    sendAll(
      bench,
      many(1000, () => ({ shop, pull: last })),
      60,
    );
  const before = asked.length;
  await counting("1,000 events for one pull request", thousand, "a handful of evaluations");
  const evaluations = asked.slice(before).filter(({ operation }) => operation === "query Items").length;
  reportResult("  … evaluations of it", String(evaluations));
}

/** With pauses between writes, so that the busy one has work for a while. */
async function neighbours(): Promise<void> {
  const bench = await startBench({ GITHUB_WRITE_INTERVAL_MS: "100" });
  await waitUntilIdle(bench);
  const measure = async (): Promise<number> => {
    const works = workFor(
      many(10, () => addShop(bench)),
      1,
    );
    const times = await Promise.all(
      works.map(async ({ shop, pull }) => {
        const began = performance.now();
        await sendWebhook(bench, shop, pull);
        await waitUntil(() => isJudged(shop, pull));
        return performance.now() - began;
      }),
    );
    return valueAtShare(times, 0.5);
  };
  await measure();
  const alone = await measure();
  const first = addShop(bench);
  const busy = [first, ...many(19, () => addShop(bench, first.installation))];
  const flood = workFor(busy, 10);
  await sendAll(bench, flood, 20);
  const beside = await measure();
  const left = flood.filter(({ shop, pull }) => !isJudged(shop, pull)).length;
  reportResult(
    "a verdict beside an installation with 200 in its line",
    `${formatMs(beside)}, ${(beside / alone).toFixed(1)} times that without it (${formatMs(alone)}); ${left} still waited`,
    "1 time",
  );
  await waitUntil(() => allJudged(flood));
  await endBench(bench);
}

async function flood(): Promise<void> {
  const bench = await startBench();
  await waitUntilIdle(bench);
  const works = workFor(
    many(200, () => addShop(bench)),
    10,
  );
  await sendAll(bench, works, 100);
  await waitUntil(() => allJudged(works)).catch(() => undefined);
  const lost = works.filter(({ shop, pull }) => !isJudged(shop, pull)).length;
  const peak = `${memoryMb(bench.app, "VmHWM")} MB at most, ${lost} lost`;
  reportResult("2,000 deliveries for 200 repositories, as fast as they go", peak, "150 MB, 0 lost");
  await endBench(bench);
}

async function main(): Promise<void> {
  const bench = await startBench();
  reportResult("from start to ready", formatMs(bench.app.readyMs));
  await waitUntilIdle(bench);
  await pause(3000);
  reportResult("idle memory", `${memoryMb(bench.app, "VmRSS")} MB`, "80 MB");
  await acknowledgement(bench);
  await throughput(bench);
  await coalescing(bench);
  await endBench(bench);
  await neighbours();
  await flood();
}

await main();
