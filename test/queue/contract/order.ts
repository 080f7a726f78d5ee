// The contract of the queue: what runs when, and beside what.
import { expect, test } from "@jest/globals";
import { JOB_DONE, pauseMs, type TestEngine, testJob, uniqueStore } from "../jobs.ts";

export function orderContract({ open }: TestEngine): void {
  test("one worker is on a repository at a time, several on several", async () => {
    const queue = await open(uniqueStore(), { concurrency: 3 });
    const on = new Map<string, number>();
    const most = { one: 0, all: 0 };
    await queue.start(async ({ repository }) => {
      on.set(repository, (on.get(repository) ?? 0) + 1);
      most.one = Math.max(most.one, on.get(repository) ?? 0);
      most.all = Math.max(
        most.all,
        [...on.values()].reduce((a, b) => a + b),
      );
      while (most.all < 3) await pauseMs(1);
      await pauseMs(1);
      on.set(repository, (on.get(repository) ?? 0) - 1);
      return JOB_DONE;
    });
    for (let i = 0; i < 10; i += 1)
      await queue.enqueue(
        `guid-${i}`,
        ["a", "b", "c", "d"].map((name) => testJob(`pull/${i}`, `1/octo/${name}`)),
      );
    await queue.idle();
    expect(most).toEqual({ one: 1, all: 3 });
    await queue.stop(100);
  });

  test("gates go before dashboards, the older before the younger, and a higher priority joins", async () => {
    const queue = await open(uniqueStore(), { concurrency: 1 });
    await queue.enqueue("guid-1", [testJob("dashboard", "1/octo/shop", 9), testJob("late", "1/octo/shop", 5)]);
    await queue.enqueue("guid-2", [testJob("gate/1", "1/octo/shop", 1)]);
    await queue.enqueue("guid-3", [testJob("gate/2", "1/octo/shop", 1), testJob("dashboard", "1/octo/shop", 0)]);
    const ran: string[] = [];
    await queue.start(async ({ key }) => {
      ran.push(key);
      return JOB_DONE;
    });
    await queue.idle();
    expect(ran).toEqual(["dashboard", "gate/1", "gate/2", "late"]);
    await queue.stop(100);
  });

  test("a busy installation does not take every worker", async () => {
    const queue = await open(uniqueStore(), { concurrency: 2 });
    const busy = Array.from({ length: 10 }, (_, i) => testJob("pull/1", `1/busy/${i}`));
    await queue.enqueue("guid-1", busy);
    await queue.enqueue("guid-2", [testJob("pull/1", "2/quiet/shop")]);
    const ran: string[] = [];
    await queue.start(async ({ repository }) => {
      ran.push(repository);
      await pauseMs(5);
      return JOB_DONE;
    });
    await queue.idle();
    expect([ran.length, ran.indexOf("2/quiet/shop")]).toEqual([11, 1]);
    await queue.stop(100);
  });
}
