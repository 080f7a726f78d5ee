// GitHub's reads are behind its events: what an event has named is read again until it is there.
import { afterEach, expect, test } from "@jest/globals";
import { changeObjects, type ForeignAnswer, type ForeignHost, startForeign } from "../foreign.ts";
import { type Scenario, type ScenarioSettings, startScenario } from "../scenario.ts";

type Change = (answer: ForeignAnswer, document: string) => ForeignAnswer;

const LAG_MS = 300;
const WITHIN_MS = 5_000;

/** `lag.change` is what reads miss until `lag.until`. */
const lag = { until: 0, change: ((answer) => answer) as Change };
let foreign: ForeignHost | null = null;
let scenario: Scenario | null = null;

async function start(settings: ScenarioSettings = {}): Promise<Scenario> {
  foreign = await startForeign({
    answer: (answer, document) => (Date.now() < lag.until ? lag.change(answer, document) : answer),
  });
  scenario = await startScenario({ foreign, ...settings });
  return scenario;
}

afterEach(async () => {
  const written = await scenario?.settles();
  const failures = await scenario?.service.queue.failures();
  const problems = await scenario?.end();
  foreign?.close();
  expect({ written, failures, problems }).toEqual({ written: [], failures: [], problems: [] });
});

function readsMiss(change: Change, ms = LAG_MS): void {
  lag.change = change;
  lag.until = Date.now() + ms;
}

