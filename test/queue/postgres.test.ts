// The engine for replicas, against the contract and as several processes on one database.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openPostgresQueue } from "../../src/queue/postgres/queue.ts";
import { migratePostgres } from "../../src/queue/postgres/store.ts";
import { POSTGRES_STEPS } from "../../src/queue/postgres/tables.ts";
import { findPostgres, type PostgresCluster, queryOnce, startCluster } from "../postgres.ts";
import { queueContract } from "./contract.ts";
import { JOB_DONE, type OpenSettings, parseWork, pauseMs, testJob, uniqueStore } from "./jobs.ts";

const COLOUR = {
  sql: "ALTER TABLE milegate.job ADD COLUMN colour text NOT NULL DEFAULT 'red'",
  readableFrom: POSTGRES_STEPS.length + 1,
};
const NEVER = 2_000_000_000;

const found = findPostgres();
if (found.kind === "missing")
  process.stderr.write(`The tests of the PostgreSQL engine are skipped: ${found.reason}.\n`);

(found.kind === "missing" ? describe.skip : describe)("on PostgreSQL", () => {
  const databases = new Map<string, Promise<string>>();
  let cluster: PostgresCluster;
  beforeAll(async () => {
    // Only processes of ours are killed here, never the machine.
    if (found.kind === "found") cluster = await startCluster(found, ["-c", "fsync=off"]);
  });
  afterAll(() => cluster.stop());

  const url = (store: string): Promise<string> => {
    const made = databases.get(store) ?? cluster.database();
    databases.set(store, made);
    return made;
  };
  const open = async (store: string, settings: OpenSettings = {}) =>
    openPostgresQueue({ url: await url(store), concurrency: 4, parseWork, report: () => undefined, ...settings });

  queueContract({ open, env: async (store) => ({ DATABASE_URL: await url(store) }) });

  describe("replicas", () => {
    test("that start at once on an empty database do not collide", async () => {
      const store = uniqueStore();
      const queues = await Promise.all(Array.from({ length: 4 }, () => open(store)));
      const answers = await Promise.all(queues.map((queue) => queue.enqueue("guid-1", [testJob("pull/7")])));
      expect(answers.toSorted()).toEqual(["duplicate", "duplicate", "duplicate", "stored"]);
      await Promise.all(queues.map((queue) => queue.stop(100)));
    });

    // They don't look by themselves here, so what one takes in is known to the others by being told.
    test("share the work: each delivery is worked on, at once, by one of them on a repository at a time", async () => {
      const store = uniqueStore();
      const queues = await Promise.all(Array.from({ length: 3 }, () => open(store, { pollMs: NEVER })));
      const [intake, ...workers] = queues;
      const on = new Set<string>();
      const ran: { replica: number; key: string }[] = [];
      let overlaps = 0;
      for (const [replica, queue] of workers.entries())
        await queue.start(async ({ repository, key }) => {
          if (on.has(repository)) overlaps += 1;
          on.add(repository);
          ran.push({ replica, key });
          await pauseMs(3);
          on.delete(repository);
          return JOB_DONE;
        });
      for (let i = 0; i < 60; i += 1) {
        await intake?.enqueue(`guid-${i}`, [testJob(`pull/${i}`, `1/octo/${i % 3}`)]);
        await pauseMs(3);
      }
      await intake?.idle();
      expect([overlaps, ran.length, new Set(ran.map(({ key }) => key)).size]).toEqual([0, 60, 60]);
      expect(new Set(ran.map(({ replica }) => replica)).size).toBe(2);
      await Promise.all(queues.map((queue) => queue.stop(100)));
    });

    test.each([
      ["behind", -3_600_000],
      ["ahead", 3_600_000],
    ])("whose clock is an hour %s wait as long as they are told, by the database's", async (_name, wrong) => {
      const queue = await open(uniqueStore());
      const now = Date.now;
      Date.now = () => now() + wrong;
      const at: number[] = [];
      const { promise: twice, resolve } = Promise.withResolvers<void>();
      try {
        await queue.start(async () => {
          at.push(performance.now());
          if (at.length === 1) return { kind: "wait", until: new Date(Date.now() + 400), reason: "limit" };
          resolve();
          return JOB_DONE;
        });
        await queue.enqueue("guid-1", [testJob("pull/7")]);
        await twice;
        expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(390);
      } finally {
        Date.now = now;
        await queue.stop(100);
      }
    });

    test("of an older version keep what is in the store when a newer one migrates it, and are refused from then on", async () => {
      const store = uniqueStore();
      const queue = await open(store);
      await queue.enqueue("guid-1", [testJob("pull/7")]);
      const newer = [...POSTGRES_STEPS, COLOUR];
      await migratePostgres(await url(store), newer);
      expect(await queryOnce(await url(store), "SELECT key, colour FROM milegate.job")).toEqual([
        { key: "pull/7", colour: "red" },
      ]);
      // One that runs already goes on until it is replaced.
      expect(await queue.enqueue("guid-2", [testJob("pull/8")])).toBe("stored");
      await queue.stop(100);
      await expect(open(store)).rejects.toThrow(
        `was written by a newer Milegate (store version ${POSTGRES_STEPS.length + 1}, this one knows ${POSTGRES_STEPS.length})`,
      );
      await expect(
        migratePostgres(await url(store), [
          ...newer,
          { sql: "DROP TABLE milegate.job; SELECT nonsense", readableFrom: 9 },
        ]),
      ).rejects.toThrow();
      expect(await queryOnce(await url(store), "SELECT version FROM milegate.store")).toEqual([
        { version: newer.length },
      ]);
    });
  });

  test("a database that may only be read is reachable, but not writable", async () => {
    const store = uniqueStore();
    await (await open(store)).stop(100);
    const database = new URL(await url(store)).pathname.slice(1);
    await queryOnce(await url(store), `ALTER DATABASE ${database} SET default_transaction_read_only = on`);
    const queue = await open(store);
    await queue.ping();
    await expect(queue.checkWritable()).rejects.toThrow(/read-only/);
    await queue.stop(100);
  });

  describe("a server that goes away", () => {
    test("fails what would be stored, and the work goes on when it is back, each job once", async () => {
      const store = uniqueStore();
      const queue = await open(store);
      const ran: string[] = [];
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await queue.start(async ({ key }) => {
        ran.push(key);
        if (key === "held") await held;
        return JOB_DONE;
      });
      await queue.enqueue("guid-1", [testJob("held")]);
      while (ran.length === 0) await pauseMs(5);
      await cluster.restart();
      release();
      for (let stored = false; !stored; await pauseMs(20))
        stored = await queue.enqueue("guid-2", [testJob("after")]).then(
          () => true,
          () => false,
        );
      await queue.idle();
      expect(ran).toEqual(["held", "after"]);
      expect(await queue.depth()).toMatchObject({ ready: 0, waiting: 0, running: 0, failed: 0 });
      await queue.stop(100);
    });

    test("is named at the start, without the password", async () => {
      const refused = migratePostgres("postgres://milegate:sesame@127.0.0.1:1/none");
      await expect(refused).rejects.toThrow(/^The database of DATABASE_URL can't be reached: (?!.*sesame)/);
    });
  });
});
