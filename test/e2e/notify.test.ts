// Channels outside of GitHub, on a real delivery: each fact once under one key, and whatever a channel does, the gate goes on.
import { createHmac } from "node:crypto";
import { afterEach, expect, jest, test } from "@jest/globals";
import { startReceiver } from "../notify/receiver.ts";
import type { ScenarioSettings } from "../scenario.ts";
import { useScenario } from "./use.ts";

jest.setTimeout(40_000);

const start = useScenario();

const open: Awaited<ReturnType<typeof startReceiver>>[] = [];
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close();
});

async function receiver(answer: (before: number) => number | null) {
  const made = await startReceiver(answer);
  open.push(made);
  return made;
}

const PLAN = "gate: { until: decision }\ncommunicate: { notify: [releases, chat, unheard-of] }\n";

/** An MVP that is done, before its milestone is closed. */
async function nearlyDone(settings: ScenarioSettings) {
  const scenario = await start({ files: { ".github/milegate.yml": PLAN }, ...settings });
  const alice = scenario.as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 3);
  await scenario.look({ kind: "repository" });
  const decide = async (words: string): Promise<void> => {
    alice.comment(scenario.reviews()[0]?.number ?? 0, words);
    await scenario.settled();
  };
  return { ...scenario, alice, pull, decide };
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds() && waited < 200; waited += 1) await new Promise((resolve) => setTimeout(resolve, 50));
}

test("each fact is told once under one key, with the same bytes, though the channel fails half of the requests", async () => {
  const json = await receiver((before) => (before % 2 === 0 ? 503 : 200));
  const hanging = await receiver(() => null);
  const env = { NOTIFY_RELEASES: `json+${json.url}`, NOTIFY_CHAT: `slack+${hanging.url}`, NOTIFY_SECRET: "topsecret" };
  const { alice, pull, decide, check, settled, service, shop, look } = await nearlyDone({ env });
  expect(json.received).toEqual([]);
  alice.closeMilestone(1);
  await settled();
  await decide("/phase continue <!channel> it works");
  // The other channel hangs all the while.
  expect(check(pull.number)).toBe("success Open: MVP is passed");
  alice.comment(pull.number, "/phase override hurry");
  await settled();
  const accepted = () => json.received.filter(({ status }) => status === 200).map(({ body }) => JSON.parse(body));
  await until(() => accepted().length >= 4);
  expect(hanging.received).toHaveLength(1);
  expect(
    accepted()
      .map(({ event }) => event)
      .toSorted(),
  ).toEqual(["decision", "override", "phase_passed", "review_opened"]);
  const decision = accepted().find(({ event }) => event === "decision");
  expect(decision).toEqual({
    ...{ id: expect.stringMatching(/^\d+:decision:\d+$/), event: "decision", at: expect.stringMatching(/Z$/) },
    ...{ repository: "octo/shop", delivery: null, phase: { id: "mvp", name: "MVP" } },
    url: expect.stringMatching(/\/octo\/shop\/issues\/\d+#issuecomment-\d+$/),
    text: "octo/shop: the boundary review of MVP decided to continue, by alice: <!channel> it works",
    ...{ outcome: "continue", reason: "<!channel> it works", by: ["alice"] },
  });
  const byKey = Map.groupBy(json.received, ({ headers }) => headers["idempotency-key"]);
  for (const [key, requests] of byKey) {
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect(JSON.parse(requests[0]?.body ?? "").id).toBe(key);
  }
  for (const { headers, body } of json.received) {
    const signature = createHmac("sha256", "topsecret").update(body).digest("hex");
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "x-milegate-signature-256": `sha256=${signature}`,
    });
  }
  // Whatever is looked at again, nothing is told again; the dashboard names the channel that nobody set up.
  await look({ kind: "repository" });
  await look({ kind: "dashboard" });
  expect(accepted()).toHaveLength(4);
  const dashboard = shop.items.find(({ title }) => title === "Delivery dashboard");
  expect(dashboard?.body).toMatch(/The plan names the channel `unheard-of`, which is not set up here/);
  expect(dashboard?.body).not.toMatch(/channel `(releases|chat)`/);
  expect(await service.queue.outbox.depth()).toMatchObject({ failing: 0 });
});

