// Replicas on PostgreSQL when one of them is cut off, hangs, or loses what it took: no two work on one repository, and the work goes on.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Client } from "pg";
import { openPostgresQueue } from "../../src/queue/postgres/queue.ts";
import type { JobClaim, WorkQueue } from "../../src/queue/queue.ts";
import { findPostgres, type PostgresCluster, queryOnce, startCluster } from "../postgres.ts";
import { JOB_DONE, type OpenSettings, parseWork, pauseMs, type TestWork, testJob } from "./jobs.ts";
import { startNetwork, type TestNetwork } from "./proxy.ts";

const found = findPostgres();
if (found.kind === "missing")
  process.stderr.write(`The tests of lost connections to PostgreSQL are skipped: ${found.reason}.\n`);

const LONG_MS = 60_000;

(found.kind === "missing" ? describe.skip : describe)("replicas", () => {
  let cluster: PostgresCluster;
  let url = "";
  let network: TestNetwork;
  const queues: WorkQueue<TestWork>[] = [];
  beforeAll(async () => {
    if (found.kind === "found") cluster = await startCluster(found, ["-c", "fsync=off"]);
  });
  afterAll(() => cluster.stop());

  const open = async (through: string, settings: OpenSettings = {}) => {
    const queue = await openPostgresQueue({
      url: through,
      concurrency: 4,
      parseWork,
      report: () => undefined,
      ...settings,
    });
    queues.push(queue);
    return queue;
  };
  const fresh = async (): Promise<void> => {
    url = await cluster.database();
    network = await startNetwork(url);
  };
  const end = async (): Promise<void> => {
    network.thaw();
    for (const queue of queues.splice(0)) await queue.stop(100);
    await network.close();
  };
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await holds())) await pauseMs(20);
  };

  /** A queue that runs "long" until it is released; `another` begins to work only when it does. */
  async function startLong(through: string) {
    const ran: string[] = [];
    const began = Promise.withResolvers<JobClaim>();
    const release = Promise.withResolvers<void>();
    const queue = await open(through);
    await queue.start(async ({ key }, _deliveries, claim) => {
      ran.push(`first ${key}`);
      if (key !== "long" || ran.length > 1) return JOB_DONE;
      began.resolve(claim);
      await release.promise;
      ran.push("first ends");
      return JOB_DONE;
    });
    await queue.enqueue("guid-1", [testJob("long")]);
    const claim = await began.promise;
    const another = await open(url);
    await another.start(async ({ key }) => {
      ran.push(`another ${key}`);
      return JOB_DONE;
    });
    return { ran, claim, release: release.resolve, queue, another };
  }

  async function keepsIt({ ran, claim, release, another }: Awaited<ReturnType<typeof startLong>>) {
    expect([await claim.isMine(), claim.signal.aborted, ran]).toEqual([true, false, ["first long"]]);
    release();
    await another.idle();
    expect(ran).toEqual(["first long", "first ends"]);
    await end();
  }

  test(
    "keep their work through a cut that the server notices seconds later",
    async () => {
      await fresh();
      const long = await startLong(network.url);
      network.cut(3_000);
      await pauseMs(8_000);
      await keepsIt(long);
    },
    LONG_MS,
  );

  test(
    "keep their work where the server ends their connections",
    async () => {
      await fresh();
      const long = await startLong(url);
      const ends = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
      await queryOnce(url, ends);
      await pauseMs(5_000);
      await keepsIt(long);
    },
    LONG_MS,
  );

  test(
    "take over from one that is not heard of, which then knows, and whose result is dropped",
    async () => {
      await fresh();
      const { ran, claim, release, another } = await startLong(network.url);
      network.freeze();
      await pauseMs(2_500);
      // It knows before anybody takes over.
      const certain = claim.isMine();
      await until(() => ran.includes("another long"));
      network.thaw();
      expect(await certain).toBe(false);
      await until(() => claim.signal.aborted);
      expect(await claim.isMine()).toBe(false);
      await another.enqueue("guid-2", [{ ...testJob("long"), delayMs: 3_600_000 }]);
      release();
      await pauseMs(2_000);
      expect(ran).toEqual(["first long", "another long", "first ends"]);
      expect(await another.depth()).toMatchObject({ ready: 0, waiting: 1, running: 0, failed: 0 });
      // It goes on with new work, as what it is now.
      await another.stop(100);
      queues.splice(1);
      await queues[0]?.enqueue("guid-3", [testJob("after")]);
      await until(() => ran.includes("first after"));
      await end();
    },
    LONG_MS,
  );

  test(
    "notice that another process took over, although the database is there, and have the job run again",
    async () => {
      await fresh();
      const { ran, claim, release, queue } = await startLong(url);
      await queryOnce(url, "DELETE FROM milegate.worker");
      await until(() => claim.signal.aborted);
      expect(await claim.isMine()).toBe(false);
      await until(() => ran.length > 1);
      release();
      await queue.idle();
      // Either of them may have run it.
      expect(ran.filter((each) => each.endsWith("long"))).toHaveLength(2);
      await end();
    },
    LONG_MS,
  );

  test(
    "run again what counts as running here and is not, as the answer to the claim was lost",
    async () => {
      await fresh();
      const queue = await open(url);
      const ran: string[] = [];
      await queue.start(async ({ key }) => {
        ran.push(key);
        return JOB_DONE;
      });
      await queue.enqueue("guid-1", [testJob("first")]);
      await queue.idle();
      await queue.enqueue("guid-2", [{ ...testJob("stray"), delayMs: 600 }]);
      await queryOnce(url, "UPDATE milegate.job SET due = now()");
      await queryOnce(url, "UPDATE milegate.lane SET state = 'ready'");
      await queryOnce(url, "SELECT milegate.claim((SELECT id FROM milegate.worker), 1)");
      await until(() => ran.includes("stray"));
      expect(ran).toEqual(["first", "stray"]);
      await end();
    },
    LONG_MS,
  );

  test("can't run two jobs of a repository, whatever a statement says", async () => {
    await fresh();
    const queue = await open(url);
    await queue.enqueue("guid-1", [testJob("pull/7"), testJob("pull/8")]);
    await expect(queryOnce(url, "UPDATE milegate.job SET state = 'running'")).rejects.toThrow(/job_running/);
    await end();
  });

  test("work on a database whose transactions are serializable", async () => {
    await fresh();
    const database = new URL(url).pathname.slice(1);
    await queryOnce(url, `ALTER DATABASE ${database} SET default_transaction_isolation = 'serializable'`);
    const failed: unknown[] = [];
    const report = (error: unknown): void => void failed.push(error);
    const opened = await Promise.all(Array.from({ length: 3 }, () => open(url, { report })));
    const on = new Set<string>();
    let overlaps = 0;
    let runs = 0;
    for (const queue of opened)
      await queue.start(async ({ repository }) => {
        if (on.has(repository)) overlaps += 1;
        on.add(repository);
        await pauseMs(1);
        on.delete(repository);
        runs += 1;
        return JOB_DONE;
      });
    const jobs = Array.from({ length: 90 }, (_, at) => ({
      at,
      jobs: [testJob(`pull/${at}`, `1/octo/${at % 4}`), testJob("x")],
    }));
    await Promise.all(jobs.map(({ at, jobs: given }) => opened[at % 3]?.enqueue(`guid-${at}`, given)));
    await opened[0]?.idle();
    expect([overlaps, failed, runs > 90]).toEqual([0, [], true]);
    await end();
  });

  test("are woken only where a repository gets in line", async () => {
    await fresh();
    const queue = await open(url);
    const listener = new Client({ connectionString: url });
    await listener.connect();
    let woken = 0;
    listener.on("notification", () => {
      woken += 1;
    });
    await listener.query("LISTEN milegate_work");
    const wakes = async (delivery: string, ...jobs: Parameters<typeof queue.enqueue>[1][number][]) => {
      const before = woken;
      await queue.enqueue(delivery, jobs);
      await listener.query("SELECT 1");
      await pauseMs(50);
      return woken - before;
    };
    expect(await wakes("guid-1", { ...testJob("dashboard"), delayMs: 60_000 })).toBe(0);
    expect(await wakes("guid-2", testJob("pull/7"))).toBe(1);
    expect(await wakes("guid-3", testJob("pull/8"), testJob("pull/7"))).toBe(0);
    expect(await wakes("guid-4", testJob("pull/7", "1/octo/other"), testJob("pull/7", "1/octo/third"))).toBe(1);
    expect(await wakes("guid-4", testJob("pull/7", "1/octo/fourth"))).toBe(0);
    await listener.end();
    await end();
  });
});
