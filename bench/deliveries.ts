// `node bench/deliveries.ts [part…] [size…]`: what events and flips cost in a delivery over many repositories, and what its standings weigh.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { costOf, type Person } from "@milegate/sandbox";
import { parse } from "graphql";
import { lookJob } from "../src/service/task.ts";
import { fellowLists } from "../src/standings/fellow.ts";
import { encodePart, MEMBER_FELLOWS_PART, MEMBER_PART, parseMember } from "../src/standings/member-standing.ts";
import { repositoryKey } from "../src/standings/store.ts";
import type { Subject } from "../src/subject.ts";
import { type Scenario, type ScenarioSettings, startScenario } from "../test/scenario.ts";
import { printLine } from "./stage.ts";

const PLAN = `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [shop, "part-*"]
`;
/** Of GitHub, at a usual distance. */
const LATENCY_MS = 80;

const isNumber = (text: string): boolean => /^\d+$/.test(text);
const named = process.argv.slice(2).filter((each) => !isNumber(each));
const sizes = process.argv.slice(2).filter(isNumber).map(Number);

type World = Scenario & { people: Person[]; names: string[] };
type Size = { repositories: number; issues: number; pulls: number };

const nameOf = (at: number): string => (at === 0 ? "shop" : `part-${at}`);

/** `issues` of the MVP in each repository, all but the last closed, and `pulls` of polish; every verdict is written. */
async function makeDelivery({ repositories, issues, pulls }: Size, settings: ScenarioSettings = {}): Promise<World> {
  const names = Array.from({ length: repositories }, (_, at) => nameOf(at));
  const scenario = await startScenario({
    ownerFiles: { ".github/milegate.yml": PLAN },
    repositories: Object.fromEntries(names.slice(1).map((name) => [name, {}])),
    ...settings,
  });
  const { sandbox, as, other } = scenario;
  sandbox.deliveries.fate = () => "lose";
  const people = names.map((name, at) => (at === 0 ? as("alice") : other(name).as("alice")));
  for (const [at, alice] of people.entries()) plan(alice, { issues, pulls, isLast: at === names.length - 1 });
  const made = { ...scenario, people, names };
  await lookAll(made, { kind: "repository" });
  sandbox.deliveries.fate = ({ event }) => (event.startsWith("check_") ? "lose" : "deliver");
  return made;
}

/** The first issue of the last repository is what is left of the MVP. */
function plan(alice: Person, { issues, pulls, isLast }: { issues: number; pulls: number; isLast: boolean }): void {
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  for (const name of ["phase: mvp", "phase: polish"]) alice.createLabel(name);
  for (let at = 0; at < issues; at += 1) {
    const { number } = alice.openIssue(`Issue ${at}`, { milestone: 1, labels: ["phase: mvp"] });
    if (!isLast || at > 0) alice.close(number);
  }
  for (let at = 0; at < pulls; at += 1) {
    const { number } = alice.openPull(`Pull ${at}`);
    alice.setMilestone(number, 2);
    alice.label(number, "phase: polish");
  }
}

async function lookAll({ service, installation, settled, names }: World, subject: Subject): Promise<void> {
  const jobs = names.map((name) =>
    lookJob({ repository: { installation: installation.id, owner: "octo", name }, subject }),
  );
  await service.queue.enqueue(randomUUID(), jobs);
  await settled();
}

type Asked = World["sandbox"]["traffic"]["asked"];

const count = (asked: Asked, kind: string): number => asked.filter((each) => each.kind === kind).length;

const pointsOf = (asked: Asked): number =>
  asked
    .filter(({ path }) => path === "/graphql")
    .map(({ body }) => {
      const { query = "", variables = {} } = Object(body) as { query?: string; variables?: Record<string, unknown> };
      return costOf(parse(query), undefined, variables).points;
    })
    .reduce((sum, each) => sum + each, 0);

/** The checks that were written, one by one. */
function checksWritten(asked: Asked): number {
  const batches = asked.filter(({ operation }) => operation === "mutation SetChecks");
  const aliases = batches.reduce((sum, { body }) => sum + (JSON.stringify(body).match(/"c\d+":/g)?.length ?? 0), 0);
  return aliases + asked.filter(({ path, kind }) => kind === "write" && path.includes("/check-runs")).length;
}

const costText = (asked: Asked): string =>
  `${count(asked, "read")} reads, ${count(asked, "write")} writes, ${pointsOf(asked)} points`;

async function asking({ sandbox, settled }: World, act: () => unknown): Promise<Asked> {
  await settled();
  const before = sandbox.traffic.asked.length;
  await act();
  await settled();
  return sandbox.traffic.asked.slice(before);
}

const SIZES = sizes.length > 0 ? sizes : [1, 10, 50, 200];

