// `node bench/points.ts [part…]`: what events, looks, an hour and a restart cost in GraphQL's points and in REST requests, beside the aims.
import { randomUUID } from "node:crypto";
import { addRepository, costOf, type Person, person } from "@milegate/sandbox";
import { parse } from "graphql";
import { stepJob, sweptJob } from "../src/service/task.ts";
import { repositoryKey } from "../src/standings/store.ts";
import { type Scenario, startScenario } from "../test/scenario.ts";

type Cost = { points: number; rest: number };
type Measured = { what: string; aim: number; cost: Cost };
type Shop = { scenario: Scenario; alice: Person; pull: number };

/** Milliseconds; in life it is a minute. */
const DELAY_MS = 5;
const REPOSITORIES = 200;
const EVENTS_AN_HOUR = 300;

/** GraphQL's points by GitHub's formula, and requests to REST, until the app is at rest. */
async function measure({ sandbox, settled }: Scenario, act: () => unknown): Promise<Cost> {
  await settled();
  const before = sandbox.traffic.asked.length;
  await act();
  await settled();
  const asked = sandbox.traffic.asked.slice(before).filter(({ kind }) => kind !== "auth");
  const points = asked.map(({ path, body }) => (path === "/graphql" ? pointsOf(body) : 0));
  return {
    points: points.reduce((sum, each) => sum + each, 0),
    rest: asked.filter(({ path, status }) => path !== "/graphql" && status !== 304).length,
  };
}

function pointsOf(body: unknown): number {
  const { query = "", variables = {} } = Object(body) as { query?: string; variables?: Record<string, unknown> };
  return costOf(parse(query), undefined, variables).points;
}

/** With its dashboard, three milestones, and so many other open pull requests; all of it is up to date. */
async function makeShop(others: number): Promise<Shop> {
  const scenario = await startScenario({ dashboardDelayMs: DELAY_MS });
  const alice = scenario.as("alice");
  scenario.sandbox.deliveries.fate = () => "lose";
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  for (const milestone of [1, 2, 3]) alice.openIssue(`Issue of ${milestone}`, { milestone });
  const { number } = alice.openPull("Change");
  alice.setMilestone(number, 3);
  for (let n = 0; n < others; n += 1) alice.openPull(`Other ${n}`);
  await scenario.look({ kind: "repository" });
  scenario.sandbox.deliveries.fate = () => "deliver";
  return { scenario, alice, pull: number };
}

async function inShop(others: number, act: (shop: Shop) => unknown): Promise<Cost> {
  const shop = await makeShop(others);
  try {
    await act(shop);
    return await measure(shop.scenario, () => act(shop));
  } finally {
    await shop.scenario.end();
  }
}

const words = (function* (): Generator<string, never> {
  for (let count = 1; ; count += 1) yield `Words ${count}`;
})();
const editPull = ({ alice, pull }: Shop) => alice.edit(pull, { body: words.next().value });
const labelIssue = ({ alice }: Shop) => alice.label(1, words.next().value);

async function* pulls(): AsyncGenerator<Measured> {
  for (const others of [0, 100, 300])
    yield { what: `a pull request's event, ${others} others open`, aim: 5, cost: await inShop(others, editPull) };
}

async function* issues(): AsyncGenerator<Measured> {
  for (const [others, aim] of [
    [0, 5],
    [100, 15],
    [300, 35],
    [1_000, 105],
  ] as const)
    yield { what: `an issue's event, ${others} pull requests open`, aim, cost: await inShop(others, labelIssue) };
}

async function* looks(): AsyncGenerator<Measured> {
  const title = ({ alice, pull }: Shop) => alice.edit(pull, { title: words.next().value });
  yield { what: "an event that changes the dashboard, 100 others open", aim: 10, cost: await inShop(100, title) };
  const dashboard = ({ scenario }: Shop) => scenario.look({ kind: "dashboard" });
  yield { what: "a dashboard look, 100 pull requests open", aim: 10, cost: await inShop(100, dashboard) };
  const repository = ({ scenario }: Shop) => scenario.look({ kind: "repository" });
  yield { what: "a repository look, three milestones", aim: 20, cost: await inShop(0, repository) };
}

/** More repositories of the same organization, each with a milestone, an issue and a pull request. */
function addShops({ sandbox, octo, installation, user }: Scenario, howMany: number): Person[] {
  return Array.from({ length: howMany }, (_, at) => {
    const added = addRepository(sandbox.world, { owner: octo, name: `shop-${at}`, roles: { alice: "admin" } });
    installation.repositories.push(added);
    const alice = person(sandbox.world, added, user("alice"));
    for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
    alice.openIssue("Pay", { milestone: 1 });
    alice.setMilestone(alice.openPull("Shine").number, 2);
    return alice;
  });
}

