// The embedded engine, against the contract and as a file.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "@jest/globals";
import { FAILURE_RETRY } from "../../src/queue/backoff.ts";
import { StoreError } from "../../src/queue/queue.ts";
import { storeClock } from "../../src/queue/sqlite/clock.ts";
import { groupSync } from "../../src/queue/sqlite/group-sync.ts";
import { openSqliteJobs } from "../../src/queue/sqlite/jobs.ts";
import { openSqliteQueue } from "../../src/queue/sqlite/queue.ts";
import { openSqliteStore } from "../../src/queue/sqlite/store.ts";
import { SQLITE_STEPS } from "../../src/queue/sqlite/tables.ts";
import { queueContract } from "./contract.ts";
import { JOB_DONE, type OpenSettings, parseWork, testJob, uniqueStore } from "./jobs.ts";

const folder = mkdtempSync(join(tmpdir(), "milegate-queue-"));
afterAll(() => rmSync(folder, { recursive: true }));

const report = (error: unknown): never => {
  throw error;
};

const open = async (store: string, settings: OpenSettings = {}) =>
  openSqliteQueue({ directory: join(folder, store), concurrency: 4, parseWork, report, ...settings });

queueContract({ open, env: async (store) => ({ DATA_DIR: join(folder, store) }) });

describe("the file", () => {
  test("is refused to a second process while the first has it", async () => {
    const store = uniqueStore();
    const first = await open(store);
    await expect(open(store)).rejects.toThrow(
      /milegate\.sqlite is in use by another Milegate.*stop the other, set DATA_DIR to another folder, or set DATABASE_URL/,
    );
    await first.enqueue("guid-1", [testJob("pull/7")]);
    await first.stop(100);
    const second = await open(store);
    expect(await second.depth()).toMatchObject({ ready: 1 });
    await second.stop(100);
  });

  const pathOf = (store: string) => join(folder, store, "milegate.sqlite");
  const knows = SQLITE_STEPS.length;
  const COLOUR = { sql: "ALTER TABLE job ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'", readableFrom: knows + 1 };

  /** A store with a job in it. */
  async function stored(): Promise<string> {
    const store = uniqueStore();
    const queue = await open(store);
    await queue.enqueue("guid-1", [testJob("pull/7")]);
    await queue.stop(100);
    return store;
  }

  test("of an older version is taken to this one with what is in it; of a newer one it is refused", async () => {
    const store = await stored();
    const { db } = openSqliteStore(pathOf(store), [...SQLITE_STEPS, COLOUR]);
    expect(db.prepare("SELECT key, colour FROM job").all()).toEqual([{ key: "pull/7", colour: "red" }]);
    db.close();
    await expect(open(store)).rejects.toThrow(
      `was written by a newer Milegate (store version ${knows + 1}, this one knows ${knows}). Start that version, or set DATA_DIR to another folder.`,
    );
  });

  test("of a newer version that this one can read serves it, and stays of the newer version", async () => {
    const store = await stored();
    openSqliteStore(pathOf(store), [...SQLITE_STEPS, { ...COLOUR, readableFrom: knows }]).db.close();
    const queue = await open(store);
    expect(await queue.depth()).toMatchObject({ ready: 1 });
    await queue.stop(100);
    const { db } = openSqliteStore(pathOf(store));
    expect(db.prepare("PRAGMA user_version").get()).toEqual({ user_version: knows + 1 });
    db.close();
  });

  test("of the version before the line gives up what waited, ran and failed in it", async () => {
    const store = uniqueStore();
    mkdirSync(join(folder, store));
    const db = new DatabaseSync(pathOf(store));
    for (const { sql } of SQLITE_STEPS.slice(0, 2)) db.exec(sql);
    db.exec("PRAGMA user_version = 2");
    const insert = db.prepare(`INSERT INTO job (repository, key, priority, work, deliveries, state, due, created)
      VALUES (?, ?, 1, '{"note":"before"}', '[]', ?, ?, 1)`);
    for (const [repository, state] of ["ready", "running", "failed"].entries())
      insert.run(`1/octo/${repository}`, state, state, Date.now());
    insert.run("1/octo/later", "later", "ready", Date.now() + 3_600_000);
    db.close();
    const queue = await open(store);
    const ran: string[] = [];
    await queue.start(async ({ key }) => {
      ran.push(key);
      return JOB_DONE;
    });
    await queue.idle();
    expect(ran.toSorted()).toEqual(["ready", "running"]);
    expect(await queue.depth()).toMatchObject({ waiting: 1, failed: 1 });
    await queue.stop(100);
  });

  test("is left as it was where a step fails", async () => {
    const store = await stored();
    const broken = { sql: "DROP TABLE job; SELECT nonsense", readableFrom: knows + 1 };
    expect(() => openSqliteStore(pathOf(store), [...SQLITE_STEPS, broken])).toThrow("nonsense");
    const queue = await open(store);
    expect(await queue.enqueue("guid-2", [testJob("pull/8")])).toBe("stored");
    expect(await queue.depth()).toMatchObject({ ready: 2 });
    await queue.stop(100);
  });

  test("that is no database, or damaged, is refused in one line that names it and says what to do", async () => {
    const garbage = uniqueStore();
    mkdirSync(join(folder, garbage));
    writeFileSync(pathOf(garbage), Buffer.alloc(8_192, 7));
    const damaged = await stored();
    const pages = readFileSync(pathOf(damaged));
    writeFileSync(pathOf(damaged), pages.fill(0x5a, 4_096));
    for (const store of [garbage, damaged]) {
      const refused = await open(store).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(StoreError);
      const { message } = Object(refused);
      expect(message).toMatch(
        /milegate\.sqlite can't be read as a SQLite database \(.+\)\. Move it away and start again/,
      );
      expect(message).not.toContain("\n");
    }
  });

  test("is on a full disk not writable; what is refused is not stored, and it goes on when there is room", async () => {
    const store = uniqueStore();
    const path = pathOf(store);
    await (await open(store)).stop(100);
    const opened = openSqliteStore(path);
    const clock = storeClock(0);
    const needs = { store: opened, clock, sync: groupSync(opened), retry: FAILURE_RETRY };
    const jobs = openSqliteJobs(needs);
    const { page_count: pages } = opened.db.prepare("PRAGMA page_count").get() ?? {};
    opened.db.exec(`PRAGMA max_page_count = ${Number(pages)}`);
    await expect(jobs.checkWritable()).rejects.toThrow(/full/);
    const large = { ...testJob("pull/7"), work: "x".repeat(100_000) };
    await expect(jobs.store("guid-1", [large])).rejects.toThrow(/full/);
    opened.db.exec("PRAGMA max_page_count = 100000");
    await jobs.checkWritable();
    expect(await jobs.store("guid-1", [large])).toBe("stored");
    await jobs.close();
  });

  test("keeps its timers where the machine's clock is set back, and over a restart after that", async () => {
    const now = Date.now;
    const store = uniqueStore();
    try {
      const queue = await open(store);
      await queue.enqueue("guid-1", [{ ...testJob("soon"), delayMs: 300 }]);
      Date.now = () => now() - 2 * 86_400_000;
      const ran: string[] = [];
      await queue.start(async ({ key }) => {
        ran.push(key);
        return ran.length === 1 ? { kind: "done", next: new Date(Date.now() + 1_000) } : JOB_DONE;
      });
      await queue.idle();
      expect(ran).toEqual(["soon", "soon"]);
      await queue.enqueue("guid-2", [testJob("later")]);
      await queue.stop(100);
      const after = await open(store);
      await after.enqueue("guid-3", [testJob("last")]);
      expect(await after.depth()).toMatchObject({ waiting: 0 });
      await after.stop(100);
    } finally {
      Date.now = now;
    }
  });
});
