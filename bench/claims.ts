// `node bench/claims.ts [jobs...]`: jobs taken and settled a second with so many waiting (100, 10,000 and 100,000), on each engine, the longest
// stop of the event loop meanwhile, how soon others get their turn beside the flood, and a webhook's way into the store.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openQueue } from "../src/queue/open.ts";
import type { QueueJob, WorkQueue } from "../src/queue/queue.ts";
import { findPostgres, startCluster } from "../test/postgres.ts";
import { formatMs, reportResult, valueAtShare } from "./app.ts";

type Place = { DATA_DIR: string; DATABASE_URL?: string };
type Shape = { name: string; job: (index: number) => QueueJob<object> };

const CONCURRENCY = 8;
const FILL = 1_000;
const MEASURED_MS = 4_000;
const INTAKES = 100;

const jobIn = (repository: string, key: string, priority: number): QueueJob<object> => ({
  repository,
  key,
  priority,
  work: {},
});

const SHAPES: readonly Shape[] = [
  { name: "200 installations", job: (at) => jobIn(`${at % 200}/octo/shop-${at % 20_000}`, `pull/${at}`, at % 10) },
  { name: "one installation", job: (at) => jobIn(`1/octo/shop-${at % 20_000}`, `pull/${at}`, at % 10) },
  { name: "one repository", job: (at) => jobIn("1/octo/shop", `pull/${at}`, at % 10) },
];

const open = (place: Place, concurrency: number): Promise<WorkQueue<object>> =>
  openQueue({ ...place, WORKER_CONCURRENCY: concurrency }, () => ({}), {
    error: (data: unknown) => reportResult("error", String(data)),
  });

async function fill(queue: WorkQueue<object>, { job }: Shape, jobs: number): Promise<void> {
  for (let at = 0; at < jobs; at += FILL)
    await queue.enqueue(
      `fill-${at}`,
      Array.from({ length: Math.min(FILL, jobs - at) }, (_each, index) => job(at + index)),
    );
}

/** Milliseconds in which each of some deliveries is stored. */
async function intakes(queue: WorkQueue<object>): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < INTAKES; at += 1) {
    const began = performance.now();
    await queue.enqueue(`new-${at}`, [jobIn(`1/octo/new-${at}`, "pull/1", 1)]);
    times.push(performance.now() - began);
  }
  return times;
}

/**
 * Runs return at once, and their jobs wait again, so that the backlog stays what it is. A stranger's dashboard comes in when the first have
 * run: `quiet` counts the runs before it.
 */
async function claims(queue: WorkQueue<object>) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let runs = 0;
  let quiet: number | null = null;
  let before = 0;
  delay.enable();
  const began = performance.now();
  await queue.start(async ({ key }) => {
    runs += 1;
    if (key === "quiet") quiet ??= runs - before;
    return { kind: "wait", until: new Date(), reason: "the backlog stays" };
  });
  while (runs < 50) await new Promise(setImmediate);
  await queue.enqueue("quiet", [jobIn("quiet/octo/shop", "quiet", 9)]);
  before = runs;
  await new Promise((resolve) => setTimeout(resolve, MEASURED_MS));
  const perSecond = (runs / (performance.now() - began)) * 1_000;
  delay.disable();
  return { perSecond, stop: delay.max / 1e6, quiet };
}

async function measure(engine: string, place: Place, shape: Shape, jobs: number): Promise<void> {
  const queue = await open(place, CONCURRENCY);
  await fill(queue, shape, jobs);
  const stored = await intakes(queue);
  const { perSecond, stop, quiet } = await claims(queue);
  const began = performance.now();
  await queue.depth();
  const depth = performance.now() - began;
  await queue.stop(1_000);
  reportResult(
    `${engine}, ${jobs} of ${shape.name}`,
    `${Math.round(perSecond)} a second; longest stop ${formatMs(stop)}; stored in ${formatMs(valueAtShare(stored, 0.5))}, p99 ${formatMs(valueAtShare(stored, 0.99))}; a quiet one's turn after ${quiet ?? "no"} runs; depth ${formatMs(depth)}`,
  );
}

async function main(): Promise<void> {
  const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 10_000, 100_000];
  const found = findPostgres();
  if (found.kind === "missing") throw new Error(found.reason);
  const cluster = await startCluster(found);
  const folder = mkdtempSync(join(tmpdir(), "milegate-claims-"));
  for (const shape of SHAPES)
    for (const jobs of counts) {
      await measure("SQLite", { DATA_DIR: join(folder, `${shape.name}-${jobs}`) }, shape, jobs);
      const DATABASE_URL = await cluster.database();
      await measure("PostgreSQL", { DATA_DIR: folder, DATABASE_URL }, shape, jobs);
    }
  await cluster.stop();
  rmSync(folder, { recursive: true });
}

await main();
