// `node bench/journal.ts`: how fast deliveries are taken in and carried out, beside a bare journal in plain Node on the same machine in the same
// run: a server that appends what arrives together to a file, syncs it, and answers. Embedded store, real app, on the sandbox.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  addPull,
  addShop,
  type BenchApp,
  endBench,
  formatMs,
  isJudged,
  reportResult,
  sendWebhook,
  startBench,
  valueAtShare,
  waitUntil,
  waitUntilIdle,
} from "./app.ts";

const DELIVERIES = 500;
const SHOPS = 50;
const AT_ONCE = 20;
const PACE_MS = 20;

/** The whole of the journal. */
async function serve(path: string): Promise<void> {
  const file = await open(path, "a");
  let waiting: { body: string; answer: ServerResponse }[] = [];
  let isWriting = false;
  const write = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const together = waiting;
      waiting = [];
      await file.appendFile(together.map(({ body }) => `${body}\n`).join(""));
      await file.datasync();
      for (const { answer } of together) answer.end("ok\n");
    }
    isWriting = false;
  };
  const server = createServer(async (request, answer) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += String(part);
    waiting.push({ body, answer });
    if (!isWriting) await write();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
}

async function startJournal(path: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "serve", path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("the journal has no output");
  const [port] = await once(child.stdout, "data");
  return { url: `http://127.0.0.1:${String(port).trim()}/`, child };
}

type Load = { shop: ReturnType<typeof addShop>; pull: ReturnType<typeof addPull> }[];

function makeLoad(bench: BenchApp): Load {
  const shops = Array.from({ length: SHOPS }, () => addShop(bench));
  return Array.from({ length: DELIVERIES }, (_, at) => shops[at % SHOPS]).flatMap((shop) =>
    shop === undefined ? [] : [{ shop, pull: addPull(shop) }],
  );
}

/** Seconds until all are answered. */
async function sendAll(bench: BenchApp, load: Load): Promise<number> {
  const waiting = load[Symbol.iterator]();
  const began = performance.now();
  const sender = async (): Promise<void> => {
    for (const { shop, pull } of waiting) await sendWebhook(bench, shop, pull);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return (performance.now() - began) / 1_000;
}

async function paced(bench: BenchApp, load: Load): Promise<string> {
  const times: number[] = [];
  for (const { shop, pull } of load) {
    times.push(await sendWebhook(bench, shop, pull));
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
  return `${formatMs(valueAtShare(times, 0.5))} · ${formatMs(valueAtShare(times, 0.99))}`;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "milegate-journal-"));
  const { url, child } = await startJournal(join(folder, "journal"));
  const bench = await startBench();
  await waitUntilIdle(bench);
  const journal: BenchApp = { sandbox: bench.sandbox, app: { ...bench.app, url } };
  await sendAll(journal, makeLoad(bench));
  await sendAll(bench, makeLoad(bench));
  await waitUntilIdle(bench);
  const bare = DELIVERIES / (await sendAll(journal, makeLoad(bench)));
  const load = makeLoad(bench);
  const began = performance.now();
  const answered = DELIVERIES / (await sendAll(bench, load));
  await waitUntil(() => load.every(({ shop, pull }) => isJudged(shop, pull)));
  const judged = DELIVERIES / ((performance.now() - began) / 1_000);
  reportResult("a bare journal answers", `${Math.round(bare)} deliveries a second`);
  reportResult(
    "Milegate answers",
    `${Math.round(answered)} a second, ${(answered / bare).toFixed(2)} of it`,
    "a third",
  );
  reportResult(
    "… and has carried out, to the last verdict",
    `${Math.round(judged)} a second, ${(judged / bare).toFixed(2)}`,
    "100",
  );
  await waitUntilIdle(bench);
  reportResult("a bare journal, paced, p50 · p99", await paced(journal, makeLoad(bench)));
  reportResult("Milegate, paced, p50 · p99", await paced(bench, makeLoad(bench)), "5 · 15 ms");
  child.kill();
  await endBench(bench);
  rmSync(folder, { recursive: true });
}

await (process.argv[2] === "serve" ? serve(process.argv[3] ?? "journal") : main());
