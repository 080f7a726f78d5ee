// What the benchmarks share: the real app as a process on a sandbox, its memory, and webhooks sent one by one.
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Installation, PullRequest, Repository } from "../src/sandbox/model.ts";
import { type Person, person } from "../src/sandbox/people.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { addOrganization, addRepository, addUser, install } from "../src/sandbox/world.ts";

export type App = {
  url: string;
  child: ChildProcess;
  /** From the start of the process to the first 200 of /readyz. */
  readyMs: number;
  stop(): Promise<void>;
};

export type Bench = { sandbox: Sandbox; app: App };

const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));

export async function startBench(env: Record<string, string> = {}): Promise<Bench> {
  const sandbox = await startSandbox();
  // Events are sent by hand here, so that each can be timed.
  sandbox.deliveries.fate = () => "lose";
  return { sandbox, app: await startApp(sandbox, env) };
}

async function startApp({ app, url }: Sandbox, env: Record<string, string>): Promise<App> {
  const port = await freePort();
  const cwd = mkdtempSync(join(tmpdir(), "milegate-bench-"));
  const began = performance.now();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN], {
    cwd,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      APP_ID: String(app.id),
      PRIVATE_KEY: app.privateKey,
      WEBHOOK_SECRET: app.webhookSecret,
      GHE_HOST: new URL(url).host,
      GHE_PROTOCOL: "http",
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: join(cwd, "data"),
      GITHUB_WRITE_INTERVAL_MS: "0",
      LOG_LEVEL: "info",
      ...env,
    },
  });
  const address = `http://127.0.0.1:${port}`;
  await until(() => isReady(address));
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(cwd, { recursive: true });
  };
  return { url: address, child, readyMs: performance.now() - began, stop };
}

const isReady = (address: string): Promise<boolean> =>
  fetch(`${address}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );

export async function until(holds: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Megabytes: now (VmRSS), or at most so far (VmHWM). */
export function memory({ child }: App, what: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
}

export type Shop = { installation: Installation; repository: Repository; lead: Person };

/** Repositories with the milestones MVP (one open issue) and Polish, each in an installation of its own unless one is given. */
export function addShop({ sandbox: { world } }: Bench, into?: Installation): Shop {
  const count = world.repositories.length;
  const owner = into?.account ?? addOrganization(world, `org-${count}`);
  const user = addUser(world, `lead-${count}`);
  const repository = addRepository(world, { owner, name: `shop-${count}`, roles: { [user.login]: "admin" } });
  const installation = into ?? install(world, owner);
  installation.repositories.push(repository);
  const lead = person(world, repository, user);
  lead.createMilestone("MVP");
  lead.createMilestone("Polish");
  lead.openIssue("Log in", { milestone: 1 });
  return { installation, repository, lead };
}

export function addPull({ lead }: Shop): PullRequest {
  const pull = lead.openPull("Shine");
  lead.setMilestone(pull.number, 2);
  return pull;
}

export const isJudged = ({ repository }: Shop, { head }: PullRequest): boolean =>
  repository.suites.some(({ headSha, runs }) => headSha === head.sha && runs.length > 0);

/** Sends what GitHub sends for a new pull request; milliseconds to the answer, which has to be 2xx. */
export async function send(
  { sandbox, app }: Bench,
  { installation, repository }: Shop,
  { number }: { number: number },
  guid: string = randomUUID(),
  event = "pull_request",
  more: object = {},
): Promise<number> {
  const body = JSON.stringify({
    action: "opened",
    number,
    installation: { id: installation.id },
    repository: { name: repository.name, owner: { login: repository.owner.login }, default_branch: "main" },
    pull_request: { number },
    sender: { login: "lead", type: "User" },
    // GitHub's own payloads for this event have about 20 kB.
    padding: "x".repeat(20_000),
    ...more,
  });
  const signature = createHmac("sha256", sandbox.app.webhookSecret).update(body).digest("hex");
  const began = performance.now();
  const answer = await fetch(`${app.url}/api/github/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": event,
      "x-github-delivery": guid,
      "x-hub-signature-256": `sha256=${signature}`,
    },
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`a webhook was answered with ${answer.status}`);
  return performance.now() - began;
}

/** The first sweep is over, and nothing is under way. */
export const settle = ({ app }: Bench): Promise<void> =>
  until(async () => {
    const page = await (await fetch(`${app.url}/metrics`)).text();
    const of = (state: string) => Number(new RegExp(`queue_jobs\\{state="${state}"\\} (\\d+)`).exec(page)?.[1] ?? 1);
    return of("ready") + of("running") === 0;
  });

export async function end({ app, sandbox }: Bench): Promise<void> {
  await app.stop();
  await sandbox.close();
}

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

export function say(name: string, result: string, aim = ""): void {
  process.stdout.write(`${name.padEnd(58)} ${result}${aim === "" ? "" : `   (aim: ${aim})`}\n`);
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
