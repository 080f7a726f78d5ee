// The embedded engine, against the contract and as a file.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openSqliteQueue } from "../../src/queue/sqlite/queue.ts";
import { openStore, STEPS } from "../../src/queue/sqlite/store.ts";
import { contract } from "./contract.ts";
import { job, type OpenSettings, parseWork, unique } from "./jobs.ts";

const folder = mkdtempSync(join(tmpdir(), "milegate-queue-"));
afterAll(() => rmSync(folder, { recursive: true }));

const report = (error: unknown): never => {
  throw error;
};

const open = async (store: string, settings: OpenSettings = {}) =>
  openSqliteQueue({ directory: join(folder, store), concurrency: 4, parseWork, report, ...settings });

contract({ open, env: async (store) => ({ DATA_DIR: join(folder, store) }) });

describe("the file", () => {
  test("is refused to a second process while the first has it", async () => {
    const store = unique();
    const first = await open(store);
    await expect(open(store)).rejects.toThrow(
      /milegate\.sqlite is in use by another Milegate.*stop the other, set DATA_DIR to another folder, or set DATABASE_URL/,
    );
    await first.enqueue("guid-1", [job("pull/7")]);
    await first.stop(100);
    const second = await open(store);
    expect(await second.depth()).toMatchObject({ ready: 1 });
    await second.stop(100);
  });

  test("of an older version is taken to this one with what is in it; of a newer one it is refused", async () => {
    const store = unique();
    const queue = await open(store);
    await queue.enqueue("guid-1", [job("pull/7")]);
    await queue.stop(100);
    const path = join(folder, store, "milegate.sqlite");
    const newer = openStore(path, [...STEPS, "ALTER TABLE job ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'"]);
    expect(newer.prepare("SELECT key, colour FROM job").all()).toEqual([{ key: "pull/7", colour: "red" }]);
    newer.close();
    await expect(open(store)).rejects.toThrow(
      `was written by a newer Milegate (store version ${STEPS.length + 1}, this one knows ${STEPS.length}). Start that version, or set DATA_DIR to another folder.`,
    );
  });

  test("is left as it was where a step fails", async () => {
    const store = unique();
    await (await open(store)).stop(100);
    const path = join(folder, store, "milegate.sqlite");
    expect(() => openStore(path, [...STEPS, "DROP TABLE job; SELECT nonsense"])).toThrow("nonsense");
    const queue = await open(store);
    expect(await queue.enqueue("guid-1", [job("pull/7")])).toBe("stored");
    await queue.stop(100);
  });
});
