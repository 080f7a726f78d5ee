// The contract of the queue: taking deliveries in.
import { expect, test } from "@jest/globals";
import { JOB_DONE, pauseMs, type TestEngine, testJob, uniqueStore } from "../jobs.ts";

export function intakeContract({ open }: TestEngine): void {
  test("a delivery's GUID is taken once, also when it comes several times at once", async () => {
    const queue = await open(uniqueStore());
    const answers = await Promise.all(
      ["a", "a", "b", "a", "b"].map((guid) => queue.enqueue(guid, [testJob(`pull/${guid}`)])),
    );
    expect(answers.toSorted()).toEqual(["duplicate", "duplicate", "duplicate", "stored", "stored"]);
    expect(await queue.enqueue("a", [testJob("pull/9")])).toBe("duplicate");
    expect(await queue.enqueue("c", [])).toBe("stored");
    expect(await queue.enqueue("d", [testJob("pull/a"), testJob("pull/a")])).toBe("stored");
    expect(await queue.depth()).toMatchObject({ ready: 2, waiting: 0, running: 0, failed: 0 });
    await queue.stop(100);
  });

  test("what waits under one key is one job, with the latest work and the GUIDs", async () => {
    const queue = await open(uniqueStore());
    for (let i = 1; i <= 30; i += 1)
      await queue.enqueue(`guid-${i}`, [testJob("pull/7", "1/octo/shop", 1, `note ${i}`)]);
    const ran: [string, readonly string[]][] = [];
    await queue.start(async ({ work }, deliveries) => {
      ran.push([work.note, deliveries]);
      return JOB_DONE;
    });
    await queue.idle();
    expect(ran).toEqual([["note 30", Array.from({ length: 20 }, (_, i) => `guid-${i + 11}`)]]);
    await queue.stop(100);
  });

  test("events during a run cause exactly one more, with the newest work", async () => {
    const queue = await open(uniqueStore());
    const ran: string[] = [];
    await queue.start(async ({ work }) => {
      ran.push(work.note);
      for (let i = 1; i <= 10 && ran.length === 1; i += 1)
        await queue.enqueue(`guid-${i}`, [testJob("pull/7", "1/octo/shop", 1, `note ${i}`)]);
      return JOB_DONE;
    });
    await queue.enqueue("guid-0", [testJob("pull/7", "1/octo/shop", 1, "note 0")]);
    await queue.idle();
    expect(ran).toEqual(["note 0", "note 10"]);
    await queue.stop(100);
  });

  test("it says how much there is to do and since when, whether it can, and takes nothing when stopped", async () => {
    const queue = await open(uniqueStore());
    await queue.enqueue("guid-1", [testJob("pull/7"), testJob("pull/8")]);
    await pauseMs(30);
    const { oldestSeconds, ...depth } = await queue.depth();
    expect(depth).toEqual({ ready: 2, waiting: 0, running: 0, failed: 0 });
    expect(oldestSeconds).toBeGreaterThan(0.02);
    await queue.ping();
    await queue.checkWritable();
    await queue.stop(100);
    await expect(queue.ping()).rejects.toThrow();
    await expect(queue.checkWritable()).rejects.toThrow();
    await expect(queue.enqueue("guid-2", [testJob("pull/7")])).rejects.toThrow();
  });
}
