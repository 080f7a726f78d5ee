// What is remembered of a repository is never needed: without it, or after any order of events, the dashboard is that of a full look.
import { expect, test } from "@jest/globals";
import type { Person } from "@milegate/sandbox";
import fc from "fast-check";
import { type Scenario, startScenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
const DELAY_MS = 5;

type Acting = { scenario: Scenario; alice: Person; pull: number };

/** Whatever may change what a dashboard says; `at` chooses among what is there. */
const EVENTS: readonly ((acting: Acting, at: number) => unknown)[] = [
  ({ alice }, at) => alice.openIssue(`Issue ${at}`, { milestone: 1 + (at % 2) }),
  ({ alice }) => alice.close(1),
  ({ alice }) => alice.reopen(1),
  ({ alice }, at) => alice.openPull(`Pull ${at}`),
  ({ alice, pull }, at) => alice.setMilestone(pull, 1 + (at % 2)),
  ({ alice, pull }) => alice.setMilestone(pull, null),
  ({ alice, pull }, at) => alice.edit(pull, { title: `Shine ${at}` }),
  ({ alice }, at) => alice.edit(1, { title: `Pay ${at}` }),
  ({ alice, pull }) => alice.label(pull, "phase: polish"),
  ({ alice, pull }) => alice.close(pull),
  ({ alice, pull }) => alice.reopen(pull),
  ({ alice, pull }) => alice.comment(pull, "/phase override customers wait"),
  ({ alice, pull }) => alice.comment(pull, "/phase override cancel"),
  ({ alice, pull }) => alice.comment(pull, "/phase review mvp"),
  ({ alice }) => alice.closeMilestone(1),
  ({ alice }) => alice.reopenMilestone(1),
  ({ scenario, alice }) => alice.comment(reviewOf(scenario), "/phase continue --waive it sells"),
  ({ scenario, alice }) => alice.comment(reviewOf(scenario), "/phase concern legal"),
  ({ scenario }) => editDashboard(scenario),
  ({ scenario }) => forget(scenario),
  ({ scenario }) => forget(scenario),
];

const keyOf = ({ installation }: Scenario): string => `${installation.id}/octo/shop`;

async function forget(scenario: Scenario): Promise<void> {
  const { standings } = scenario.service.queue;
  const parts = await standings.read(keyOf(scenario));
  await standings.write(keyOf(scenario), new Map([...parts.keys()].map((part) => [part, null])));
}

/** GitHub refuses a comment on what is not there. */
const reviewOf = ({ shop }: Scenario): number =>
  shop.items.find(({ title }) => title.startsWith("Boundary review"))?.number ?? 0;

const dashboardOf = ({ shop }: Scenario) => shop.items.find(({ title }) => title === "Delivery dashboard");

function editDashboard(scenario: Scenario): void {
  const issue = dashboardOf(scenario);
  if (issue !== undefined) scenario.as("alice").edit(issue.number, { body: `${issue.body} and more` });
}

async function shop(started: Promise<Scenario> = start({ dashboardDelayMs: DELAY_MS })): Promise<Acting> {
  const scenario = await started;
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Pay", { milestone: 1 });
  const { number } = alice.openPull("Shine");
  alice.setMilestone(number, 2);
  await scenario.settled();
  return { scenario, alice, pull: number };
}

/** The dashboard as it is, and as a look that remembers nothing makes it. */
async function bodies(scenario: Scenario): Promise<[string | undefined, string | undefined]> {
  await scenario.settled();
  const kept = dashboardOf(scenario)?.body;
  await forget(scenario);
  await scenario.look({ kind: "dashboard" });
  return [kept, dashboardOf(scenario)?.body];
}

test("after any events, forgotten at any moment, the dashboard is that of a full look", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ event: fc.nat(EVENTS.length - 1), at: fc.nat(9), waits: fc.boolean() }), {
        minLength: 4,
        maxLength: 14,
      }),
      async (steps) => {
        const acting = await shop(startScenario({ dashboardDelayMs: DELAY_MS }));
        for (const { event, at, waits } of steps) {
          await attempt(() => EVENTS[event]?.(acting, at));
          if (waits) await acting.scenario.settled();
        }
        const [kept, whole] = await bodies(acting.scenario);
        expect(kept).toBeDefined();
        expect(kept).toBe(whole);
        const written = await acting.scenario.settles();
        expect({ written, problems: await acting.scenario.end() }).toEqual({ written: [], problems: [] });
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
}, 240_000);

/** GitHub refuses to open what is open, for example. */
async function attempt(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
  }
}

test("a look asks for the dashboard only where it has to say something else, and then reads no pull request", async () => {
  const { scenario, alice, pull } = await shop();
  const { sandbox, settled } = scenario;
  const operations = async (act: () => void): Promise<(string | null)[]> => {
    await settled();
    const before = sandbox.traffic.asked.length;
    act();
    await settled();
    return sandbox.traffic.asked
      .slice(before)
      .flatMap(({ operation, method, path }) => operation ?? (method === "GET" ? [] : [`${method} ${path}`]));
  };
  await scenario.look({ kind: "dashboard" });
  expect(await operations(() => alice.edit(pull, { body: "More words" }))).toEqual(["query Items"]);
  const dashboard = dashboardOf(scenario);
  expect(await operations(() => alice.edit(pull, { title: "Shinier" }))).toEqual([
    "query Items",
    "query Repository",
    "query Dashboards",
    `PATCH /repos/octo/shop/issues/${dashboard?.number}`,
  ]);
  expect(dashboardOf(scenario)?.body).toContain("Shinier");
});

test("what a person writes into the dashboard is put right", async () => {
  const { scenario } = await shop();
  const before = dashboardOf(scenario)?.body;
  editDashboard(scenario);
  await scenario.settled();
  expect(dashboardOf(scenario)?.body).toBe(before);
});

test("a dashboard that is gone, though no event said so, is made again by a look at everything", async () => {
  const { scenario } = await shop();
  const { items } = scenario.shop;
  items.splice(
    items.findIndex(({ title }) => title === "Delivery dashboard"),
    1,
  );
  await scenario.look({ kind: "repository" });
  expect(dashboardOf(scenario)?.body).toContain("of the delivery is done");
});

test("a criterion that no phase uses costs no request", async () => {
  const { scenario } = await shop();
  const { sandbox } = scenario;
  const asked = sandbox.traffic.asked.length;
  await scenario.look({ kind: "criterion", name: "pull-requests-merged" });
  expect(sandbox.traffic.asked.slice(asked)).toEqual([]);
  await forget(scenario);
  await scenario.look({ kind: "criterion", name: "pull-requests-merged" });
  expect(sandbox.traffic.asked.length).toBeGreaterThan(asked);
});

test("of a repository that the app may no longer read nothing is kept", async () => {
  const { scenario } = await shop(start({ dashboardDelayMs: DELAY_MS, private: true }));
  const { standings } = scenario.service.queue;
  expect([...(await standings.read(keyOf(scenario))).keys()]).toContain("delivery");
  scenario.installation.repositories.splice(0);
  await scenario.look({ kind: "repository" });
  expect([...(await standings.read(keyOf(scenario))).keys()]).toEqual([]);
});
