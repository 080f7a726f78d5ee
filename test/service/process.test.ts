// The process as people run it: what it refuses to start with, what it logs, and how it ends.

import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { addOrganization, addRepository, addUser, install, person, type Sandbox } from "@milegate/sandbox";
import { startMilegateSandbox } from "../../demo/milegate.ts";
import { runMilegate } from "../cli/run.ts";
import { settingsFor, startProcess, type TestProcess } from "./app-process.ts";

/** A process starts within a second or two, and takes longer where others keep the machine busy. */
jest.setTimeout(90_000);

const SECRET = "a-secret-that-nobody-may-see";
let sandbox: Sandbox;
let running: TestProcess[] = [];

beforeEach(async () => {
  sandbox = await startMilegateSandbox({ webhookSecret: SECRET });
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    if (child.exitCode === null) child.kill("SIGKILL");
    await ended;
  }
  await sandbox.close();
});

async function startApp(env: Record<string, string> = {}, by: "node" | "npm" = "node") {
  const app = await startProcess({ ...settingsFor(sandbox), ...env }, by);
  running = [...running, app];
  return app;
}

async function startShop(env: Record<string, string> = {}) {
  const { world } = sandbox;
  const alice = addUser(world, "alice");
  const octo = addOrganization(world, "octo");
  const shop = addRepository(world, { owner: octo, name: "shop", roles: { alice: "admin" } });
  install(world, octo).repositories.push(shop);
  const app = await startApp({ LOG_FORMAT: "json", ...env });
  await app.says("Listening");
  sandbox.connect(`${app.url}/api/github/webhooks`);
  return { app, shop, alice: person(world, shop, alice) };
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe("it does not start", () => {
  test.each<[string, Record<string, string>, string]>([
    ["without a webhook secret", { WEBHOOK_SECRET: "" }, "Set WEBHOOK_SECRET to the secret of the app's webhook"],
    [
      "with settings that make no sense",
      { PORT: "x", SWEEP_INTERVAL: "soon" },
      'SWEEP_INTERVAL is not usable: found "soon"',
    ],
    [
      "with a key that is none",
      { PRIVATE_KEY: "hunter2" },
      "PRIVATE_KEY is not usable: found 7 characters that are not a key",
    ],
    ["with a path to no key", { PRIVATE_KEY: "", PRIVATE_KEY_PATH: "./none.pem" }, "found no file at ./none.pem"],
    [
      "without its database",
      { DATABASE_URL: "postgres://a:sesame@127.0.0.1:1/b" },
      "can't be reached: connect ECONNREFUSED",
    ],
    ["without a key", { PRIVATE_KEY: "" }, "PRIVATE_KEY is not set. Set it, or PRIVATE_KEY_PATH"],
  ])("%s, and says what to set", async (_name, env, message) => {
    const app = await startApp(env);
    expect(await app.ended).toBe(1);
    expect(app.said()).toContain(message);
    expect(app.said()).not.toMatch(/\n\s+at /);
    expect(app.said()).not.toMatch(/hunter2|sesame/);
  });
});

test("without HOST it is reached at 127.0.0.1", async () => {
  const app = await startApp({ HOST: "" });
  await app.says("Listening");
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});

test("a second process on the same store says so, without a stack, and `milegate failures` asks the first", async () => {
  const folder = mkdtempSync(join(tmpdir(), "milegate-socket-"));
  const first = await startApp({ DATA_DIR: folder });
  await first.says("Listening");
  const second = await startApp({ DATA_DIR: folder });
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain("is in use by another Milegate");
  expect(second.said()).not.toMatch(/\n\s+at /);
  while (!existsSync(join(folder, "milegate.sock"))) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(statSync(join(folder, "milegate.sock")).mode & 0o777).toBe(0o600);
  const asked = await runMilegate(["failures"], { env: { DATA_DIR: folder } });
  expect(asked).toEqual({ code: 0, out: "There are no failed jobs.", err: "" });
  first.child.kill("SIGKILL");
  await first.ended;
  // The socket that it left answers nobody; the file is free.
  expect((await runMilegate(["failures"], { env: { DATA_DIR: folder } })).code).toBe(0);
  rmSync(folder, { recursive: true });
});

test("every line of a job names its deliveries, repository and subject, and no secret is in any line", async () => {
  const { app, alice, shop } = await startShop({ LOG_LEVEL: "trace" });
  sandbox.traffic.faults.push(
    { match: /POST .*labels/, status: 500, times: 1, body: { message: "ghs_0123456789abcdefgh broke" } },
    {
      match: /Items/,
      status: 403,
      times: 1,
      headers: { "retry-after": "1" },
      body: { message: "secondary rate limit" },
    },
    { match: /access_tokens/, status: 500, times: 1 },
  );
  await fetch(`${app.url}/api/github/webhooks`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "issues",
      "x-github-delivery": "d",
      "x-hub-signature-256": "sha256=0000",
      authorization: "Bearer ghs_0123456789abcdefgh",
    },
    body: "{}",
  });
  alice.createMilestone("MVP");
  const issue = alice.openIssue("Log in", { milestone: 1 });
  await until(() => shop.items.find(({ number }) => number === issue.number)?.labels.length === 1);
  const lines: Record<string, unknown>[] = app
    .said()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const failed = lines.filter(({ msg }) => msg === "failed" || msg === "waits");
  expect(failed.length).toBeGreaterThan(0);
  const jobs = lines.filter(({ msg }) => ["failed", "done", "waits"].includes(String(msg)));
  expect(jobs.filter(({ deliveries, repository, subject }) => !deliveries || !repository || !subject)).toEqual([]);
  const secrets = [SECRET, /gh[sp]_\w/, /eyJ[\w-]+\./, "BEGIN PRIVATE", /authorization/i, /x-hub-signature/];
  for (const secret of secrets)
    expect(lines.filter((line) => JSON.stringify(line).match(secret)).slice(0, 1)).toEqual([]);
});

