// The contract of the queue: jobs that come again at a moment.
import { expect, test } from "@jest/globals";
import { JOB_DONE, pauseMs, type TestEngine, testJob, uniqueStore } from "../jobs.ts";

export function timerContract({ open }: TestEngine): void {
  test("a job that asks for it is run again at that moment, without a delivery", async () => {
    const queue = await open(uniqueStore());
    const ran: { at: number; deliveries: readonly string[] }[] = [];
    const next = new Date(Date.now() + 1_300);
    await queue.start(async (_job, deliveries) => {
      ran.push({ at: Date.now(), deliveries });
      return ran.length === 1 ? { kind: "done", next } : JOB_DONE;
    });
    await queue.enqueue("guid-1", [testJob("pull/7")]);
    await queue.idle();
    expect(ran.map(({ deliveries }) => deliveries)).toEqual([["guid-1"], []]);
    expect(ran[1]?.at).toBeGreaterThanOrEqual(next.getTime());
    expect(await queue.depth()).toMatchObject({ ready: 0, waiting: 0, running: 0, failed: 0 });
    await queue.stop(100);
  });

  test("an event before that moment is worked on at once, and the newer run's timer is the one that stays", async () => {
    const queue = await open(uniqueStore());
    const far = (days: number) => new Date(Date.now() + days * 86_400_000);
    const ran: string[] = [];
    await queue.start(async ({ work }) => {
      ran.push(work.note);
      return work.note === "last" ? JOB_DONE : { kind: "done", next: far(ran.length) };
    });
    await queue.enqueue("guid-1", [testJob("pull/7", "1/octo/shop", 1, "first")]);
    await queue.idle();
    expect(await queue.depth()).toMatchObject({ ready: 0, waiting: 1, oldestSeconds: 0 });
    await queue.enqueue("guid-2", [testJob("pull/7", "1/octo/shop", 1, "second")]);
    await queue.idle();
    expect(ran).toEqual(["first", "second"]);
    expect(await queue.depth()).toMatchObject({ ready: 0, waiting: 1 });
    await queue.enqueue("guid-3", [testJob("pull/7", "1/octo/shop", 1, "last")]);
    await queue.idle();
    expect(ran).toEqual(["first", "second", "last"]);
    expect(await queue.depth()).toMatchObject({ ready: 0, waiting: 0 });
    await queue.stop(100);
  });

  test("an event that comes during the run which asks for a timer is not put off by it", async () => {
    const queue = await open(uniqueStore());
    let runs = 0;
    await queue.start(async () => {
      runs += 1;
      if (runs === 1) await queue.enqueue("guid-2", [testJob("pull/7")]);
      return runs === 1 ? { kind: "done", next: new Date(Date.now() + 3_600_000) } : JOB_DONE;
    });
    await queue.enqueue("guid-1", [testJob("pull/7")]);
    await queue.idle();
    expect([runs, (await queue.depth()).waiting]).toEqual([2, 0]);
    await queue.stop(100);
  });

  test("a job with a delay is run once for all that comes meanwhile, and not put off by it", async () => {
    const queue = await open(uniqueStore());
    const ran: { at: number; deliveries: readonly string[] }[] = [];
    await queue.start(async (_job, deliveries) => {
      ran.push({ at: Date.now(), deliveries });
      return JOB_DONE;
    });
    const first = Date.now();
    for (const delivery of ["guid-1", "guid-2", "guid-3"]) {
      await queue.enqueue(delivery, [{ ...testJob("dashboard"), delayMs: 4_000 }]);
      await pauseMs(150);
    }
    expect(ran).toEqual([]);
    await queue.idle();
    expect(ran.map(({ deliveries }) => deliveries)).toEqual([["guid-1", "guid-2", "guid-3"]]);
    expect((ran[0]?.at ?? 0) - first).toBeGreaterThanOrEqual(4_000);
    await queue.enqueue("guid-4", [{ ...testJob("dashboard"), delayMs: 60_000 }]);
    await queue.enqueue("guid-5", [testJob("dashboard")]);
    await queue.idle();
    expect(ran.map(({ deliveries }) => deliveries)).toEqual([
      ["guid-1", "guid-2", "guid-3"],
      ["guid-4", "guid-5"],
    ]);
    await queue.stop(100);
  });

  test("a timer survives a restart", async () => {
    const store = uniqueStore();
    const before = await open(store);
    await before.start(async () => ({ kind: "done", next: new Date(Date.now() + 1_200) }));
    await before.enqueue("guid-1", [testJob("pull/7")]);
    while ((await before.depth()).waiting === 0) await pauseMs(5);
    await before.stop(100);
    const after = await open(store);
    const ran: string[] = [];
    await after.start(async ({ key }) => {
      ran.push(key);
      return JOB_DONE;
    });
    await after.idle();
    expect(ran).toEqual(["pull/7"]);
    await after.stop(100);
  });

  test("a moment that is past makes no loop", async () => {
    const queue = await open(uniqueStore());
    let runs = 0;
    await queue.start(async () => {
      runs += 1;
      return { kind: "done", next: new Date(0) };
    });
    await queue.enqueue("guid-1", [testJob("pull/7")]);
    await pauseMs(500);
    expect(runs).toBeLessThanOrEqual(3);
    await queue.stop(100);
  });
}
