// One request to a channel, and the courier: what counts as taken, what is never called, and that errors name no address.
import { afterEach, expect, test } from "@jest/globals";
import type { Channel } from "../../src/notify/channel.ts";
import { startCourier } from "../../src/notify/courier.ts";
import { sendNotice } from "../../src/notify/send.ts";
import type { ClaimedNotice } from "../../src/queue/outbox.ts";
import { openSqliteQueue } from "../../src/queue/sqlite/queue.ts";
import { pauseMs } from "../queue/jobs.ts";
import { startReceiver } from "./receiver.ts";

const NOTICE: ClaimedNotice = { id: "1", key: "1:decision:7", format: "json", body: '{"é":1}', attempts: 1 };

const open: Awaited<ReturnType<typeof startReceiver>>[] = [];
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close();
});

async function channelTo(answer: () => number | null, own: Partial<Channel> = {}) {
  const receiver = await startReceiver(answer);
  open.push(receiver);
  const channel: Channel = { name: "a", format: "json", url: receiver.url, owners: null, ...own };
  return { channel, received: receiver.received };
}

const said = async (channel: Channel, timeoutMs = 5_000): Promise<string> => {
  const { signal } = new AbortController();
  try {
    await sendNotice(channel, NOTICE, { secret: "s", version: "1", timeoutMs, signal });
    return "sent";
  } catch (error) {
    return String(Object(error).message);
  }
};

test.each<[number | null, string]>([
  [200, "sent"],
  [204, "sent"],
  [302, "the channel answered with 302, which is not followed"],
  [410, "the channel answered with 410"],
  [null, "the channel did not answer within 0.2 s"],
])("an answer %s", async (status, expected) => {
  const { channel, received } = await channelTo(() => status);
  expect(await said(channel, status === null ? 200 : 5_000)).toBe(expected);
  expect(received.map(({ body }) => body)).toEqual([NOTICE.body]);
});

test.each([
  ["https://10.0.0.7/sesame", "the channel's host is at a private address, which is not called"],
  ["http://127.0.0.1:1/sesame", "the channel can't be reached: ECONNREFUSED"],
  ["https://sesame.invalid/sesame", /^the channel can't be reached: (ENOTFOUND|EAI_AGAIN)$/],
])("%s is not reached, and nobody learns its address", async (url, expected) => {
  const message = await said({ name: "a", format: "slack", url, owners: null });
  if (typeof expected === "string") expect(message).toBe(expected);
  else expect(message).toMatch(expected);
});

test("only JSON is signed", async () => {
  const { channel, received } = await channelTo(() => 200, { format: "slack" });
  expect(await said(channel)).toBe("sent");
  expect(received[0]?.headers).not.toHaveProperty("x-milegate-signature-256");
});

test("a channel that hangs holds up no other, and what was under way at a stop is sent after the next start", async () => {
  const queue = openSqliteQueue({ directory: ":memory:", concurrency: 1, parseWork: String, report: () => undefined });
  const { outbox } = queue;
  const channels: Channel[] = ["out", "well"].map((name) => ({
    name,
    format: "json",
    url: "http://127.0.0.1/",
    owners: null,
  }));
  const sent: string[] = [];
  let hangs = true;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const needs = {
    ...{ outbox, channels, log, count: () => undefined, retry: { firstMs: 10, maxMs: 20, attempts: 9 } },
    send: ({ name }: Channel, { key }: ClaimedNotice, signal: AbortSignal): Promise<void> => {
      if (name === "out" && hangs)
        return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("stopped"))));
      sent.push(`${name} ${key}`);
      return Promise.resolve();
    },
  };
  const courier = startCourier(needs);
  const notices = channels.flatMap(({ name }) =>
    ["a", "b"].map((key) => ({ channel: name, key, format: "json", body: "{}" })),
  );
  await outbox.store("1/octo/shop", new Map(), notices);
  courier.wake(["out", "well"]);
  while (sent.length < 2) await pauseMs(5);
  expect(sent).toEqual(["well a", "well b"]);
  await courier.stop();
  hangs = false;
  const next = startCourier(needs);
  while (sent.length < 4) await pauseMs(5);
  expect(sent.toSorted()).toEqual(["out a", "out b", "well a", "well b"]);
  await next.stop();
  expect(await outbox.depth()).toEqual({ waiting: 0, failing: 0 });
  await queue.stop(100);
});
