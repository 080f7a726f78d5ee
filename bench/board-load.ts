// `node bench/board-load.ts [seconds] [shops]`: how long gates take while the board has 50 requests a second, and how far behind the board is.
import { setTimeout as pause } from "node:timers/promises";
import { addOrganization, addUser, install } from "@milegate/sandbox";
import { startApp } from "../demo/app-process.ts";
import { startMilegateSandbox } from "../demo/milegate.ts";
import {
  addPull,
  addShop,
  type BenchApp,
  type BenchShop,
  endBench,
  formatMs,
  isJudged,
  reportResult,
  sendWebhook,
  valueAtShare,
  waitUntil,
} from "./app.ts";

const [seconds = 60, count = 40] = process.argv.slice(2).map(Number);
const PULLS = 5;
const EVERY_MS = 1000 / 50;
/** Whatever is not there by then never comes. */
const PATIENCE_MS = 30_000;

const sandbox = await startMilegateSandbox();
sandbox.world.limits.isEnforced = false;
sandbox.world.limits.points = { core: 1_000_000, graphql: 1_000_000 };
sandbox.deliveries.fate = () => "lose";
const alice = addUser(sandbox.world, "alice");
const installation = install(sandbox.world, addOrganization(sandbox.world, "octo"));
// They are there before the app is, so that its first sweep sees them whole.
const shops = Array.from({ length: count }, () => addShop({ sandbox }, installation));
for (const { repository } of shops) repository.roles.set("alice", "write");
const bench: BenchApp = { sandbox, app: await startApp(sandbox) };
const { token } = sandbox.tokens.user(alice);
const { board } = bench.app;

const readBoard = async (path: string): Promise<string> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(board + path, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return text;
};

const isShown = (path: string): Promise<boolean> =>
  readBoard(path).then(
    () => true,
    () => false,
  );

/** From the webhook to the check. */
async function gateDelay(shop: BenchShop): Promise<number> {
  const pull = addPull(shop);
  const began = performance.now();
  await sendWebhook(bench, shop, pull);
  await waitUntil(() => isJudged(shop, pull), PATIENCE_MS);
  return performance.now() - began;
}

const pick = <Value>(all: readonly Value[], at: number): Value => all[at % all.length] as Value;

/** One after another, as a gate's own delay is meant. */
async function gateDelays(forMs: number): Promise<number[]> {
  const times: number[] = [];
  for (const until = performance.now() + forMs; performance.now() < until; ) {
    times.push(await gateDelay(pick(shops, times.length)));
    await pause(50);
  }
  return times;
}

/** Asks the board all the time, whether it has answered or not. */
function startReaders(paths: readonly string[]): { stop(): Promise<{ times: number[]; failed: string[] }> } {
  const [times, failed]: [number[], string[]] = [[], []];
  const under = new Set<Promise<void>>();
  const start = performance.now();
  let asked = 0;
  const ask = (): void => {
    const began = performance.now();
    const one = readBoard(pick(paths, asked++)).then(
      () => void times.push(performance.now() - began),
      (error: unknown) => void failed.push(String(error)),
    );
    under.add(one);
    void one.finally(() => under.delete(one));
  };
  // A timer that comes late catches up.
  const timer = setInterval(() => {
    while (asked * EVERY_MS < performance.now() - start) ask();
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(under);
      return { times, failed };
    },
  };
}

/** From an event to when the board shows it. */
async function staleness(forMs: number): Promise<number[]> {
  const times: number[] = [];
  for (const until = performance.now() + forMs; performance.now() < until; ) {
    const shop = pick(shops, times.length);
    const pull = addPull(shop);
    const began = performance.now();
    await sendWebhook(bench, shop, pull);
    const path = `/api/v1/repos/octo/${shop.repository.name}/pulls/${pull.number}`;
    await waitUntil(() => isShown(path));
    times.push(performance.now() - began);
    await pause(200);
  }
  return times;
}

const shown = (times: readonly number[]): string =>
  `p50 ${formatMs(valueAtShare(times, 0.5))}, p95 ${formatMs(valueAtShare(times, 0.95))}, at most ${formatMs(valueAtShare(times, 1))} (${times.length})`;

async function measure(): Promise<void> {
  const pulls = new Map<string, number>();
  for (const shop of shops)
    for (let at = 0; at < PULLS; at++) {
      const pull = addPull(shop);
      pulls.set(shop.repository.name, pull.number);
      await sendWebhook(bench, shop, pull);
    }
  const paths = [
    ...["deliveries", "pulls", "pulls?state=blocked", "waiting", "health", "evidence/merges"].map(
      (route) => `/api/v1/orgs/octo/${route}`,
    ),
    ...shops.flatMap(({ repository: { name } }) => [
      `/api/v1/repos/octo/${name}`,
      `/api/v1/repos/octo/${name}/pulls/${pulls.get(name)}`,
    ]),
  ];
  for (const path of paths) await waitUntil(() => isShown(path)).catch(() => readBoard(path));
  const forMs = (seconds * 1000) / 3;
  reportResult("a verdict while the board is idle", shown(await gateDelays(forMs)));
  const readers = startReaders(paths);
  reportResult("a verdict under 50 requests a second on the board", shown(await gateDelays(forMs)));
  const { times, failed } = await readers.stop();
  reportResult("  … the board's own answers meanwhile", `${shown(times)}, ${failed.length} failed ${failed[0] ?? ""}`);
  reportResult("a verdict after that", shown(await gateDelays(forMs)));
  reportResult("from an event to the board", shown(await staleness(seconds * 1000)), "60 s at most");
}

try {
  await measure();
} finally {
  await endBench(bench);
}
