// Readiness: whether the store can be written, and how often it is asked.
import { afterEach, describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { healthHandler, storeCheck, watchStore } from "../../src/service/health.ts";
import { type HttpServer, startHttpServer } from "../../src/service/http-server.ts";

let server: HttpServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

const silent = pino({ level: "silent" });

async function get(path: string, checkWritable: () => Promise<void>) {
  const handler = healthHandler({ store: storeCheck(checkWritable, silent, 50), credentials: async () => undefined });
  server = await startHttpServer({ host: "127.0.0.1", port: 0 }, [handler], silent);
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`);
  return [answer.status, await answer.text()];
}

const FULL = () => Promise.reject(new Error("database or disk is full"));
const HANGS = () => new Promise<void>(() => undefined);

test.each<[string, string, () => Promise<void>, number, string]>([
  ["can be written", "/readyz", async () => undefined, 200, "ok\n"],
  ["is full", "/readyz", FULL, 503, "not ready: store\n"],
  ["hangs", "/readyz", HANGS, 503, "not ready: store\n"],
  ["is full", "/healthz", FULL, 200, "ok\n"],
])("while the store %s, %s says so", async (_name, path, checkWritable, status, text) => {
  expect(await get(path, checkWritable)).toEqual([status, text]);
});

describe("the store", () => {
  test("is written once for many probes", async () => {
    let writes = 0;
    const check = storeCheck(async () => {
      writes += 1;
    }, silent);
    await Promise.all(Array.from({ length: 50 }, () => check()));
    expect(writes).toBe(1);
  });

  test("is in the log when it begins to fail and when that is over", async () => {
    const lines: string[] = [];
    const keep = (first: unknown, line?: string): void => void lines.push(line ?? String(first));
    let write: () => Promise<void> = FULL;
    const outcome = async () => {
      // Each answer holds for a second.
      await new Promise((resolve) => setTimeout(resolve, 1_050));
      return check().then(
        () => "ready",
        () => "not ready",
      );
    };
    const check = storeCheck(() => write(), { error: keep, info: keep });
    expect([await outcome(), await outcome()]).toEqual(["not ready", "not ready"]);
    write = async () => undefined;
    expect([await outcome(), await outcome()]).toEqual(["ready", "ready"]);
    expect(lines).toEqual([
      "the store is not writable; webhooks are refused until it is",
      "the store is writable again",
    ]);
  });
});

test("a webhook that the store refused a moment ago counts, whatever a probe finds", async () => {
  const store = watchStore(async () => undefined);
  await expect(store.checkWritable()).resolves.toBeUndefined();
  await expect(store.tracked(Promise.reject(new Error("database or disk is full")))).rejects.toThrow("full");
  await expect(store.checkWritable()).rejects.toThrow("full");
  await expect(store.tracked(Promise.resolve("stored"))).resolves.toBe("stored");
  await expect(store.checkWritable()).resolves.toBeUndefined();
});
