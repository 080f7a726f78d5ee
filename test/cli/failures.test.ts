// milegate failures: on the store's file, and through the socket of a server that has it open.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { pino } from "pino";
import { openPostgresQueue } from "../../src/queue/postgres/queue.ts";
import type { WorkQueue } from "../../src/queue/queue.ts";
import { openSqliteQueue } from "../../src/queue/sqlite/queue.ts";
import { openFailuresSocket, socketOf } from "../../src/service/failures-socket.ts";
import { findPostgres, startCluster } from "../postgres.ts";
import { parseWork, pauseMs, SHORT_RETRY, testJob } from "../queue/jobs.ts";
import { runMilegate } from "./run.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "milegate-failures-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const failures = (...options: string[]) => runMilegate(["failures", ...options], { env: { DATA_DIR: directory } });

/** A queue in which so many jobs have failed for good; they are cured when they run again. */
async function failedIn(queue: WorkQueue<unknown>, keys: string[]) {
  let cured = false;
  await queue.start(async ({ key }) => {
    if (!cured) throw new Error(`no ${key} for ghs_0123456789abcdefgh`);
    return { kind: "done" };
  });
  await queue.enqueue(
    "guid-1",
    keys.map((key) => testJob(key)),
  );
  await queue.idle();
  cured = true;
  return queue;
}

const report = (error: unknown): never => {
  throw error;
};
const SETTINGS = { concurrency: 2, parseWork, report, retry: SHORT_RETRY };

const withKept = (keys: string[]) => failedIn(openSqliteQueue({ directory, ...SETTINGS }), keys);

const LINE =
  /^\d+ {2}1\/octo\/shop pull\/([78]), after 3 attempts, \d{4}-\d\d-\d\d \d\d:\d\d UTC\n {2}Error: no pull\/\1 for \[redacted\]$/;

test("reads the file where no server runs: lists, puts back and throws away", async () => {
  expect(await failures()).toMatchObject({ code: 2, err: expect.stringContaining("there is no store in") });
  await (await withKept(["pull/7"])).stop(100);
  const listed = await failures();
  expect([listed.code, listed.out]).toEqual([1, expect.stringMatching(LINE)]);
  expect(await failures("--discard", "none")).toMatchObject({
    code: 2,
    err: expect.stringContaining('no failed job "none"'),
  });
  expect((await failures("--retry-all", "--discard", "1")).code).toBe(2);
  const json = await failures("--json");
  expect([json.code, JSON.parse(json.out)]).toMatchObject([
    1,
    { retried: [], discarded: [], failures: [{ key: "pull/7", attempts: 3, failedAt: expect.stringMatching(/Z$/) }] },
  ]);
  expect(json.out).not.toContain("ghs_");
  expect(await failures("--retry-all")).toMatchObject({
    code: 0,
    out: "1 job put back into the queue.\nThere are no failed jobs.",
  });
});

test("asks the server that has the store open", async () => {
  const queue = await withKept(["pull/7", "pull/8", "pull/9"]);
  const close = await openFailuresSocket(directory, queue, pino({ level: "silent" }));
  const kept = await queue.failures();
  expect((await failures()).out).toContain("pull/9, after 3 attempts");
  expect((await failures("--discard", kept[0]?.id ?? "")).out).toContain("1 job discarded.");
  expect((await failures("--retry", kept[1]?.id ?? "")).code).toBe(1);
  expect(await failures("--retry-all")).toMatchObject({ code: 0 });
  await queue.idle();
  expect(await queue.failures()).toEqual([]);
  await close();
  expect(existsSync(socketOf(directory))).toBe(false);
  await queue.stop(100);
});

const found = findPostgres();

(found.kind === "missing" ? test.skip : test)(
  "reads the database while replicas work on it, and what it puts back they do",
  async () => {
    if (found.kind === "missing") return;
    const cluster = await startCluster(found, ["-c", "fsync=off"]);
    try {
      const url = await cluster.database();
      const ask = (...options: string[]) => runMilegate(["failures", ...options], { env: { DATABASE_URL: url } });
      const queue = await failedIn(await openPostgresQueue({ url, ...SETTINGS }), ["pull/7", "pull/8"]);
      const listed = await ask();
      expect(listed.code).toBe(1);
      expect(listed.out.split("\n").slice(0, 2).join("\n")).toMatch(LINE);
      const kept = await queue.failures();
      expect(await ask("--discard", kept[0]?.id ?? "")).toMatchObject({
        code: 1,
        out: expect.stringContaining("1 job discarded"),
      });
      expect(await ask("--retry-all")).toMatchObject({
        code: 0,
        out: expect.stringContaining("1 job put back into the queue."),
      });
      while ((await queue.depth()).failed + (await queue.depth()).ready + (await queue.depth()).running > 0)
        await pauseMs(20);
      expect(await ask()).toEqual({ code: 0, out: "There are no failed jobs.", err: "" });
      await queue.stop(100);
    } finally {
      await cluster.stop();
    }
  },
);

test("says where the database can't be reached, without its password", async () => {
  const asked = await runMilegate(["failures"], { env: { DATABASE_URL: "postgres://a:sesame@127.0.0.1:1/b" } });
  expect(asked).toMatchObject({ code: 2, out: "" });
  expect(asked.err).toMatch(
    /^error: The database of DATABASE_URL can't be reached: .*Check that PostgreSQL is running/,
  );
  expect(asked.err).not.toContain("sesame");
});
