// The contract of the queue: what a run does along with its own job.
import { expect, test } from "@jest/globals";
import type { JobClaim, QueuePeer } from "../../../src/queue/queue.ts";
import { JOB_DONE, SHORT_RETRY, type TestEngine, type TestWork, testJob, uniqueStore } from "../jobs.ts";

const keysOf = (peers: readonly QueuePeer<unknown>[]): string[] => peers.map(({ job }) => job.key);

export function peerContract({ open }: TestEngine): void {
  test("a run gets the other jobs of its repository that are due and as urgent, and ends those that it did", async () => {
    const queue = await open(uniqueStore(), { concurrency: 1 });
    await queue.enqueue("guid-1", [
      ...["pull/1", "pull/2", "pull/3", "pull/4"].map((key) => testJob(key)),
      testJob("pull/9", "1/octo/other"),
      testJob("dashboard", undefined, 9),
      { ...testJob("pull/5"), delayMs: 60_000 },
    ]);
    const ran: string[] = [];
    const seen: string[][] = [];
    await queue.start(async ({ key }, _deliveries, claim) => {
      ran.push(key);
      if (key !== "pull/1") return JOB_DONE;
      const peers = await claim.peers(2);
      seen.push(keysOf(peers), keysOf(await claim.peers(10)));
      return { kind: "done", also: peers };
    });
    await queue.idle();
    expect(seen).toEqual([
      ["pull/2", "pull/3"],
      ["pull/2", "pull/3", "pull/4"],
    ]);
    expect(ran.toSorted()).toEqual(["dashboard", "pull/1", "pull/4", "pull/9"]);
    expect(await queue.depth()).toMatchObject({ ready: 0, waiting: 1, running: 0, failed: 0 });
    await queue.stop(100);
  });

  test("one that an event joined meanwhile runs by itself, and one that ends with a timer runs again", async () => {
    const queue = await open(uniqueStore(), { concurrency: 1 });
    await queue.enqueue(
      "guid-1",
      ["pull/1", "pull/2", "pull/3"].map((key) => testJob(key)),
    );
    const ran: [string, readonly string[]][] = [];
    await queue.start(async ({ key }, deliveries, claim: JobClaim<TestWork>) => {
      ran.push([key, deliveries]);
      if (ran.length > 1) return JOB_DONE;
      const also = await claim.peers(10);
      await queue.enqueue("guid-2", [testJob("pull/2")]);
      return { kind: "done", also, next: new Date(Date.now() + 1_500) };
    });
    await queue.idle();
    expect(ran.map(([key]) => key).toSorted()).toEqual(["pull/1", "pull/1", "pull/2", "pull/3"]);
    expect(ran[1]).toEqual(["pull/2", ["guid-1", "guid-2"]]);
    expect(ran.slice(2).map(([, deliveries]) => deliveries)).toEqual([[], []]);
    await queue.stop(100);
  });

  test("a job that met an outage has no peers", async () => {
    const queue = await open(uniqueStore(), { concurrency: 1, outage: SHORT_RETRY });
    await queue.enqueue("guid-1", [testJob("pull/1"), testJob("pull/2", undefined, 1)]);
    const seen: [string, string[]][] = [];
    await queue.start(async ({ key }, _deliveries, claim) => {
      const peers = keysOf(await claim.peers(10));
      seen.push([key, peers]);
      return peers.length > 0 ? { kind: "unavailable", error: new Error("too much at once") } : JOB_DONE;
    });
    await queue.idle();
    expect(seen[0]).toEqual(["pull/1", ["pull/2"]]);
    expect(
      seen
        .slice(1)
        .map(([key]) => key)
        .toSorted(),
    ).toEqual(["pull/1", "pull/2"]);
    expect(seen.slice(1).every(([, peers]) => peers.length === 0)).toBe(true);
    await queue.stop(100);
  });

  test("a job that failed is nobody's peer, and has none", async () => {
    const queue = await open(uniqueStore(), { concurrency: 1, retry: { ...SHORT_RETRY, attempts: 2 } });
    await queue.enqueue("guid-1", [testJob("pull/1"), testJob("pull/2")]);
    const seen: [string, string[]][] = [];
    await queue.start(async ({ key }, _deliveries, claim) => {
      seen.push([key, keysOf(await claim.peers(10))]);
      if (key === "pull/1") throw new Error("pull/1 is poisoned");
      return JOB_DONE;
    });
    await queue.idle();
    expect(seen).toEqual([
      ["pull/1", ["pull/2"]],
      ["pull/2", []],
      ["pull/1", []],
    ]);
    expect((await queue.failures()).map(({ key }) => key)).toEqual(["pull/1"]);
    await queue.stop(100);
  });
}
