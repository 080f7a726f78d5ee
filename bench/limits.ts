// `node bench/limits.ts`: what three replicas on one PostgreSQL ask of GitHub together, beside what one asks: writes a second at one
// pace, and requests while GitHub refuses everything.
import { once } from "node:events";
import type { Asked } from "@milegate/sandbox";
import { type DemoApp, startApp } from "../demo/app-process.ts";
import { findPostgres, type PostgresCluster, startCluster } from "../test/postgres.ts";
import { startGateway } from "./gateway.ts";
import { type BenchStage, printLine, setStage, sleepMs } from "./stage.ts";

const REPOSITORIES = 6;
const WRITE_INTERVAL_MS = 200;
const PACED_MS = 15_000;
const CLOSED_MS = 5_000;
/** What was on its way when GitHub refused the first. */
const IN_FLIGHT_MS = 100;

async function withReplicas<Result>(
  count: number,
  cluster: PostgresCluster,
  settings: Record<string, string>,
  measure: (stage: BenchStage) => Promise<Result>,
): Promise<Result> {
  const stage = await setStage(REPOSITORIES);
  stage.sandbox.traffic.latencyMs = 15;
  const database = { DATABASE_URL: await cluster.database(), LOG_LEVEL: "fatal", DASHBOARD_DELAY: "12h", ...settings };
  const apps: DemoApp[] = [];
  for (let n = 0; n < count; n += 1) apps.push(await startApp(stage.sandbox, database));
  let turn = 0;
  const hooks = await startGateway(() => {
    turn += 1;
    return apps[turn % count]?.url ?? null;
  });
  stage.sandbox.connect(`${hooks.url}/api/github/webhooks`);
  try {
    return await measure(stage);
  } finally {
    for (const app of apps) await app.kill();
    hooks.server.closeAllConnections();
    hooks.server.close();
    await once(hooks.server, "close");
    await stage.sandbox.close();
  }
}

const openPulls = ({ places }: BenchStage, each: number): void => {
  for (let n = 0; n < each; n += 1) for (const { alice } of places) alice.openPull(`Shine ${n}`);
};

/** Of the installation: what the app asks for itself has a limit of its own. */
const since = ({ sandbox }: BenchStage, from: number): Asked[] =>
  sandbox.traffic.asked.filter(
    ({ at, kind, path }) => kind !== "auth" && !path.startsWith("/app") && at.getTime() >= from,
  );

/** More than can be written in the time. */
async function paced(stage: BenchStage): Promise<number> {
  openPulls(stage, 40);
  await sleepMs(2_000);
  const from = Date.now();
  await sleepMs(PACED_MS);
  return since(stage, from).filter(({ kind }) => kind === "write").length / (PACED_MS / 1000);
}

/** Counts from the first refusal on: those within a moment of it were on their way. */
async function closed(stage: BenchStage): Promise<{ atFirst: number; later: number; completed: boolean }> {
  const { faults } = stage.sandbox.traffic;
  openPulls(stage, 20);
  await sleepMs(500);
  faults.push({
    match: /./,
    status: 403,
    headers: { "retry-after": String(CLOSED_MS / 1000) },
    body: { message: "You have exceeded a secondary rate limit" },
  });
  const began = Date.now();
  openPulls(stage, 20);
  await sleepMs(CLOSED_MS - 500);
  const asked = since(stage, began);
  faults.splice(0);
  const first = asked[0]?.at.getTime() ?? began;
  const atFirst = asked.filter(({ at }) => at.getTime() - first <= IN_FLIGHT_MS).length;
  const until = Date.now() + 60_000;
  const heads = () => stage.places.flatMap(({ repository }) => repository.suites).length;
  while (heads() < REPOSITORIES * 40 && Date.now() < until) await sleepMs(50);
  return { atFirst, later: asked.length - atFirst, completed: heads() >= REPOSITORIES * 40 };
}

async function main(): Promise<void> {
  const found = findPostgres();
  if (found.kind === "missing") throw new Error(found.reason);
  const cluster = await startCluster(found);
  const pace = { GITHUB_WRITE_INTERVAL_MS: String(WRITE_INTERVAL_MS) };
  const [one, three] = [await withReplicas(1, cluster, pace, paced), await withReplicas(3, cluster, pace, paced)];
  const ratio = Math.round((three / one) * 100) / 100;
  printLine(`writes a second, ${WRITE_INTERVAL_MS} ms apart: ${JSON.stringify({ one, three, ratio })}`);
  for (const count of [1, 3])
    printLine(
      `${count} replicas, refused for ${CLOSED_MS / 1000} s: ${JSON.stringify(await withReplicas(count, cluster, {}, closed))}`,
    );
  await cluster.stop();
}

await main();
