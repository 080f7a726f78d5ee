// `node bench/reminders.ts [rounds] [sqlite|postgres]`: the app is killed while people are to be reminded and a channel is told, alone and as one of two replicas.
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
import { startReceiver } from "../test/notify/receiver.ts";
import { findPostgres, startCluster } from "../test/postgres.ts";
import { printLine, sleepMs } from "./stage.ts";

/** Of each round: the decision and two sign-offs, once when the time is over and once at twice the time. */
const PLAN = `communicate: { notify: [bench] }
review:
  due: 1s
  escalate: [alice]
  sign_offs:
    - { id: a, by: [alice], due: 1s, escalate: [alice] }
    - { id: b, by: [alice], due: 1s, escalate: [alice] }
`;
const LAST = ["decision 2", "a 2", "b 2"];
const SETTLES_WITHIN_MS = 120_000;

/** `lateMs` is from the kill until all were there, by round. */
type Tally = { given: number; missing: number; twice: number; lateMs: number[] };
type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** `id` is the comment's. */
type Given = { what: string; id: number };

const givenIn = ({ items }: Repository): Given[] =>
  items
    .flatMap(({ comments }) => comments)
    .flatMap(({ body, id }) => {
      const [, of, times] = /^<!-- milegate:reminder of=(\S*) .* times=(\d)/.exec(body) ?? [];
      return of === undefined ? [] : [{ what: `${of || "decision"} ${times}`, id }];
    });

const isWhole = (shop: Repository): boolean => LAST.every((each) => givenIn(shop).some(({ what }) => what === each));

/** Ends of the keys of all facts that the conversation holds. */
const keysOf = (shop: Repository): string[] => [
  ...shop.items.filter(({ title }) => title.startsWith("Boundary")).map(({ number }) => `:review_opened:${number}`),
  ...givenIn(shop).map(({ what, id }) => `:${what.endsWith("2") ? "escalation" : "reminder"}:${id}`),
];

const receivedOf = ({ received }: Receiver, shop: Repository, key: string): string[] =>
  received
    .filter(({ body, headers }) => headers["idempotency-key"]?.toString().endsWith(key) && isAbout(body, shop))
    .map(({ body }) => body);

const isAbout = (body: string, { name }: Repository): boolean => JSON.parse(body).repository === `octo/${name}`;

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + SETTLES_WITHIN_MS;
  while (!holds() && performance.now() < end) await sleepMs(50);
}

async function round(shop: Repository, alice: Person, kill: () => Promise<void>, tally: Tally): Promise<void> {
  alice.createMilestone("MVP");
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  alice.closeMilestone(1);
  await sleepMs(200 + Math.random() * 2_200);
  const killed = performance.now();
  await kill();
  await until(() => isWhole(shop));
  tally.lateMs.push(performance.now() - killed);
  const given = givenIn(shop).map(({ what }) => what);
  tally.given += given.length;
  tally.missing += LAST.filter((each) => !given.includes(each)).length;
  tally.twice += given.length - new Set(given).size;
}

/** `again` were sent more than once: the app died before it heard that the channel had them. */
async function printTold(channel: Receiver, shops: readonly Repository[]): Promise<boolean> {
  const sent = () => shops.flatMap((shop) => keysOf(shop).map((key) => receivedOf(channel, shop, key)));
  await until(() => sent().every(({ length }) => length > 0));
  const all = sent();
  const missing = all.filter(({ length }) => length === 0).length;
  const again = all.filter(({ length }) => length > 1).length;
  const changed = all.filter((bodies) => new Set(bodies).size > 1).length;
  printLine(
    `  its channel: ${all.length} facts; missing ${missing}, sent again after a kill ${again}, with other bytes ${changed}`,
  );
  return missing + changed === 0;
}

/** `apps` are as many as share the store; each round kills one of them, and starts it again. */
async function rounds(name: string, count: number, settings: readonly Record<string, string>[]): Promise<boolean> {
  const sandbox: Sandbox = await startMilegateSandbox({ page: false });
  const { world } = sandbox;
  // Minutes here are hours of life: the limit of an hour is not what is measured.
  world.limits.isEnforced = false;
  world.limits.points = { core: 1_000_000, graphql: 1_000_000 };
  const user = addUser(world, "alice");
  const octo = addOrganization(world, "octo");
  const installation = install(world, octo);
  const channel = await startReceiver(() => 200);
  const told = { NOTIFY_BENCH: `json+${channel.url}`, NOTIFY_SECRET: "bench" };
  const start = (each: Record<string, string>): Promise<DemoApp> =>
    startApp(sandbox, { ...each, ...told, LOG_LEVEL: "fatal", SWEEP_INTERVAL: "10s" });
  const apps = await Promise.all(settings.map(start));
  const tally: Tally = { given: 0, missing: 0, twice: 0, lateMs: [] };
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
  const { given, missing, twice } = tally;
  const seconds = tally.lateMs.toSorted((a, b) => a - b).map((ms) => Math.round(ms / 100) / 10);
  printLine(`${name}: ${count} kills, ${given} reminders and escalations; missing ${missing}, twice ${twice}`);
  printLine(`  all there after the kill: ${seconds[Math.floor(count / 2)]} s (median), ${seconds.at(-1)} s (longest)`);
  const isTold = await printTold(channel, installation.repositories);
  await Promise.all(apps.map((app) => app.stop()));
  await Promise.all([sandbox.close(), channel.close()]);
  return missing === 0 && twice === 0 && isTold;
}

async function onSqlite(count: number): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), "milegate-reminders-"));
  const isRight = await rounds("alone on SQLite", count, [{ DATA_DIR: data, PORT: String(await freePort()) }]);
  rmSync(data, { recursive: true });
  return isRight;
}

async function onPostgres(count: number): Promise<boolean> {
  const found = findPostgres();
  if (found.kind === "missing") throw new Error(found.reason);
  const cluster = await startCluster(found);
  const DATABASE_URL = await cluster.database();
  const replicas = [
    { DATABASE_URL, PORT: String(await freePort()) },
    { DATABASE_URL, PORT: String(await freePort()) },
  ];
  return rounds("two replicas on PostgreSQL", count, replicas).finally(cluster.stop);
}

const ENGINES = { sqlite: onSqlite, postgres: onPostgres };

const [count = "100", engine] = process.argv.slice(2);
let isRight = true;
for (const [name, run] of Object.entries(ENGINES))
  if (engine === undefined || engine === name) isRight = (await run(Math.min(1_000, Number(count)))) && isRight;
process.exitCode = isRight ? 0 : 1;
