// Scenarios: the real app, over HTTP, on a GitHub of its own. A scenario tells what people do and asserts what GitHub shows.

import { randomUUID } from "node:crypto";
import type {
  Account,
  LagSettings,
  LimitSettings,
  Repository,
  ResourceLimits,
  Role,
  WorldCheckRun,
  WorldItem,
} from "@milegate/sandbox";
import {
  addOrganization,
  addRepository,
  addUser,
  caughtUp,
  install,
  lagReads,
  type Person,
  person,
  type Sandbox,
} from "@milegate/sandbox";
import { pino } from "pino";
import { freePort } from "../demo/free-port.ts";
import { startMilegateSandbox } from "../demo/milegate.ts";
import { FAILURE_RETRY, type RetryPolicy } from "../src/queue/backoff.ts";
import type { LagPatience } from "../src/service/read-lag.ts";
import { type RunningService, type ServicePatience, startService } from "../src/service/serve.ts";
import { readSettings } from "../src/settings.ts";
import { type Subject, subjectKey } from "../src/subject.ts";
import { trafficContract } from "./contract/shared.ts";
import { type CrashableApp, type StartedApp, startCrashable } from "./crashable.ts";
import type { ForeignHost } from "./foreign.ts";

export type ScenarioSettings = {
  files?: Record<string, string>;
  ownerFiles?: Record<string, string>;
  /** Further repositories of the organization, by name. */
  repositories?: Record<
    string,
    { files?: Record<string, string>; visibility?: "public" | "internal" | "private"; installed?: boolean }
  >;
  roles?: Record<string, Role>;
  /** Names of custom roles, by login. */
  roleNames?: Record<string, string>;
  private?: boolean;
  /** Categories of the repository's discussions. */
  discussions?: readonly string[];
  env?: Record<string, string>;
  /** How often and when what fails is tried again, where a test can't wait for it. */
  retry?: RetryPolicy;
  /** How long reads may be behind events; shorter than in life where absent. */
  lagPatience?: LagPatience;
  /** How far GitHub's reads are behind its events; not at all where absent. `settled` waits for them, too. */
  lag?: LagSettings;
  /** Points of an hour and bursts; `points: { core: null, graphql: null }` are GitHub's own, more than enough where absent. */
  limits?: Partial<LimitSettings>;
  /** Documents that run out of GitHub's resources; none where absent. */
  resources?: ResourceLimits;
  /** Whether the sandbox has its web page. */
  page?: boolean;
  /** What stands between the app and the sandbox. */
  foreign?: ForeignHost;
  /** Whether the app can be let die: `crashable`. */
  crashable?: boolean;
  /** `DASHBOARD_DELAY` in milliseconds, shorter than a setting can say, where a benchmark compresses time. */
  dashboardDelayMs?: number;
  /** So many numbers are left out, so that worlds of one process differ: Octokit keeps tokens by the installation's number. */
  skippedIds?: number;
};

export type Scenario = Awaited<ReturnType<typeof startScenario>>;

/** As in life, only faster. */
const OUTAGE = { firstMs: 20, maxMs: 200, attempts: 10_000 };
const FELLOWS_MS = 100;
const LAG_PATIENCE: LagPatience = { firstMs: 10, mostMs: 100, totalMs: 5_000, confirmMs: 100 };

/** A scenario does in seconds what takes hours: GitHub's points of one hour are for those that are about them. */
const COMPRESSED: Partial<LimitSettings> = { points: { core: 1_000_000, graphql: 1_000_000 } };

const ROLES: Record<string, Role> = { alice: "admin", bob: "triage", carol: "write" };

