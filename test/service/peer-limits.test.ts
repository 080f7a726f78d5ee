// Two processes on one store: what GitHub told one of them the other obeys, and together they write as one would.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { addOrganization, addRepository, addUser, install, person, type Sandbox } from "@milegate/sandbox";
import { pino } from "pino";
import { Probot } from "probot";
import { startMilegateSandbox } from "../../demo/milegate.ts";
import { AppOctokit } from "../../src/github/client.ts";
import { connectGitHub } from "../../src/github/connect.ts";
import { RateLimited } from "../../src/github/errors.ts";
import { openPostgresQueue } from "../../src/queue/postgres/queue.ts";
import type { WorkQueue } from "../../src/queue/queue.ts";
import { peerLimitsOn, subscribePeerLimits } from "../../src/service/peer-limits.ts";
import { findPostgres, type PostgresCluster, startCluster } from "../postgres.ts";
import { JOB_DONE, parseWork, pauseMs } from "../queue/jobs.ts";

jest.setTimeout(30_000);

const found = findPostgres();
const EVERY_MS = 200;
const silent = pino({ level: "silent" });

(found.kind === "missing" ? describe.skip : describe)("two processes on one database", () => {
  let cluster: PostgresCluster;
  let sandbox: Sandbox;
  let database = "";
  let where = { installation: 0, owner: "octo", name: "shop" };
  let queues: WorkQueue<unknown>[] = [];

  beforeAll(async () => {
    if (found.kind === "found") cluster = await startCluster(found, ["-c", "fsync=off"]);
  });
  afterAll(() => cluster.stop());
  beforeEach(async () => {
    sandbox = await startMilegateSandbox();
    database = await cluster.database();
    const octo = addOrganization(sandbox.world, "octo");
    const shop = addRepository(sandbox.world, { owner: octo, name: "shop", roles: { alice: "admin" } });
    const installation = install(sandbox.world, octo);
    installation.repositories.push(shop);
    where = { ...where, installation: installation.id };
    person(sandbox.world, shop, addUser(sandbox.world, "alice")).openIssue("Log in");
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const queue of queues.splice(0)) await queue.stop(100).catch(() => undefined);
    await sandbox.close();
  });

  /** As `startService` wires it; its worker listens, with nothing to do. */
  async function replica(everyMs: number) {
    const queue = await openPostgresQueue({ url: database, concurrency: 1, parseWork, report: () => undefined });
    queues = [...queues, queue];
    const { id, privateKey, webhookSecret: secret } = sandbox.app;
    const baseUrl = `${sandbox.url}/api/v3`;
    const app = new Probot({ appId: id, privateKey, secret, Octokit: AppOctokit, log: silent, baseUrl });
    const settings = { APP_ID: id, GITHUB_WRITE_INTERVAL_MS: everyMs };
    const github = connectGitHub(app, settings, undefined, peerLimitsOn(queue.shared, silent));
    let told = 0;
    await subscribePeerLimits(queue.shared, (...pause) => {
      told += 1;
      github.paused(...pause);
    });
    await queue.start(async () => JOB_DONE);
    const at = await github.repository(where);
    return { queue, told: () => told, write: () => at.write.addLabels(1, ["x"]), read: () => at.access.role("alice") };
  }

  const writes = () => sandbox.traffic.asked.filter(({ path }) => path.endsWith("/labels"));

  test("a `retry-after` that one was told stops the other, which sends nothing until it is over", async () => {
    const [first, second] = [await replica(0), await replica(0)];
    await second.write();
    sandbox.traffic.faults.push({
      match: /labels/,
      status: 403,
      headers: { "retry-after": "600" },
      body: { message: "You have exceeded a secondary rate limit" },
      times: 1,
    });
    await expect(first.write()).rejects.toThrow(RateLimited);
    // Told without a request of its own.
    while (second.told() === 0) await pauseMs(10);
    const sent = sandbox.traffic.asked.length;
    for (const ask of [second.write, second.read, first.write]) await expect(ask()).rejects.toThrow(RateLimited);
    // One that starts meanwhile knows it, too.
    const third = await replica(0);
    const asked = () => sandbox.traffic.asked.slice(sent).filter(({ path }) => path !== "/app").length;
    await expect(third.write()).rejects.toThrow(RateLimited);
    expect(asked()).toBe(0);
    // The clock alone is moved: how long this machine took until here plays no part.
    const now = performance.now.bind(performance);
    jest.spyOn(performance, "now").mockImplementation(() => now() + 601_000);
    await second.write();
    expect(asked()).toBe(1);
  });

  test("both together write at the pace of one", async () => {
    const both = [await replica(EVERY_MS), await replica(EVERY_MS)];
    const keepsWriting = async (write: () => Promise<void>) => {
      for (let done = 0; done < 6; )
        await write().then(
          () => {
            done += 1;
          },
          (error: unknown) =>
            error instanceof RateLimited ? pauseMs(error.until.getTime() - Date.now()) : Promise.reject(error),
        );
    };
    await Promise.all(both.map(({ write }) => keepsWriting(write)));
    const times = writes().map(({ at }) => at.getTime());
    expect(times).toHaveLength(12);
    // A machine under load may send one late and the next in time.
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThanOrEqual(11 * EVERY_MS - 100);
  });

  test("a store that is away leaves each at its own pace, and fails nothing", async () => {
    const alone = await replica(EVERY_MS);
    await alone.queue.stop(100);
    for (let n = 0; n < 3; n += 1) await alone.write();
    const times = writes().map(({ at }) => at.getTime());
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(2 * EVERY_MS - 50);
  });
});
