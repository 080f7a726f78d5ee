// Webhooks whose bodies come slowly, many at a time, or from strangers: what they are answered, and what they may cost.
import { createHmac } from "node:crypto";
import { connect } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { pino } from "pino";
import type { WebhookDelivery } from "../../src/service/accept-delivery.ts";
import { type BodyBudget, makeBodyBudget } from "../../src/service/body-budget.ts";
import { type HttpServer, startHttpServer } from "../../src/service/http-server.ts";
import { type EndpointNeeds, webhookEndpoint } from "../../src/service/webhook-endpoint.ts";

const SECRET = "a-secret";
const PATH = "/hooks";
const MEGABYTE = 1024 * 1024;

let server: HttpServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function endpoint(given: Partial<EndpointNeeds> = {}) {
  const accepted: WebhookDelivery[] = [];
  const handler = webhookEndpoint({
    path: PATH,
    secret: SECRET,
    accept: async (delivery) => void accepted.push(delivery),
    refused: () => undefined,
    ...given,
  });
  server = await startHttpServer({ host: "127.0.0.1", port: 0 }, [handler], pino({ level: "silent" }));
  return { accepted, port: server.port };
}

const sign = (body: string): string => `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;

/** A connection that sends a head, then what it is told to. `answer` resolves with status and headers, or "" without an answer. */
function dial(port: number, length: number, signature = `sha256=${"0".repeat(64)}`) {
  const socket = connect(port, "127.0.0.1");
  const head = [
    `POST ${PATH} HTTP/1.1`,
    "host: localhost",
    "content-type: application/json",
    `content-length: ${length}`,
    "x-github-event: push",
    "x-github-delivery: 1",
    `x-hub-signature-256: ${signature}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const { promise: answer, resolve } = Promise.withResolvers<string>();
  socket.once("data", (data) => {
    resolve(data.toString());
    socket.destroy();
  });
  socket.on("error", () => resolve("")).on("close", () => resolve(""));
  return { send: (text: string | Buffer) => socket.write(text), answer, hangUp: () => socket.destroy() };
}

const BODY = '{"action":"x"}';
const status = (answer: string): number => Number(answer.split(" ")[1] ?? 0);

test("a body that comes in pieces is accepted once all of it is there and its signature is right", async () => {
  const { accepted, port } = await endpoint();
  const call = dial(port, BODY.length, sign(BODY));
  for (const each of BODY) {
    call.send(each);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(status(await call.answer)).toBe(200);
  expect(accepted).toEqual([{ id: "1", name: "push", payload: { action: "x" } }]);
});

test.each<[string, string, number]>([
  ["with a wrong signature", `sha256=${"0".repeat(64)}`, BODY.length - 1],
  ["with a right signature", sign(BODY), BODY.length - 1],
  ["of which nothing comes", sign(BODY), 0],
])("a body %s that does not end in time is answered 408, and nothing is accepted", async (_name, signature, sent) => {
  const { accepted, port } = await endpoint({ bodyWithinMs: 50 });
  const call = dial(port, BODY.length, signature);
  call.send(BODY.slice(0, sent));
  expect(status(await call.answer)).toBe(408);
  expect(accepted).toEqual([]);
});

test("the wrong signature of a complete body is answered 400", async () => {
  const { accepted, port } = await endpoint();
  const call = dial(port, BODY.length);
  call.send(BODY);
  expect(status(await call.answer)).toBe(400);
  expect(accepted).toEqual([]);
});

test.each<[string, () => Promise<void>]>([
  ["refuses it", () => Promise.reject(new Error("the disk is full"))],
  ["takes longer than GitHub waits", () => new Promise(() => undefined)],
])("while the store %s the answer is 503, never 2xx, and says when to come again", async (_name, accept) => {
  const { port } = await endpoint({ accept, storedWithinMs: 50 });
  const call = dial(port, BODY.length, sign(BODY));
  call.send(BODY);
  const answer = await call.answer;
  expect([status(answer), /^retry-after: \d+\r$/im.test(answer)]).toEqual([503, true]);
});

const BOUNDS = {
  totalBytes: 3 * MEGABYTE,
  largeBytes: 2 * MEGABYTE,
  smallBytes: 1_000,
  graceMs: 100,
  msPerByte: 0,
  waitMs: 30_000,
  waiting: 100,
};

test("large bodies that never end hold up neither a small one nor, for long, a large one", async () => {
  const { accepted, port } = await endpoint({ budget: makeBodyBudget(BOUNDS), bodyWithinMs: 3_000 });
  const strangers = Array.from({ length: 10 }, () => dial(port, 2 * MEGABYTE));
  for (const { send } of strangers) send(Buffer.alloc(2 * MEGABYTE - 1, "a"));
  const small = dial(port, BODY.length, sign(BODY));
  small.send(BODY);
  expect(status(await small.answer)).toBe(200);
  const large = JSON.stringify({ padding: "x".repeat(MEGABYTE) });
  const call = dial(port, large.length, sign(large));
  call.send(large);
  expect(status(await call.answer)).toBe(200);
  expect(accepted).toHaveLength(2);
  expect(new Set((await Promise.all(strangers.map(({ answer }) => answer))).map(status))).toEqual(new Set([408]));
});

test("who hangs up gives its memory back", async () => {
  const bytes = watched(makeBodyBudget({ ...BOUNDS, graceMs: 60_000 }));
  const { port } = await endpoint({ budget: bytes.budget });
  const calls = Array.from({ length: 5 }, () => dial(port, 2 * MEGABYTE));
  for (const { send } of calls) send("{");
  await bytes.until(2 * MEGABYTE);
  for (const { hangUp } of calls) hangUp();
  await bytes.until(0);
  expect(bytes.most()).toBe(2 * MEGABYTE);
});

/** How many bytes of a budget are taken. */
function watched(budget: BodyBudget) {
  let taken = 0;
  let most = 0;
  const reserve: BodyBudget["reserve"] = async (bytes, gone, cut) => {
    const release = await budget.reserve(bytes, gone, cut);
    if (release === null) return null;
    taken += bytes;
    most = Math.max(most, taken);
    let isTaken = true;
    return () => {
      if (isTaken) taken -= bytes;
      isTaken = false;
      release();
    };
  };
  const until = async (bytes: number): Promise<void> => {
    while (taken !== bytes) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { budget: { reserve }, most: () => most, until };
}

test("who finds no place in time is answered 429, the largest first where too many wait", async () => {
  const { port } = await endpoint({ budget: makeBodyBudget({ ...BOUNDS, graceMs: 60_000, waiting: 1 }) });
  const holds = dial(port, 2 * MEGABYTE);
  holds.send("{");
  const [larger, large] = [dial(port, 2 * MEGABYTE), dial(port, MEGABYTE)];
  const first = await larger.answer;
  expect([status(first), /^retry-after: \d+\r$/im.test(first)]).toEqual([429, true]);
  for (const { hangUp } of [holds, large]) hangUp();
});