/** An organization `octo` with the repository `shop`; alice is its admin, bob may triage, carol may write, mallory only reads. */
export async function startScenario({
  ownerFiles,
  roles = ROLES,
  env = {},
  page = false,
  retry = FAILURE_RETRY,
  lagPatience = LAG_PATIENCE,
  lag,
  limits = COMPRESSED,
  resources,
  foreign,
  crashable = false,
  dashboardDelayMs,
  repositories = {},
  skippedIds = 0,
  ...given
}: ScenarioSettings = {}) {
  const sandbox = await startMilegateSandbox({ page });
  sandbox.traffic.keepsAnswers = true;
  foreign?.connect(sandbox.url);
  const { world } = sandbox;
  for (let at = 0; at < skippedIds; at += 1) world.nextId();
  const users = new Map(["alice", "bob", "carol", "mallory"].map((login) => [login, addUser(world, login)]));
  const octo = addOrganization(world, "octo");
  const shop = addRepository(world, { owner: octo, name: "shop", roles, ...given });
  const installation = install(world, octo);
  installation.repositories.push(shop);
  const others = Object.entries(repositories).map(([name, { visibility = "public", installed = true, ...more }]) => {
    const repository = addRepository(world, { owner: octo, name, roles, ...more });
    Object.assign(repository, { private: visibility !== "public", internal: visibility === "internal" });
    if (installed) installation.repositories.push(repository);
    return repository;
  });
  if (ownerFiles !== undefined)
    installation.repositories.push(addRepository(world, { owner: octo, name: ".github", files: ownerFiles, roles }));
  Object.assign(world.limits, structuredClone(limits));
  world.resources = resources ?? null;
  if (lag !== undefined) lagReads(world, lag);
  const host = foreign === undefined ? {} : { GHE_HOST: foreign.host };
  const begin = (more: Record<string, string> = {}) =>
    startApp(
      sandbox,
      { ...host, ...env, ...more },
      { retry, lag: lagPatience, fellowsMs: FELLOWS_MS },
      dashboardDelayMs,
    );
  const app = await (crashable ? startCrashable(sandbox, begin) : steady(begin));
  const settled = () => app.survive((service) => untilSettled(sandbox, service));
  return {
    sandbox,
    /** The one that is alive. */
    get service(): RunningService {
      return app.now().service;
    },
    settings: app.now().settings,
    dies: app.dies,
    installation,
    shop,
    octo,
    as: (login: string): Person => person(world, shop, accountOf(users, login)),
    user: (login: string): Account => accountOf(users, login),
    settled,
    item: (number: number): WorldItem => itemOf(shop, number),
    labels: (number: number): string[] =>
      itemOf(shop, number)
        .labels.map(({ name }) => name)
        .toSorted(),
    /** Runs of the gate's check on its head, or of another by its name. */
    checks: (number: number, name = "milegate"): WorldCheckRun[] => checksOf(shop, number, name),
    check: (number: number, name = "milegate"): string => summaryOf(checksOf(shop, number, name)),
    reviews: (): WorldItem[] => shop.items.filter(isReview),
    /** One of the further repositories. */
    other: (name: string) => {
      const repository = others.find((each) => each.name === name);
      if (repository === undefined) throw new Error(`there is no repository ${name}`);
      return {
        repository,
        as: (login: string): Person => person(world, repository, accountOf(users, login)),
        item: (number: number): WorldItem => itemOf(repository, number),
        check: (number: number, called = "milegate"): string => summaryOf(checksOf(repository, number, called)),
        checks: (number: number, called = "milegate"): WorldCheckRun[] => checksOf(repository, number, called),
        reviews: (): WorldItem[] => repository.items.filter(isReview),
      };
    },
    /** How many requests of a kind a step made. */
    counting: async (step: () => void): Promise<{ read: number; write: number }> => {
      await settled();
      const before = sandbox.traffic.asked.length;
      step();
      await settled();
      const made = sandbox.traffic.asked.slice(before);
      return {
        read: made.filter(({ kind }) => kind === "read").length,
        write: made.filter(({ kind }) => kind === "write").length,
      };
    },
    look: async (subject: Subject): Promise<void> => {
      await enqueue(app.now().service, { installation: installation.id, owner: "octo", name: "shop" }, subject);
      await settled();
    },
    /** Looks at everything once more; returns what was written, which has to be nothing. */
    settles: async (): Promise<string[]> => {
      await settled();
      const before = sandbox.traffic.asked.length;
      for (const { name, items } of [shop, ...others]) {
        const where = { installation: installation.id, owner: "octo", name };
        await enqueue(app.now().service, where, { kind: "repository" });
        for (const { number } of items) await enqueue(app.now().service, where, { kind: "item", number });
      }
      await settled();
      return sandbox.traffic.asked
        .slice(before)
        .filter(({ kind }) => kind === "write")
        .map(({ method, path }) => `${method} ${path}`);
    },
    /** Ends it; what the app asked and what the sandbox told has to be as GitHub describes it. */
    end: async (): Promise<string[]> => {
      await app.end();
      await sandbox.close();
      return (await trafficContract()).trafficProblems(sandbox);
    },
  };
}

