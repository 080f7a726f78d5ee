// The example in docs/contributing/scenarios.md.
import { expect, test } from "@jest/globals";
import { useScenario } from "./use.ts";

const start = useScenario();

test("polish opens when the last issue of the MVP is closed", async () => {
  const { as, settled, check } = await start();
  const alice = as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Pay", { milestone: 1 });
  const icons = alice.openPull("Nicer icons");
  alice.setMilestone(icons.number, 2);
  await settled();
  expect(check(icons.number)).toBe("action_required Blocked: Polish waits for MVP (0 of 1 issue closed)");
  alice.close(1);
  await settled();
  expect(check(icons.number)).toBe("success Open: MVP is passed");
});
