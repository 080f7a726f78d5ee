// Every merge has its verdict and why, and has it still after the store was lost and everything was looked at again.
import { expect, test } from "@jest/globals";
import { mergeRows, overrideRows } from "../../src/history/evidence-rows.ts";
import { healthOf } from "../../src/history/health.ts";
import { parseHistory } from "../../src/standings/history-standing.ts";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
const WHOLE = { since: null, until: null };

const keyOf = ({ installation }: Scenario): string => `${installation.id}/octo/shop`;

async function historyOf(scenario: Scenario) {
  const history = parseHistory(await scenario.service.queue.standings.read(keyOf(scenario)));
  return [{ repository: "octo/shop", history, reviews: [], joined: [] }];
}

async function evidenceOf(scenario: Scenario) {
  const sources = await historyOf(scenario);
  return { merges: mergeRows(sources, WHOLE), overrides: overrideRows(sources, WHOLE) };
}

async function forget(scenario: Scenario): Promise<void> {
  const { standings } = scenario.service.queue;
  const parts = await standings.read(keyOf(scenario));
  await standings.write(keyOf(scenario), new Map([...parts.keys()].map((part) => [part, null])));
}

test("merges through the gate, past it and by an override are told the same before and after the store is lost", async () => {
  const scenario = await start();
  const alice = scenario.as("alice");
  const old = alice.openPull("Before there was a gate").number;
  alice.merge(old);
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Pay", { milestone: 1 });
  await scenario.settled();
  const open = (title: string, milestone: number): number => {
    const { number } = alice.openPull(title);
    alice.setMilestone(number, milestone);
    return number;
  };
  const mvp = open("Pay", 1);
  const past = open("Shine", 2);
  const overridden = open("Fix", 2);
  const shared = open("Glow", 2);
  await scenario.settled();
  alice.comment(overridden, "/phase override =customers wait");
  await scenario.settled();
  for (const number of [mvp, past, overridden]) {
    alice.merge(number);
    await scenario.settled();
  }
  const before = await evidenceOf(scenario);
  expect(before.merges).toMatchObject([
    { number: mvp, merged_by: "alice", phase: "mvp", conclusion: "success", verdict: expect.stringMatching(/^Open/) },
    {
      number: past,
      phase: "polish",
      conclusion: "action_required",
      why: expect.stringContaining("went past the gate"),
    },
    { number: overridden, conclusion: "success", why: "alice let it through: =customers wait" },
  ]);
  expect(before.overrides).toMatchObject([{ number: overridden, by: "alice", ended_at: expect.any(String) }]);
  const [health] = [healthOf(await historyOf(scenario), WHOLE, new Date("2100-01-01"))];
  expect(health).toMatchObject({ shut_again: 0, scope_added: 0, overrides: { count: 1, by: { alice: 1 } } });
  const entry = (await historyOf(scenario))[0]?.history?.pulls.get(shared);
  await forget(scenario);
  await scenario.look({ kind: "repository" });
  expect(await evidenceOf(scenario)).toEqual(before);
  expect((await historyOf(scenario))[0]?.history?.pulls.get(shared)).toEqual(entry);
  expect(entry?.record.since).not.toBeNull();
  expect(await scenario.settles()).toEqual([]);
}, 60_000);
