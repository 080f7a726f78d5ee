// What the benchmarks share: the real app as a process on a sandbox, its memory, and webhooks sent one by one.

import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Installation, PullRequest, Repository } from "@milegate/sandbox";
import { addOrganization, addRepository, addUser, install, type Person, person, type Sandbox } from "@milegate/sandbox";
import { type DemoApp, startApp } from "../demo/app-process.ts";
import { startMilegateSandbox } from "../demo/milegate.ts";

export type BenchApp = { sandbox: Sandbox; app: DemoApp };

const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));

export async function startBench(env: Record<string, string> = {}): Promise<BenchApp> {
  const sandbox = await startMilegateSandbox();
  // Minutes here are hours of life: the limit of an hour is not what is measured.
  sandbox.world.limits.isEnforced = false;
  sandbox.world.limits.points = { core: 1_000_000, graphql: 1_000_000 };
  // Events are sent by hand here, so that each can be timed.
  sandbox.deliveries.fate = () => "lose";
  return { sandbox, app: await startApp(sandbox, { DASHBOARD_DELAY: "2s", ...env }, MAIN) };
}

export async function waitUntil(holds: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Megabytes: now (VmRSS), or at most so far (VmHWM). */
export function memoryMb({ pid }: DemoApp, what: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
}

export type BenchShop = { installation: Installation; repository: Repository; lead: Person };

/** Repositories with the milestones MVP (one open issue) and Polish, each in an installation of its own unless one is given. */
export function addShop({ sandbox: { world } }: Pick<BenchApp, "sandbox">, into?: Installation): BenchShop {
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

export function addPull({ lead }: BenchShop): PullRequest {
  const pull = lead.openPull("Shine");
  lead.setMilestone(pull.number, 2);
  return pull;
}

export const isJudged = ({ repository }: BenchShop, { head }: PullRequest): boolean =>
  repository.suites.some(({ headSha, runs }) => headSha === head.sha && runs.length > 0);

/** Sends what GitHub sends for a new pull request; milliseconds to the answer, which has to be 2xx. */
export async function sendWebhook(
  { sandbox, app }: BenchApp,
  { installation, repository }: BenchShop,
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
  const answer = await fetch(app.url, {
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
export const waitUntilIdle = ({ app }: BenchApp): Promise<void> =>
  waitUntil(async () => {
    const page = await (await fetch(new URL("/metrics", app.url))).text();
    const of = (state: string) => Number(new RegExp(`queue_jobs\\{state="${state}"\\} (\\d+)`).exec(page)?.[1] ?? 1);
    return of("ready") + of("running") === 0;
  });

export async function endBench({ app, sandbox }: BenchApp): Promise<void> {
  await app.stop();
  await sandbox.close();
}

export const valueAtShare = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

export function reportResult(name: string, result: string, aim = ""): void {
  process.stdout.write(`${name.padEnd(58)} ${result}${aim === "" ? "" : `   (aim: ${aim})`}\n`);
}

export const formatMs = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