test("an outage of GitHub is a line when it begins and one when it is over, however often it is met", async () => {
  const { app, alice, shop } = await startShop();
  alice.createMilestone("MVP");
  await app.says('"done"');
  const { faults, asked } = sandbox.traffic;
  faults.push({ match: /graphql|repos/, status: 502 });
  const before = asked.length;
  const issues = [1, 2, 3, 4].map((n) => alice.openIssue(`Log in ${n}`, { milestone: 1 }));
  await until(() => asked.length > before + 12);
  faults.splice(0);
  await until(() => issues.every(({ number }) => shop.items[number - 1]?.labels.length === 1));
  await app.says("GitHub answers again");
  expect(app.said().match(/GitHub is unavailable/g)).toHaveLength(1);
  expect(app.said().match(/GitHub answers again/g)).toHaveLength(1);
  expect(app.said()).not.toContain('"failed"');
});

test("SIGTERM: what is under way is finished and answered, nothing new is taken, it exits with 0", async () => {
  const { app, alice, shop } = await startShop();
  alice.createMilestone("MVP");
  await sandbox.deliveries.drained();
  await until(() => sandbox.traffic.asked.some(({ operation }) => operation === "query OpenPulls"));
  sandbox.traffic.latencyMs = 300;
  const issue = alice.openIssue("Log in", { milestone: 1 });
  await sandbox.deliveries.drained();
  await until(() => sandbox.traffic.asked.some(({ operation }) => operation === "query Items"));
  app.child.kill("SIGTERM");
  // As npm does, which passes on what the whole group of processes got already.
  await app.says("stopping");
  app.child.kill("SIGTERM");
  expect(await app.ended).toBe(0);
  expect(shop.items.find(({ number }) => number === issue.number)?.labels.map(({ name }) => name)).toEqual([
    "phase: mvp",
  ]);
  await expect(fetch(`${app.url}/healthz`)).rejects.toThrow();
});

test("a second signal ends it at once; health, readiness and metrics were there before", async () => {
  const { app, alice } = await startShop();
  const get = async (path: string) => {
    const answer = await fetch(app.url + path);
    return [answer.status, await answer.text()] as const;
  };
  alice.createMilestone("MVP");
  alice.openPull("Basket");
  await sandbox.deliveries.drained();
  expect(await get("/healthz")).toEqual([200, "ok\n"]);
  expect(await get("/readyz")).toEqual([200, "ok\n"]);
  await until(() => sandbox.traffic.asked.some(({ path }) => path.endsWith("/check-runs")));
  const expected = [
    'milegate_verdicts_total{conclusion="neutral"} ',
    'milegate_deliveries_total{event="milestone",outcome="stored"} 1',
    'milegate_queue_jobs{state="failed"} 0',
    'milegate_job_seconds_count{kind="item",result="done"} ',
    'milegate_github_request_seconds_count{kind="auth",result="ok"} ',
    'milegate_github_points_total{document="Items"} ',
    "process_resident_memory_bytes",
  ];
  // The last job may still be under way.
  let missing = expected;
  while (missing.length > 0) {
    const [, page] = await get("/metrics");
    missing = expected.filter((line) => !page.includes(line));
  }
  sandbox.traffic.latencyMs = 30_000;
  alice.openIssue("Log in", { milestone: 1 });
  await sandbox.deliveries.drained();
  app.child.kill("SIGINT");
  await app.says("stopping");
  await sleep(1_100);
  app.child.kill("SIGINT");
  expect(await app.ended).toBe(130);
});

test("through `npm start` a SIGTERM reaches it, and npm ends with its 0", async () => {
  const app = await startApp({ LOG_FORMAT: "json" }, "npm");
  await app.says("Listening");
  app.child.kill("SIGTERM");
  expect(await app.ended).toBe(0);
  expect(app.said()).toContain('"stopped"');
});

test("credentials that GitHub does not know: alive, not ready", async () => {
  const app = await startApp({ APP_ID: "999999", LOG_LEVEL: "fatal" });
  await until(() => app.child.exitCode !== null || sandbox.traffic.asked.length > 0);
  const ready = await fetch(`${app.url}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([503, "not ready: credentials\n"]);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});
