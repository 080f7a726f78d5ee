// The gate, as GitHub shows it: SPEC section 4.
import { afterEach, expect, test } from "@jest/globals";
import { type Scenario, type ScenarioSettings, startScenario } from "../scenario.ts";

let scenario: Scenario | undefined;
const start = async (settings?: ScenarioSettings): Promise<Scenario> => {
  scenario = await startScenario(settings);
  return scenario;
};
afterEach(async () => {
  const ended = scenario;
  scenario = undefined;
  if (ended === undefined) return;
  expect(await ended.settles()).toEqual([]);
  expect(await ended.end()).toEqual([]);
});

test("polish waits for the MVP's issues, and opens when the last is closed", async () => {
  const { as, settled, check, labels } = await start();
  const alice = as("alice");
  const mvp = alice.createMilestone("MVP");
  const polish = alice.createMilestone("Polish");
  const login = alice.openIssue("Log in", { milestone: mvp.number });
  const logout = alice.openIssue("Log out", { milestone: mvp.number });
  const icons = alice.openPull("Nicer icons");
  alice.setMilestone(icons.number, polish.number);
  await settled();
  expect(labels(login.number)).toEqual(["phase: mvp"]);
  expect(labels(icons.number)).toEqual(["phase: polish"]);
  expect(check(icons.number)).toBe("action_required Blocked: Polish waits for MVP (0 of 2 issues closed)");
  alice.close(login.number);
  await settled();
  expect(check(icons.number)).toBe("action_required Blocked: Polish waits for MVP (1 of 2 issues closed)");
  alice.close(logout.number);
  await settled();
  expect(check(icons.number)).toBe("success Open: MVP is passed");
  alice.reopen(logout.number);
  await settled();
  expect(check(icons.number)).toBe("action_required Blocked: Polish waits for MVP (1 of 2 issues closed)");
});
