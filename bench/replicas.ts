// `node bench/replicas.ts [rounds]`: three app processes share one PostgreSQL and one is killed under load, each round.
// Each reaches GitHub through a gateway of its own, which sees who works on which repository when.
import type { Server } from "node:http";
import { type DemoApp, startApp } from "../demo/app-process.ts";
import { findPostgres, startCluster } from "../test/postgres.ts";
import { type GatewayVisit, startGateway } from "./gateway.ts";
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

type Visit = GatewayVisit & { replica: number };

const REPLICAS = 3;
const LOAD_MS = 1_500;
/** As far away as GitHub is, so that a visit is most of the time that a repository is worked on. */
const LATENCY_MS = 15;

/** Two replicas with a request about one repository under way at the same time. */
function overlapsOf(visits: readonly Visit[]): number {
  const inOrder = visits.toSorted((a, b) => a.from - b.from);
  return inOrder.filter((visit, index) =>
    inOrder
      .slice(0, index)
      .some(
        ({ replica, repository, to }) =>
          replica !== visit.replica && repository === visit.repository && to > visit.from,
      ),
  ).length;
}

type Replica = { app: DemoApp; start: () => Promise<DemoApp> };

async function startReplicas(
  stage: BenchStage,
  database: string,
  visits: Visit[],
  servers: Server[],
): Promise<Replica[]> {
  return Promise.all(
    Array.from({ length: REPLICAS }, async (_, replica) => {
      const github = await startGateway(
        () => stage.sandbox.url,
        (visit) => visits.push({ ...visit, replica }),
      );
      servers.push(github.server);
      const settings = { DATABASE_URL: database, LOG_LEVEL: "fatal" };
      const start = () => startApp({ app: stage.sandbox.app, url: github.url }, settings);
      return { app: await start(), start };
    }),
  );
}

async function round(stage: BenchStage, replicas: Replica[], visits: Visit[]) {
  const loading = runLoad(stage, LOAD_MS);
  await sleepMs(Math.random() * LOAD_MS);
  const victim = replicas[Math.floor(Math.random() * replicas.length)];
  await victim?.app.kill();
  const killed = performance.now();
  const deeds = await loading;
  await stage.sandbox.deliveries.drained();
  const taken = deeds.filter((deed) => isAcknowledged(stage, deed));
  await loadSettled(stage, taken);
  const result = {
    deeds: deeds.length,
    acknowledged: taken.length,
    missing: taken.filter(({ done }) => done() === 0).length,
    twice: deeds.filter(({ done }) => done() > 1).length,
    visits: visits.length,
    overlaps: overlapsOf(visits),
    settledMs: Math.round(performance.now() - killed),
  };
  clearStage(stage);
  visits.splice(0);
  if (victim !== undefined) victim.app = await victim.start();
  return result;
}

async function main(): Promise<void> {
  const rounds = Math.min(100, Number(process.argv[2] ?? 5));
  const found = findPostgres();
  if (found.kind === "missing") throw new Error(found.reason);
  const cluster = await startCluster(found);
  const stage = await setStage(4);
  stage.sandbox.traffic.latencyMs = LATENCY_MS;
  const visits: Visit[] = [];
  const servers: Server[] = [];
  const replicas = await startReplicas(stage, await cluster.database(), visits, servers);
  let turn = 0;
  const hooks = await startGateway(() => {
    turn += 1;
    return replicas[turn % REPLICAS]?.app.url ?? null;
  });
  servers.push(hooks.server);
  stage.sandbox.connect(`${hooks.url}/api/github/webhooks`);
  let wrong = 0;
  for (let at = 1; at <= rounds; at += 1) {
    const { overlaps, missing, twice, ...counts } = await round(stage, replicas, visits);
    wrong += overlaps + missing + twice;
    printLine(`round ${at}: ${JSON.stringify({ overlaps, missing, twice, ...counts })}`);
  }
  for (const { app } of replicas) await app.stop();
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  await stage.sandbox.close();
  await cluster.stop();
  process.exitCode = wrong === 0 ? 0 : 1;
}

await main();
