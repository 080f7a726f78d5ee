// When GitHub or the network fails: nothing fails open, nothing is lost, nothing is done twice.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { useScenario } from "./use.ts";

const start = useScenario();

async function shop() {
  const scenario = await start();
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  await scenario.settled();
  return { ...scenario, alice };
}

const BLOCKED = "action_required Blocked: Polish waits for MVP (0 of 1 issue closed)";

describe("GitHub answers", () => {
  test.each<[string, RegExp, number, object]>([
    ["502 to a read", /Items|OpenPulls/, 502, {}],
    ["500 to a check", /POST .*check-runs/, 500, {}],
    ["404 to a label", /POST .*\/labels/, 404, { message: "Not Found" }],
    ["409 to a label", /POST .*\/labels/, 409, { message: "Conflict" }],
    ["422 to a check", /POST .*check-runs/, 422, { message: "No commit found for SHA" }],
    ["something else than JSON to a read", /Items|OpenPulls/, 200, {}],
    [
      "an error to a part of a read",
      /Items|OpenPulls/,
      200,
      { data: { repository: null }, errors: [{ type: "INTERNAL", message: "Something went wrong" }] },
    ],
    [
      "that it forbids a part of a read",
      /Items|OpenPulls/,
      200,
      {
        data: { repository: null, owner: null },
        errors: [{ type: "FORBIDDEN", path: ["repository"], message: "Resource not accessible" }],
      },
    ],
  ])("%s: it is tried again until it is right", async (_name, match, status, body) => {
    const { alice, settled, check, sandbox } = await shop();
    sandbox.traffic.faults.push({ match, status, body, times: 2 });
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    await settled();
    expect(check(pull.number)).toBe(BLOCKED);
  });

  test("nothing right for longer than a bug would be tried again: all is right afterwards, and nothing was given up", async () => {
    const { alice, settled, check, labels, sandbox, service } = await shop();
    const { asked, faults } = sandbox.traffic;
    const answers = [
      { match: /./, status: 502 },
      { match: /./, status: 200, body: {} },
      { match: /./, status: 503, body: { message: "No server is currently available" } },
    ];
    for (const answer of answers) faults.push({ ...answer, times: 12 });
    faults.push({
      match: /graphql/,
      status: 200,
      body: { data: null, errors: [{ message: "Something went wrong while executing your query." }] },
      times: 6,
    });
    const before = asked.length;
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    alice.comment(1, "/phase status");
    await settled();
    expect([check(pull.number), labels(pull.number)]).toEqual([BLOCKED, ["phase: polish"]]);
    expect(asked.length - before).toBeGreaterThan(42);
    expect(await service.queue.depth()).toMatchObject({ ready: 0, failed: 0 });
  });

  test("502 after it has done what was asked: no second check, label or issue", async () => {
    const { alice, settled, checks, reviews, sandbox } = await shop();
    for (const match of [/POST .*check-runs/, /POST .*\/issues$/, /POST .*\/labels/])
      sandbox.traffic.faults.push({ match, status: 502, after: true, times: 1 });
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    alice.closeMilestone(1);
    await settled();
    expect(checks(pull.number)).toHaveLength(1);
    expect(reviews()).toHaveLength(1);
  });

  test("that a limit is reached: it is waited out", async () => {
    const { alice, settled, check, sandbox, service } = await shop();
    sandbox.traffic.faults.push({
      match: /POST .*check-runs/,
      status: 403,
      headers: { "retry-after": "1" },
      body: { message: "You have exceeded a secondary rate limit" },
      times: 1,
    });
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    await settled();
    while (check(pull.number) === "") {
      expect((await service.queue.depth()).failed).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await settled();
    expect(check(pull.number)).toBe(BLOCKED);
  });
});

test("an open gate shuts although the first reads after it fail", async () => {
  const { alice, settled, check, sandbox } = await shop();
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  alice.close(1);
  await settled();
  expect(check(pull.number)).toBe("success Open: MVP is passed");
  sandbox.traffic.faults.push({ match: /OpenPulls/, status: 503, times: 2 });
  alice.reopen(1);
  await settled();
  expect(check(pull.number)).toBe(BLOCKED);
});

describe("deliveries", () => {
  test("in any order, twice or lost converge with the next look", async () => {
    const { alice, settled, check, labels, sandbox, look } = await shop();
    sandbox.deliveries.fate = () => "hold";
    const pull = alice.openPull("Shine");
    alice.setMilestone(pull.number, 2);
    alice.close(1);
    alice.reopen(1);
    sandbox.deliveries.fate = () => "deliver";
    sandbox.deliveries.release((held) => held.toReversed().filter((_event, index) => index % 3 !== 0));
    await look({ kind: "repository" });
    expect([check(pull.number), labels(pull.number)]).toEqual([BLOCKED, ["phase: polish"]]);
    await settled();
  });

  const post = async (url: string, secret: string, body: string, headers: Record<string, string> = {}) => {
    const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    const sent = {
      "content-type": "application/json",
      "x-github-event": "issues",
      "x-github-delivery": crypto.randomUUID(),
      "x-hub-signature-256": signature,
    };
    return (await fetch(url, { method: "POST", body, headers: { ...sent, ...headers } })).status;
  };

  test.each<[string, string, string, Record<string, string>, (status: number) => boolean]>([
    ["with a wrong signature", "wrong", "{}", {}, (status) => status >= 400 && status < 500],
    ["signed with Probot's default secret", "development", "{}", {}, (status) => status >= 400 && status < 500],
    ["that are no JSON", "sandbox-secret", "{", {}, (status) => status >= 400 && status < 500],
    ["without the fields that we expect", "sandbox-secret", '{"action":"opened"}', {}, (status) => status === 200],
    [
      "with other types in them",
      "sandbox-secret",
      '{"action":7,"issue":[],"repository":"x","installation":null}',
      {},
      (status) => status === 200,
    ],
    [
      "of an event that nobody knows",
      "sandbox-secret",
      '{"action":"x"}',
      { "x-github-event": "future" },
      (status) => status === 200,
    ],
  ])("%s have a clear answer, and the process goes on", async (_name, secret, body, headers, expected) => {
    const { service, settled, alice, labels } = await shop();
    const status = await post(`http://127.0.0.1:${service.port}/api/github/webhooks`, secret, body, headers);
    expect([status, expected(status)]).toEqual([status, true]);
    expect(await service.queue.depth()).toMatchObject({ ready: 0, running: 0, failed: 0 });
    const issue = alice.openIssue("Still there", { milestone: 1 });
    await settled();
    expect(labels(issue.number)).toEqual(["phase: mvp"]);
  });
});