async function until(isSo: () => boolean): Promise<void> {
  for (const began = Date.now(); !isSo() && Date.now() - began < WITHIN_MS; )
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSo()).toBe(true);
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const operationOf = (document: string): string => /^\s*(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? "";

/** As GitHub answers where an alias names an item that its replica does not have yet. */
const withoutItem =
  (number: number): Change =>
  (answer) => {
    const data = structuredClone(answer.data);
    if (!isFields(data) || !isFields(data["repository"])) return answer;
    const { repository } = data;
    const aliases = Object.keys(repository).filter((alias) => {
      const found = repository[alias];
      return isFields(found) && found["number"] === number;
    });
    for (const alias of aliases) repository[alias] = null;
    const errors = aliases.map((alias) => ({
      type: "NOT_FOUND",
      path: ["repository", alias],
      message: `Could not resolve to an issue or pull request with the number of ${number}.`,
    }));
    return errors.length === 0 ? answer : { data, errors: [...(answer.errors ?? []), ...errors] };
  };

const withoutComment: Change = (answer, document) =>
  operationOf(document) !== "Conversation"
    ? answer
    : {
        data: { ...(isFields(answer.data) ? answer.data : {}), node: null },
        errors: [{ type: "NOT_FOUND", path: ["node"], message: "Could not resolve to a node with the global id." }],
      };

const withoutMilestones: Change = (answer) =>
  changeObjects(answer, (object) =>
    isFields(object["milestones"]) ? { ...object, milestones: { ...object["milestones"], nodes: [] } } : object,
  );

/** What each read said before, said again. */
async function asBefore(s: Scenario, numbers: readonly number[]): Promise<Change> {
  const before = new Map<string, ForeignAnswer>();
  readsMiss((answer, document) => {
    if (!document.trimStart().startsWith("mutation")) before.set(document, answer);
    return answer;
  }, 60_000);
  for (const number of numbers) await s.look({ kind: "item", number });
  await s.look({ kind: "phases" });
  return (answer, document) => before.get(document) ?? answer;
}

test("a pull request that a read does not find yet gets its check", async () => {
  const s = await start();
  const alice = s.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  await s.settled();
  readsMiss(withoutItem(2));
  alice.openPull("Icons");
  await until(() => s.checks(2).length > 0);
});

test("a command whose comment a read does not find yet is carried out, once", async () => {
  const s = await start();
  const alice = s.as("alice");
  alice.createMilestone("MVP");
  alice.openIssue("Log in");
  await s.settled();
  readsMiss(withoutComment);
  const comment = alice.comment(1, "/phase set mvp");
  await until(() => s.item(1).milestone !== null);
  await s.settled();
  expect(comment.reactions.map(({ content }) => content)).toEqual(["eyes", "rocket"]);
});

test("an issue that a read still shows open opens the gate once it is read as closed", async () => {
  const s = await start();
  const alice = s.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.setMilestone(alice.openPull("Icons").number, 2);
  await s.settled();
  expect(s.check(2)).toContain("action_required");
  readsMiss(await asBefore(s, [1, 2]));
  alice.close(1);
  await until(() => s.check(2).startsWith("success"));
});

test("a repository becomes active though a read does not show its first milestone yet", async () => {
  const s = await start();
  const alice = s.as("alice");
  alice.openPull("Icons");
  await s.settled();
  readsMiss(withoutMilestones);
  alice.createMilestone("MVP");
  await until(() => s.check(1).startsWith("neutral No phase"));
});

test("what is not found after the time for it is gone, and nothing is kept", async () => {
  const s = await start({ lagPatience: { firstMs: 10, mostMs: 100, totalMs: 500, confirmMs: 100 } });
  const alice = s.as("alice");
  alice.createMilestone("MVP");
  await s.settled();
  readsMiss(withoutItem(1), 3_000);
  alice.openPull("Icons");
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await s.settled();
  expect(s.checks(1)).toEqual([]);
  lag.until = 0;
  await s.look({ kind: "item", number: 1 });
  expect(s.checks(1)).toHaveLength(1);
});

const withoutEntry =
  (number: number): Change =>
  (answer) =>
    changeObjects(answer, (object) => {
      const { entries } = object as { entries?: { nodes: { pullRequest: { number: number } }[] } };
      if (entries?.nodes === undefined) return object;
      const nodes = entries.nodes.filter(({ pullRequest }) => pullRequest.number !== number);
      return { ...object, entries: { ...entries, nodes } };
    });

test("an entry of the merge queue that a read does not find yet passes once it is found, and is never failed", async () => {
  const s = await start();
  const alice = s.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  const [first, second] = [alice.openPull("First"), alice.openPull("Second")];
  for (const { number } of [first, second]) alice.setMilestone(number, 1);
  await s.settled();
  alice.enqueue(first.number);
  await s.settled();
  readsMiss(withoutEntry(second.number));
  const { headSha } = alice.enqueue(second.number);
  const runs = () => s.shop.suites.filter((suite) => suite.headSha === headSha).flatMap((suite) => suite.runs);
  await until(() => runs().length > 0);
  await s.settled();
  expect(runs().map(({ conclusion }) => conclusion)).toEqual(["success"]);
  const writes = s.sandbox.traffic.asked.filter(({ body }) => JSON.stringify(body ?? "").includes(headSha ?? "none"));
  expect(JSON.stringify(writes.map(({ body }) => body))).not.toMatch(/action_required/i);
});

const ALL_LATE = { ms: LAG_MS, seed: 1, share: 1 };
const PLAN = (enforcement: string) => `phases:
  - { id: mvp, name: MVP, milestones: ["MVP*"] }
  - { id: polish, name: Polish, milestones: ["Polish*"], requires: [mvp], enforcement: ${enforcement} }
`;

test("a plan that is read as it was before the push", async () => {
  const s = await start({ files: { ".github/milegate.yml": PLAN("block") }, lag: ALL_LATE });
  const alice = s.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  await until(() => s.check(pull.number).startsWith("action_required"));
  await s.settled();
  alice.push("main", { ".github/milegate.yml": PLAN("warn") });
  await until(() => s.check(pull.number).startsWith("neutral Warning:"));
});

test("a phase's label that is read under the name that it had", async () => {
  const s = await start({ lag: ALL_LATE });
  const alice = s.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  await until(() => s.labels(1).includes("phase: mvp"));
  await s.settled();
  alice.renameLabel("phase: mvp", "first");
  await until(() => s.labels(1).includes("phase: mvp"));
  await s.settled();
  alice.deleteLabel("phase: mvp");
  await until(() => s.labels(1).includes("phase: mvp"));
});