async function steady(begin: () => Promise<StartedApp>): Promise<CrashableApp> {
  const started = await begin();
  const dies = (): void => {
    throw new Error("an app that may die is asked for with `crashable`");
  };
  return { now: () => started, dies, survive: (wait) => wait(started.service), end: started.service.stop };
}

async function startApp(
  sandbox: Sandbox,
  env: Record<string, string>,
  patience: ServicePatience,
  dashboardDelayMs?: number,
): Promise<StartedApp> {
  const settings = {
    APP_ID: String(sandbox.app.id),
    PRIVATE_KEY: sandbox.app.privateKey,
    WEBHOOK_SECRET: sandbox.app.webhookSecret,
    GHE_HOST: new URL(sandbox.url).host,
    GHE_PROTOCOL: "http",
    GITHUB_WRITE_INTERVAL_MS: "0",
    HOST: "127.0.0.1",
    PORT: String(await freePort()),
    DATA_DIR: ":memory:",
    // A scenario asks for the dashboard when it is about it: it takes a number among the issues.
    DASHBOARD_DELAY: "12h",
    LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "silent",
    ...env,
  };
  const asSet = readSettings(settings);
  const read = { ...asSet, DASHBOARD_DELAY: dashboardDelayMs ?? asSet.DASHBOARD_DELAY };
  const service = await startService(read, pino({ level: read.LOG_LEVEL }), { outage: OUTAGE, ...patience });
  sandbox.connect(`http://127.0.0.1:${service.port}/api/github/webhooks`);
  return { service, settings };
}

const isReview = ({ title }: WorldItem): boolean => title.startsWith("Boundary review: ");

const enqueue = (
  service: RunningService,
  repository: { installation: number; owner: string; name: string },
  subject: Subject,
) =>
  service.queue.enqueue(randomUUID(), [
    {
      repository: `${repository.installation}/${repository.owner}/${repository.name}`,
      key: subjectKey(subject),
      priority: 9,
      work: { repository, subject },
    },
  ]);

/** Nothing under way on either side: the app's writes cause deliveries, and those cause work. */
async function untilSettled({ deliveries, world }: Sandbox, { queue }: RunningService): Promise<void> {
  for (let told = -1; told !== deliveries.log.length; ) {
    told = deliveries.log.length;
    await deliveries.drained();
    await caughtUp(world);
    await queue.idle();
  }
}

function accountOf(users: ReadonlyMap<string, Account>, login: string): Account {
  const user = users.get(login);
  if (user === undefined) throw new Error(`nobody is called ${login}`);
  return user;
}

function itemOf(repository: Repository, number: number): WorldItem {
  const item = repository.items.find((each) => each.number === number);
  if (item === undefined) throw new Error(`there is no #${number}`);
  return item;
}

function checksOf(repository: Repository, number: number, name: string): WorldCheckRun[] {
  const item = itemOf(repository, number);
  if (item.kind !== "pull") throw new Error(`#${number} is no pull request`);
  const suites = repository.suites.filter(({ headSha }) => headSha === item.head.sha);
  return suites.flatMap(({ runs }) => runs).filter((run) => run.name === name);
}

/** "success Open: …"; several runs would show as several lines. */
const summaryOf = (runs: WorldCheckRun[]): string =>
  runs.map(({ conclusion, output }) => `${conclusion} ${output.title}`).join("\n");