async function events(): Promise<void> {
  for (const repositories of SIZES) {
    const made = await makeDelivery({ repositories, issues: 2, pulls: 1 });
    const [home, last] = [made.people[0], made.people.at(-1)];
    const name = `a pull request's event in a delivery of ${repositories}`;
    // The first look also learns what it may read along.
    await asking(made, () => home?.edit(3, { body: "Words" }));
    const blocked = await asking(made, () => home?.edit(3, { body: "Other words" }));
    printLine(`${name}, blocked: ${costText(blocked)}`);
    const closed = await asking(made, () => last?.close(1));
    printLine(`an issue that flips it for all ${repositories}, one pull request each: ${costText(closed)}`);
    const [open, cpuMs] = await eventCpu(made, (at) => home?.edit(3, { body: `More words ${at}` }));
    printLine(`${name}, open: ${costText(open)}, ${cpuMs} ms of CPU with the sandbox's`);
    const words = await asking(made, () => last?.edit(1, { title: "Another title" }));
    printLine(`an issue's new title, of a closed issue: ${costText(words)}`);
    await made.end();
  }
}

const REPEATED = 5;

/** What the last of some events asks, and what one takes on average. */
async function eventCpu(made: World, act: (at: number) => unknown): Promise<[Asked, number]> {
  await made.settled();
  const began = process.cpuUsage();
  let asked: Asked = [];
  for (let at = 0; at < REPEATED; at += 1) asked = await asking(made, () => act(at));
  const { user, system } = process.cpuUsage(began);
  return [asked, Math.round((user + system) / 1_000 / REPEATED)];
}

const statesIn = ({ sandbox }: World): (string | null)[] =>
  sandbox.world.repositories
    .flatMap(({ suites }) => suites.flatMap(({ runs }) => runs))
    .filter(({ name }) => name === "milegate")
    .map(({ conclusion }) => conclusion);

/** Takes a step, waits until all checks conclude so and all is quiet, and prints what it took. */
async function measureFlip(what: string, made: World, conclusion: string, step: () => unknown): Promise<void> {
  const began = performance.now();
  let lastMs = 0;
  const asked = await asking(made, async () => {
    step();
    while (statesIn(made).some((each) => each !== conclusion)) await sleep(20);
    lastMs = performance.now() - began;
  });
  const memory = Math.round(process.memoryUsage().rss / 1024 / 1024);
  printLine(
    `${what}: ${costText(asked)}, last verdict after ${(lastMs / 1000).toFixed(1)} s, ${checksWritten(asked) - statesIn(made).length} checks written more than once, ${memory} MB with the sandbox`,
  );
}

const LARGE: Size = { repositories: 50, issues: 40, pulls: 20 };

async function flips(pace: string): Promise<void> {
  const made = await makeDelivery(LARGE, { env: { GITHUB_WRITE_INTERVAL_MS: pace } });
  made.sandbox.traffic.latencyMs = LATENCY_MS;
  const name = `a flip over 50 repositories, 2,000 issues, 1,000 pull requests, ${pace} ms between writes`;
  await measureFlip(name, made, "success", () => made.people.at(-1)?.close(1));
  await measureFlip(`${name}, and back`, made, "action_required", () => made.people.at(-1)?.reopen(1));
  await made.end();
}

const MANY = 1_000;

/** What the store and the memory hold of so many repositories in one delivery, and what reading all of them takes. */
async function standings(): Promise<void> {
  const made = await makeDelivery({ repositories: 1, issues: 40, pulls: 1 });
  const { service, installation } = made;
  const store = service.queue.standings;
  const keyOf = (name: string): string => repositoryKey({ installation: installation.id, owner: "octo", name });
  const names = Array.from({ length: MANY }, (_, at) => nameOf(at));
  const parts = await store.read(keyOf("shop"));
  const fellows = names.map((name, at) => ({ name, isHome: at === 0, isReached: true, isAwaited: false }));
  const all = new Map([...parts, [MEMBER_FELLOWS_PART, encodePart(fellowLists(fellows))]]);
  const told = JSON.stringify([...all]);
  for (const name of names) {
    const own = told.replaceAll("octo/shop", `octo/${name}`);
    await store.write(keyOf(name), new Map(JSON.parse(own) as [string, unknown][]));
  }
  printLine(`standings of ${MANY} repositories: ${Math.round((told.length * MANY) / 1_024)} KB in the store`);
  const readAll = async (): Promise<unknown[]> =>
    [...(await store.readPart(MEMBER_PART, names.map(keyOf))).values()].map(parseMember);
  const before = collectedHeap();
  const [first, firstMs] = await timed(readAll);
  const [, againMs] = await timed(readAll);
  const memory = ((collectedHeap() - before) / 1_024 / 1_024).toFixed(1);
  printLine(`${memory} MB of memory while they are kept, ${firstMs} ms to read all, ${againMs} ms to do so again`);
  if (first.length !== MANY) throw new Error("not all are read");
  await made.end();
}

/** In bytes, without what nobody holds any more. */
function collectedHeap(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const began = performance.now();
  return [await work(), Math.round(performance.now() - began)];
}

const PARTS = { events, unpaced: () => flips("0"), paced: () => flips("1000"), standings };
const isPart = (name: string): name is keyof typeof PARTS => name in PARTS;
for (const name of Object.keys(PARTS).filter(isPart))
  if (named.length === 0 || named.includes(name)) await PARTS[name]();
