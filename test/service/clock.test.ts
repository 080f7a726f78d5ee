// A clock that somebody sets: neither sweeps nor work stop.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, jest, test } from "@jest/globals";
import { addOrganization, addRepository, addUser, install, person, startSandbox } from "@milegate/sandbox";
import { pino } from "pino";
import { watchSweeps } from "../../src/service/sweep-watch.ts";
import { settingsFor, startProcess } from "./app-process.ts";

jest.setTimeout(90_000);

const DAY_MS = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), "milegate-clock-"));
const file = join(folder, "shift");
let end = async (): Promise<void> => undefined;
afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true });
});

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
};

test("sweeps go on and verdicts follow, two days ahead, back, and two days behind", async () => {
  const set = (ms: number): void => writeFileSync(file, String(ms));
  set(0);
  const sandbox = await startSandbox();
  const alice = addUser(sandbox.world, "alice");
  const octo = addOrganization(sandbox.world, "octo");
  const shop = addRepository(sandbox.world, { owner: octo, name: "shop", roles: { alice: "admin" } });
  install(sandbox.world, octo).repositories.push(shop);
  const at = person(sandbox.world, shop, alice);
  for (const title of ["MVP", "Polish"]) at.createMilestone(title);
  at.openIssue("Log in", { milestone: 1 });
  const pull = at.openPull("Shine");
  const app = await startProcess({
    ...settingsFor(sandbox),
    LOG_FORMAT: "json",
    SWEEP_INTERVAL: "1s",
    CLOCK_FILE: file,
    NODE_OPTIONS: `--import=${new URL("./shifted-clock.ts", import.meta.url)}`,
  });
  end = async () => {
    app.child.kill("SIGKILL");
    await app.ended;
    await sandbox.close();
  };
  await app.says("Listening");
  sandbox.connect(`${app.url}/api/github/webhooks`);
  const sweeps = (): number => app.said().split('"msg":"sweeping"').length;
  const verdict = (): string | null | undefined =>
    shop.suites.flatMap(({ headSha, runs }) => (headSha === pull.head.sha ? runs : [])).at(-1)?.conclusion;
  await until(() => verdict() !== undefined);
  for (const [days, milestone, expected] of [
    [2, 2, "action_required"],
    [0, 1, "success"],
    [-2, 2, "action_required"],
    [0, 1, "success"],
  ] as const) {
    set(days * DAY_MS);
    at.setMilestone(pull.number, milestone);
    await until(() => verdict() === expected);
    const before = sweeps();
    await until(() => sweeps() > before);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  }
});

test("a sweep that nobody saw is asked for again, also after the store refused it", async () => {
  let asked = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const ask = async (): Promise<void> => {
    asked += 1;
    if (asked === 1) throw new Error("the disk is full");
    resolve();
  };
  const watch = watchSweeps(5, ask, pino({ level: "silent" }));
  await promise;
  watch.stop();
  expect(asked).toBe(2);
});
