// `node bench/crash.ts [rounds]`: the app is killed at random moments under load, on each engine; what was acknowledged has to be done, once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoApp, startApp } from "../demo/app-process.ts";
import { freePort } from "../demo/free-port.ts";
import { findPostgres, startCluster } from "../test/postgres.ts";
import {
  type BenchStage,
  clearStage,
  isAcknowledged,
  loadSettled,
  printLine,
  runLoad,
  setStage,
  sleepMs,
} from "./stage.ts";

/** The load goes on a little after the app is gone, as it does in life. */
const KILL_WITHIN_MS = 800;
const LOAD_MS = 820;

type Count = { deeds: number; acknowledged: number; missing: number; twice: number; backMs: number[] };

async function round(stage: BenchStage, app: DemoApp, restart: () => Promise<DemoApp>, count: Count) {
  const loading = runLoad(stage, LOAD_MS);
  await sleepMs(Math.random() * KILL_WITHIN_MS);
  await app.kill();
  const deeds = await loading;
  await stage.sandbox.deliveries.drained();
  const taken = deeds.filter((deed) => isAcknowledged(stage, deed));
  const next = await restart();
  const back = performance.now();
  await loadSettled(stage, taken);
  count.backMs.push(performance.now() - back);
  count.deeds += deeds.length;
  count.acknowledged += taken.length;
  for (const { what, done } of deeds) if (done() > 1) printLine(`  twice: ${what}`);
  for (const { what, done } of taken) if (done() === 0) printLine(`  missing: ${what}`);
  count.missing += taken.filter(({ done }) => done() === 0).length;
  count.twice += deeds.filter(({ done }) => done() > 1).length;
  clearStage(stage);
  return next;
}

async function crash(engine: string, rounds: number, settings: Record<string, string>): Promise<boolean> {
  const stage = await setStage(2);
  const port = String(await freePort());
  const restart = () => startApp(stage.sandbox, { ...settings, PORT: port, LOG_LEVEL: "fatal" });
  const count: Count = { deeds: 0, acknowledged: 0, missing: 0, twice: 0, backMs: [] };
  let app = await restart();
  stage.sandbox.connect(app.url);
  for (let at = 1; at <= rounds; at += 1) {
    app = await round(stage, app, restart, count);
    if (at % 5 === 0) printLine(`  ${told(engine, at, count)}`);
  }
  await app.stop();
  await stage.sandbox.close();
  printLine(told(engine, rounds, count));
  return count.missing === 0 && count.twice === 0;
}

function told(engine: string, rounds: number, { backMs, ...count }: Count): string {
  const median = Math.round(backMs.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
  return `${engine}: ${rounds} kills, ${count.deeds} deeds, ${count.acknowledged} acknowledged; missing ${count.missing}, done twice ${count.twice}; settled ${median} ms after the restart (median)`;
}

async function main(): Promise<void> {
  const rounds = Math.min(1_000, Number(process.argv[2] ?? 100));
  const data = mkdtempSync(join(tmpdir(), "milegate-crash-"));
  const embedded = await crash("SQLite", rounds, { DATA_DIR: data });
  rmSync(data, { recursive: true });
  const found = findPostgres();
  if (found.kind === "missing") throw new Error(found.reason);
  const cluster = await startCluster(found);
  const shared = await crash("PostgreSQL", rounds, { DATABASE_URL: await cluster.database() }).finally(cluster.stop);
  process.exitCode = embedded && shared ? 0 : 1;
}

await main();
