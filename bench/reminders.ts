// `node bench/reminders.ts [rounds]`: the app is killed while people are to be reminded, alone and as one of two replicas; each is reminded once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  addOrganization,
  addRepository,
  addUser,
  install,
  type Person,
  person,
  type Repository,
  type Sandbox,
} from "@milegate/sandbox";
import { type DemoApp, startApp } from "../demo/app-process.ts";
import { freePort } from "../demo/free-port.ts";
import { startMilegateSandbox } from "../demo/milegate.ts";
import { findPostgres, startCluster } from "../test/postgres.ts";
import { printLine, sleepMs } from "./stage.ts";

/** Of each round: the decision and two sign-offs, once when the time is over and once at twice the time. */
const PLAN = `review:
  due: 1s
  escalate: [alice]
  sign_offs:
    - { id: a, by: [alice], due: 1s, escalate: [alice] }
    - { id: b, by: [alice], due: 2s, escalate: [alice] }
`;
const LAST = ["decision 2", "a 2", "b 2"];

type Tally = { given: number; missing: number; twice: number };

const givenIn = ({ items }: Repository): string[] =>
  items
    .flatMap(({ comments }) => comments)
    .flatMap(({ body }) => {
      const [, of, times] = /^<!-- milegate:reminder of=(\S*) .* times=(\d)/.exec(body) ?? [];
      return of === undefined ? [] : [`${of || "decision"} ${times}`];
    });

async function round(shop: Repository, alice: Person, kill: () => Promise<void>, tally: Tally): Promise<void> {
  alice.createMilestone("MVP");
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  alice.closeMilestone(1);
  await sleepMs(500 + Math.random() * 4_000);
  await kill();
  const until = performance.now() + 30_000;
  while (!LAST.every((each) => givenIn(shop).includes(each)) && performance.now() < until) await sleepMs(50);
  await sleepMs(300);
  const given = givenIn(shop);
  tally.given += given.length;
  tally.missing += LAST.filter((each) => !given.includes(each)).length;
  tally.twice += given.length - new Set(given).size;
}

/** `apps` are as many as share the store; each round kills one of them, and starts it again. */
async function rounds(name: string, count: number, settings: readonly Record<string, string>[]): Promise<boolean> {
  const sandbox: Sandbox = await startMilegateSandbox({ page: false });
  const { world } = sandbox;
  const user = addUser(world, "alice");
  const octo = addOrganization(world, "octo");
  const installation = install(world, octo);
  const start = (each: Record<string, string>): Promise<DemoApp> =>
    startApp(sandbox, { ...each, LOG_LEVEL: "fatal", SWEEP_INTERVAL: "10s" });
  const apps = await Promise.all(settings.map(start));
  const tally: Tally = { given: 0, missing: 0, twice: 0 };
  for (let at = 0; at < count; at++) {
    const shop = addRepository(world, {
      ...{ owner: octo, name: `shop-${at}`, files: { ".github/milegate.yml": PLAN }, roles: { alice: "admin" } },
    });
    installation.repositories.push(shop);
    const killed = at % apps.length;
    // Webhooks come to one that is alive, as behind a load balancer.
    sandbox.connect(apps[(killed + 1) % apps.length]?.url ?? "");
    const kill = async (): Promise<void> => {
      await apps[killed]?.kill();
      apps[killed] = await start(settings[killed] ?? {});
    };
    await round(shop, person(world, shop, user), kill, tally);
  }
  await Promise.all(apps.map((app) => app.stop()));
  await sandbox.close();
  const { given, missing, twice } = tally;
  printLine(`${name}: ${count} kills, ${given} reminders and escalations; missing ${missing}, twice ${twice}`);
  return missing === 0 && twice === 0;
}

async function main(): Promise<void> {
  const count = Math.min(1_000, Number(process.argv[2] ?? 100));
  const data = mkdtempSync(join(tmpdir(), "milegate-reminders-"));
  const alone = await rounds("alone on SQLite", count, [{ DATA_DIR: data, PORT: String(await freePort()) }]);
  rmSync(data, { recursive: true });
  const found = findPostgres();
  if (found.kind === "missing") throw new Error(found.reason);
  const cluster = await startCluster(found);
  const DATABASE_URL = await cluster.database();
  const replicas = [
    { DATABASE_URL, PORT: String(await freePort()) },
    { DATABASE_URL, PORT: String(await freePort()) },
  ];
  const shared = await rounds("two replicas on PostgreSQL", count, replicas).finally(cluster.stop);
  process.exitCode = alone && shared ? 0 : 1;
}

await main();
