// What comes in at the HTTP edge and is no webhook of GitHub's, or one of a kind that nobody expects.
import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import webhooks from "@octokit/webhooks-examples" with { type: "json" };
import { z } from "zod";
import { type Scenario, startScenario } from "../scenario.ts";

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
  await scenario.settled();
});
afterAll(async () => void (await scenario.end()));

const ENDPOINT = () => `http://127.0.0.1:${scenario.service.port}/api/github/webhooks`;

type Sent = { event?: string; secret?: string; headers?: Record<string, string | undefined> };

async function post(body: string, { event = "issues", secret = "sandbox-secret", headers = {} }: Sent = {}) {
  const all = {
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": randomUUID(),
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    ...headers,
  };
  const sent = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const answer = await fetch(ENDPOINT(), {
    method: "POST",
    body,
    headers: Object.fromEntries(sent),
  });
  await answer.arrayBuffer();
  return answer.status;
}

const LOOK = JSON.stringify({
  action: "opened",
  installation: { id: 42 },
  repository: { name: "gone", owner: { login: "nobody" } },
  issue: { number: 1 },
});
const large = (bytes: number) => JSON.stringify({ action: "x", padding: "x".repeat(bytes) });

test.each<[string, number, () => Promise<number>]>([
  ["a wrong signature", 400, () => post(LOOK, { secret: "wrong" })],
  ["no signature", 400, () => post(LOOK, { headers: { "x-hub-signature-256": undefined } })],
  ["a signature that is none", 400, () => post(LOOK, { headers: { "x-hub-signature-256": "sha256=zz" } })],
  [
    "the old SHA-1 signature",
    400,
    () => post(LOOK, { headers: { "x-hub-signature-256": undefined, "x-hub-signature": "sha1=0" } }),
  ],
  ["another content type", 415, () => post(LOOK, { headers: { "content-type": "application/x-www-form-urlencoded" } })],
  ["no event", 400, () => post(LOOK, { headers: { "x-github-event": undefined } })],
  ["no delivery id", 400, () => post(LOOK, { headers: { "x-github-delivery": undefined } })],
  ["a body that is no JSON", 400, () => post("{")],
  ["a body that is no object", 400, () => post("[1]")],
  ["a body that is null", 400, () => post("null")],
  ["an empty body", 400, () => post("")],
  ["a body of 24 MB, as GitHub may send", 200, () => post(large(24 * 1024 * 1024))],
  ["a larger body than GitHub sends", 413, () => post(large(27 * 1024 * 1024)).catch(() => 413)],
  ["another method", 405, () => fetch(ENDPOINT(), { method: "PUT", body: "{}" }).then(({ status }) => status)],
  ["another path", 404, () => fetch(`${ENDPOINT()}/x`, { method: "POST", body: "{}" }).then(({ status }) => status)],
  ["an event that nobody knows", 200, () => post('{"action":"x"}', { event: "future" })],
])("%s is answered with %i, and nothing is stored", async (_name, expected, send) => {
  const before = await scenario.service.queue.depth();
  expect(await send()).toBe(expected);
  expect(await scenario.service.queue.depth()).toEqual({ ...before, oldestSeconds: expect.any(Number) });
});

const examples = z
  .array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }))
  .parse(webhooks);

test("all of GitHub's examples are taken in; those of other apps' installations come to nothing", async () => {
  const statuses = new Map<string, number>();
  for (const { name, examples: payloads } of examples)
    for (const payload of payloads) {
      const status = await post(JSON.stringify(payload), { event: name });
      if (status !== 200) statuses.set(name, status);
    }
  expect(examples.length).toBeGreaterThan(40);
  expect([...statuses]).toEqual([]);
  await scenario.settled();
  expect(await scenario.service.queue.failures()).toEqual([]);
  expect(scenario.shop.items).toEqual([]);
});
