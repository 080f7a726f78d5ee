// A flip of a phase turns many checks: in few requests, whatever GitHub makes of them, and each of them once.
import { expect, test } from "@jest/globals";
import { useScenario } from "./use.ts";

const start = useScenario();

const PULLS = 30;

test("many checks are written in batches, of which GitHub may refuse, lose or spoil one", async () => {
  const scenario = await start();
  const { sandbox, settled, shop, check } = scenario;
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  await settled();
  sandbox.deliveries.fate = () => "lose";
  const numbers = Array.from({ length: PULLS }, () => alice.openPull("Shine", { milestone: 2 }).number);
  for (const number of numbers) alice.label(number, "phase: polish");
  alice.autoMerge(numbers[0] ?? 0);
  sandbox.deliveries.fate = () => "deliver";

  /** How many checks each batch held, and which came alone. */
  const writes = async (step: () => void) => {
    const before = sandbox.traffic.asked.length;
    step();
    await settled();
    return sandbox.traffic.asked
      .slice(before)
      .filter(({ kind }) => kind === "write")
      .map(({ method, path, body }) =>
        path === "/graphql" ? (JSON.stringify(body).match(/"c\d+":/g)?.length ?? 0) : `${method} check`,
      );
  };
  const all = () => [...new Set(numbers.map((number) => check(number)))];
  const SHUT = "action_required Blocked: Polish waits for MVP (0 of 1 issue closed)";
  const OPEN = "success Open: MVP is passed";

  const first = await writes(() => alice.editMilestone(1, { description: "The core" }));
  expect({ first, all: all() }).toEqual({ first: [25, 5], all: [SHUT] });
  const made = sandbox.traffic.asked.findLast(
    ({ operation, body }) => operation === "mutation SetChecks" && JSON.stringify(body).includes("c24"),
  );
  const head = shop.items.find(({ number }) => number === numbers[0]);
  expect(JSON.stringify(made?.body).indexOf(head?.kind === "pull" ? head.head.sha : "")).toBeGreaterThan(0);

  const match = /mutation SetChecks/;
  const limits = {
    data: null,
    errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "Resource limits for this query exceeded." }],
  };
  sandbox.traffic.faults.push({ match, status: 200, body: limits, times: 2 });
  const halved = await writes(() => alice.close(1));
  expect({ halved, all: all() }).toEqual({ halved: [25, 12, 6, 6, 6, 6, 6], all: [OPEN] });

  sandbox.traffic.faults.push({ match, status: 502, after: true, times: 1 });
  const lost = await writes(() => alice.reopen(1));
  expect({ lost, all: all() }).toEqual({ lost: [25, 5], all: [SHUT] });

  const spoilt = { data: { c0: null }, errors: [{ type: "UNPROCESSABLE", path: ["c0"], message: "no" }] };
  sandbox.traffic.faults.push({ match: /mutation SetChecks/, status: 200, body: spoilt, times: 1 });
  const alone = await writes(() => alice.close(1));
  expect({ alone: alone.length, all: all() }).toEqual({ alone: 1 + 25 + 1, all: [OPEN] });
  expect(numbers.map((number) => scenario.checks(number).length)).toEqual(numbers.map(() => 1));
}, 90_000);

test("what waits together is looked at together, each as it would be alone", async () => {
  const s = await start({ env: { GITHUB_WRITE_INTERVAL_MS: "500" } });
  const alice = s.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Pay", { milestone: 1 });
  await s.settled();
  const before = s.sandbox.traffic.asked.length;
  const numbers = Array.from({ length: 40 }, (_, at) => alice.openPull(`Change ${at}`).number);
  for (const number of numbers.filter((_, at) => at % 2 === 1)) alice.setMilestone(number, 1);
  await s.settled();
  const conclusions = numbers.map((number) => s.checks(number).at(-1)?.conclusion);
  expect(conclusions).toEqual(numbers.map((_number, at) => (at % 2 === 1 ? "success" : "neutral")));
  const asked = s.sandbox.traffic.asked.slice(before);
  // Twenty labels are twenty requests; the checks are not.
  const checks = asked.filter(
    ({ operation, path }) => operation === "mutation SetChecks" || path.includes("check-runs"),
  );
  expect(checks.length).toBeLessThanOrEqual(8);
  expect(asked.filter(({ kind }) => kind === "read").length).toBeLessThanOrEqual(30);
});
