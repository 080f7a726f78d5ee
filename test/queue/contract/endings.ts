// The contract of the queue: stops and crashes.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { JOB_DONE, pauseMs, SHORT_RETRY, type TestEngine, testJob, uniqueStore } from "../jobs.ts";

const PROCESS = fileURLToPath(new URL("../process.ts", import.meta.url));

/** A process that takes in "guid-1" with two jobs and hangs in the first; resolves when it does. */
async function hangingProcess(env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", PROCESS], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout !== null) await once(child.stdout, "data");
  return child;
}

export function endingContract({ open, env }: TestEngine): void {
  test("a stop lets what runs finish, within its bound, and gives back the rest without counting it", async () => {
    const store = uniqueStore();
    const before = await open(store, { retry: { ...SHORT_RETRY, attempts: 1 }, concurrency: 2 });
    const ended: string[] = [];
    const stopping = Promise.withResolvers<void>();
    await before.start(async ({ key }) => {
      await (key === "short" ? stopping.promise.then(() => pauseMs(50)) : new Promise(() => undefined));
      ended.push(key);
      return JOB_DONE;
    });
    await before.enqueue("guid-1", [
      testJob("short", "1/octo/a"),
      testJob("long", "1/octo/b"),
      testJob("next", "1/octo/b", 2),
    ]);
    while ((await before.depth()).running < 2) await pauseMs(2);
    stopping.resolve();
    await before.stop(2_000);
    expect(ended).toEqual(["short"]);

    const after = await open(store, { retry: { ...SHORT_RETRY, attempts: 1 } });
    const ran: string[] = [];
    await after.start(async ({ key }) => {
      ran.push(key);
      return JOB_DONE;
    });
    await after.idle();
    expect(ran.toSorted()).toEqual(["long", "next"]);
    expect(await after.failures()).toEqual([]);
    await after.stop(100);
  });

  test("what a killed process had taken in or was running is run by the next one; that counts as an attempt", async () => {
    const store = uniqueStore();
    const killed = await hangingProcess(await env(store));
    killed.kill("SIGKILL");
    await once(killed, "exit");
    const after = await open(store, { retry: { ...SHORT_RETRY, attempts: 2 } });
    const ran: string[] = [];
    await after.start(async ({ key, work }) => {
      ran.push(`${key} ${work.note}`);
      throw new Error("again");
    });
    while (ran.length < 3 || (await after.failures()).length < 2) await pauseMs(10);
    expect(ran.toSorted()).toEqual(["hangs hangs", "waits waits", "waits waits"]);
    expect(await after.enqueue("guid-1", [testJob("hangs")])).toBe("duplicate");
    await after.stop(100);
  });
}