/** In turn; every sixth changes what the dashboard says. */
const WORK: readonly ((alice: Person, at: number) => unknown)[] = [
  (alice, at) => alice.edit(2, { body: `Words ${at}` }),
  (alice, at) => alice.edit(1, { body: `Words ${at}` }),
  (alice, at) => alice.comment(1, `Words ${at}`),
  (alice, at) => alice.label(1, `label-${at}`),
  (alice, at) => alice.label(2, `label-${at}`),
  (alice, at) => alice.edit(2, { title: `Shine ${at}` }),
];

async function* hour(): AsyncGenerator<Measured> {
  const scenario = await startScenario({ dashboardDelayMs: DELAY_MS });
  const people = addShops(scenario, 10);
  const cost = await measure(scenario, async () => {
    await sweep(scenario);
    for (let at = 0; at < EVENTS_AN_HOUR; at += 1) {
      const alice = people[at % people.length];
      if (alice !== undefined) WORK[Math.floor(at / people.length) % WORK.length]?.(alice, at);
      await scenario.settled();
    }
  });
  await scenario.end();
  yield { what: `an hour: ${EVENTS_AN_HOUR} events in 10 repositories, with a sweep`, aim: 1_500, cost };
}

async function sweep({ service, settled }: Scenario): Promise<void> {
  await service.queue.enqueue(randomUUID(), [stepJob({ kind: "sweep" })]);
  await settled();
}

/** All of them at once, though a sweep spreads them. */
async function lookAtAll({ service, installation, settled }: Scenario): Promise<void> {
  const names = installation.repositories.map(({ name }) => ({ installation: installation.id, owner: "octo", name }));
  await service.queue.enqueue(randomUUID(), names.map(sweptJob));
  await settled();
}

async function forgetAll({ service, installation }: Scenario): Promise<void> {
  const { standings } = service.queue;
  for (const { name } of installation.repositories) {
    const key = repositoryKey({ installation: installation.id, owner: "octo", name });
    const parts = await standings.read(key);
    await standings.write(key, new Map([...parts.keys()].map((part) => [part, null])));
  }
}

/** GitHub tells times in seconds: what changed within this one may change again unseen. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1_600));

async function* restart(): AsyncGenerator<Measured> {
  const scenario = await startScenario({ dashboardDelayMs: DELAY_MS, crashable: true });
  addShops(scenario, REPOSITORIES);
  await scenario.settled();
  for (let n = 0; n < 2; n += 1) {
    await nextSecond();
    await sweep(scenario);
    await lookAtAll(scenario);
  }
  const again = await measure(scenario, async () => {
    scenario.dies({ requests: 1_000_000, when: "before" });
    await scenario.settled();
    await sweep(scenario);
  });
  yield { what: `a restart on ${REPOSITORIES} active repositories with its store`, aim: 1_000, cost: again };
  await forgetAll(scenario);
  const afresh = await measure(scenario, () => lookAtAll(scenario));
  yield { what: "the same without its store: full looks, spread over an hour", aim: 4_000, cost: afresh };
  await scenario.end();
}

const signOffs = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `    - { id: s${at}, by: ["@octo/t${at}"], due: 5d, questions: [Why?] }\n`,
  ).join("");

/** Beside one without: sign-offs are asked for and kept in comments, and read along with the review. */
async function* reviews(): AsyncGenerator<Measured> {
  for (const count of [0, 7]) {
    const plan = `gate: { until: decision }\n${count === 0 ? "" : `review:\n  sign_offs:\n${signOffs(count)}`}`;
    const scenario = await startScenario({ dashboardDelayMs: DELAY_MS, files: { ".github/milegate.yml": plan } });
    const alice = scenario.as("alice");
    for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
    alice.openIssue("Log in", { milestone: 1 });
    alice.close(1);
    alice.setMilestone(alice.openPull("Shine").number, 3);
    const named = `a review with ${count} sign-offs`;
    yield { what: `${named} is opened`, aim: 30, cost: await measure(scenario, () => alice.closeMilestone(1)) };
    const event = await measure(scenario, () => alice.label(1, words.next().value));
    yield { what: `an issue's event beside ${named}`, aim: 10, cost: event };
    const look = await measure(scenario, () => scenario.look({ kind: "repository" }));
    yield { what: `a repository look beside ${named}`, aim: 20, cost: look };
    await scenario.end();
  }
}

const PARTS = { pulls, issues, looks, reviews, hour, restart };

const isPart = (name: string): name is keyof typeof PARTS => name in PARTS;
const named = process.argv.slice(2);
const unknown = named.filter((name) => !isPart(name));
if (unknown.length > 0)
  throw new Error(`there is no part called ${unknown.join(", ")}; parts: ${Object.keys(PARTS).join(", ")}`);

let isWithin = true;
for (const name of Object.keys(PARTS).filter(isPart)) {
  if (named.length > 0 && !named.includes(name)) continue;
  for await (const { what, aim, cost } of PARTS[name]()) {
    isWithin &&= cost.points <= aim && cost.rest <= aim;
    process.stdout.write(`${what}: ${cost.points} points, ${cost.rest} REST requests (aim: at most ${aim})\n`);
  }
}
process.exitCode = isWithin ? 0 : 1;