test("what was there before is not told, and nothing of a private repository where a public one's plan leads", async () => {
  const json = await receiver(() => 200);
  const plan = { ".github/milegate.yml": PLAN };
  const env = { NOTIFY_RELEASES: `json+${json.url}`, NOTIFY_SECRET: "topsecret", NOTIFY_OWNERS_RELEASES: "Octo" };
  const repositories = { open: { files: plan }, closed: { files: plan, visibility: "private" as const } };
  const { alice, decide, settled, other, reviews } = await nearlyDone({ env, repositories, private: true });
  for (const name of ["open", "closed"]) {
    const bob = other(name).as("alice");
    bob.createMilestone("MVP");
    bob.openIssue("Log in", { milestone: 1 });
    bob.close(1);
    await settled();
    bob.closeMilestone(1);
  }
  alice.closeMilestone(1);
  await settled();
  await decide("/phase stop no");
  expect([reviews().length, other("open").reviews().length, other("closed").reviews().length]).toEqual([1, 1, 1]);
  await until(() => json.received.length >= 1);
  expect(new Set(json.received.map(({ body }) => JSON.parse(body).repository))).toEqual(new Set(["octo/open"]));
});

test("a delivery is told of once, by its home; a private member is neither named nor told of", async () => {
  const json = await receiver(() => 200);
  const owners = `deliveries:
  - id: checkout
    name: Checkout
    repositories: [shop, vault]
    gate: { until: decision }
    communicate: { notify: [releases] }
`;
  const scenario = await start({
    ownerFiles: { ".github/milegate.yml": owners },
    repositories: { vault: { visibility: "private" } },
    env: { NOTIFY_RELEASES: `json+${json.url}`, NOTIFY_SECRET: "topsecret" },
  });
  const { as, other, reviews, settled, look } = scenario;
  const people = [as("alice"), other("vault").as("alice")];
  for (const [at, alice] of people.entries()) {
    for (const title of ["MVP", "Polish"])
      alice.createMilestone(title, { description: at === 0 ? "" : "Of the vault" });
    alice.openIssue("Work", { milestone: 1 });
    alice.setMilestone(alice.openPull("Shine").number, 2);
  }
  await settled();
  for (const alice of people) alice.comment(2, "/phase override hurry");
  for (const alice of people) alice.close(1);
  for (const alice of people) alice.closeMilestone(1);
  await settled();
  as("alice").comment(reviews()[0]?.number ?? 0, "/phase continue it works");
  await settled();
  await look({ kind: "repository" });
  await until(() => json.received.length >= 4);
  const told = json.received.map(({ body }) => JSON.parse(body));
  expect(told.map(({ event, repository }) => `${event} ${repository}`).toSorted()).toEqual([
    "decision octo/shop",
    "override octo/shop",
    "phase_passed octo/shop",
    "review_opened octo/shop",
  ]);
  expect(told.map(({ delivery }) => delivery.name)).toEqual(Array.from({ length: 4 }, () => "Checkout"));
  expect(JSON.stringify(told)).not.toMatch(/vault/i);
});

test("a reminder and its escalation are told, though no event brings the app back to its own comments", async () => {
  const teams = await receiver(() => 200);
  const plan = "communicate: { notify: [releases] }\nreview: { due: 1s, escalate: [alice] }\n";
  const env = { NOTIFY_RELEASES: `teams+${teams.url}` };
  const { alice, settled } = await nearlyDone({ env, files: { ".github/milegate.yml": plan } });
  alice.closeMilestone(1);
  await settled();
  const said = () => teams.received.map(({ body }) => JSON.parse(body).attachments[0].content.body[0].text);
  await until(() => said().some((text) => text.includes("twice its time")));
  expect(said()).toEqual(expect.arrayContaining([expect.stringMatching(/waits for a decision, for twice its time/)]));
  expect(new Set(said()).size).toBe(said().length);
});
