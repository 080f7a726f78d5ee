// The contract of the queue: failures, limits and what repeats.
import { expect, test } from "@jest/globals";
import type { RunOutcome } from "../../../src/queue/queue.ts";
import { JOB_DONE, pauseMs, SHORT_RETRY, type TestEngine, testJob, uniqueStore } from "../jobs.ts";

export function troubleContract({ open }: TestEngine): void {
  test("what fails is tried again ever later, then kept with its error, and can be put back or thrown away", async () => {
    const queue = await open(uniqueStore(), { retry: SHORT_RETRY, random: () => 0 });
    const at: number[] = [];
    let cured = false;
    await queue.start(async ({ key }) => {
      if (cured) return JOB_DONE;
      at.push(Date.now());
      throw new Error(`no ${key} today`);
    });
    await queue.enqueue("guid-1", [testJob("pull/7")]);
    await queue.idle();
    const gaps = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    expect(gaps).toHaveLength(2);
    expect(gaps.map((gap, i) => gap >= 10 * 2 ** i)).toEqual([true, true]);
    const [kept, ...more] = await queue.failures();
    expect(more).toEqual([]);
    expect(kept).toMatchObject({ repository: "1/octo/shop", key: "pull/7", attempts: 3 });
    expect(kept?.error).toContain("no pull/7 today");
    expect(Date.now() - (kept?.failedAt.getTime() ?? 0)).toBeLessThan(5_000);
    expect(await queue.depth()).toMatchObject({ ready: 0, waiting: 0, failed: 1 });

    await queue.retry(kept?.id ?? "");
    await queue.idle();
    expect([at.length, (await queue.failures()).length]).toEqual([6, 1]);
    await queue.discard((await queue.failures())[0]?.id ?? "");
    expect(await queue.failures()).toEqual([]);

    await queue.enqueue("guid-2", [testJob("pull/7")]);
    await queue.idle();
    expect((await queue.failures()).length).toBe(1);
    cured = true;
    await queue.enqueue("guid-3", [testJob("pull/7")]);
    await queue.idle();
    expect(await queue.failures()).toEqual([]);
    await queue.stop(100);
  });

  test("what meets an outage is tried again ever later for as long as it lasts, and has all its attempts after it", async () => {
    const outage = { firstMs: 4, maxMs: 40, attempts: 1_000 };
    const queue = await open(uniqueStore(), { retry: SHORT_RETRY, outage, random: () => 0 });
    const at: number[] = [];
    await queue.start(async () => {
      at.push(Date.now());
      if (at.length <= 12) return { kind: "unavailable", error: new Error("502") };
      if (at.length < 15) throw new Error("a bug");
      return JOB_DONE;
    });
    await queue.enqueue("guid-1", [testJob("pull/7")]);
    await queue.idle();
    expect([at.length, await queue.failures()]).toEqual([15, []]);
    const gaps = at.slice(1, 13).map((time, i) => time - (at[i] ?? 0));
    expect(gaps.map((gap, i) => gap >= Math.min(20, 2 * 2 ** i) - 1)).toEqual(Array(12).fill(true));
    await queue.stop(100);
  });

  test("what meets an outage without end is kept in the end, with its error", async () => {
    const queue = await open(uniqueStore(), { retry: SHORT_RETRY, outage: { firstMs: 1, maxMs: 1, attempts: 5 } });
    let runs = 0;
    await queue.start(async () => {
      runs += 1;
      return { kind: "unavailable", error: new Error("502 for ever") };
    });
    await queue.enqueue("guid-1", [testJob("pull/7")]);
    await queue.idle();
    const kept = await queue.failures();
    expect([runs, kept.map(({ key }) => key)]).toEqual([5, ["pull/7"]]);
    expect(kept[0]?.error).toContain("502 for ever");
    await queue.stop(100);
  });

  test("a poison job holds up neither its repository nor the others", async () => {
    const queue = await open(uniqueStore(), {
      retry: { firstMs: 600_000, maxMs: 600_000, attempts: 3 },
      concurrency: 1,
    });
    const ran: string[] = [];
    await queue.start(async ({ key }) => {
      ran.push(key);
      if (key === "poison") throw new Error("poison");
      return JOB_DONE;
    });
    await queue.enqueue("guid-1", [
      testJob("poison", "1/octo/shop", 0),
      testJob("pull/7"),
      testJob("pull/8", "1/octo/other"),
    ]);
    await queue.idle();
    expect(ran.toSorted()).toEqual(["poison", "pull/7", "pull/8"]);
    expect(await queue.depth()).toMatchObject({ waiting: 1, failed: 0 });
    await queue.stop(100);
  });

  test("events for what fails neither hammer it nor use up its attempts", async () => {
    const queue = await open(uniqueStore(), { retry: { firstMs: 200, maxMs: 600_000, attempts: 4 }, random: () => 1 });
    let runs = 0;
    await queue.start(async () => {
      runs += 1;
      if (runs < 5) throw new Error("down");
      return JOB_DONE;
    });
    const began = Date.now();
    for (let i = 0; runs < 5; i += 1) {
      await queue.enqueue(`guid-${i}`, [testJob("pull/7")]);
      await pauseMs(10);
    }
    expect(Date.now() - began).toBeGreaterThanOrEqual(790);
    await queue.idle();
    expect([(await queue.failures()).length, runs <= 6]).toEqual([0, true]);
    await queue.stop(100);
  });

  test("what has to wait gives its worker back, does not count as a failure, and an event brings it forward", async () => {
    const queue = await open(uniqueStore(), { retry: { ...SHORT_RETRY, attempts: 1 }, concurrency: 1 });
    const ran: string[] = [];
    await queue.start(async ({ key }) => {
      ran.push(key);
      const waits = ran.filter((each) => each === key).length;
      const wait = (ms: number): RunOutcome => ({ kind: "wait", until: new Date(Date.now() + ms), reason: "limited" });
      if (key === "limited" && !ran.includes("pull/7")) return wait(20 * waits);
      return key === "long" && waits === 1 ? wait(600_000) : JOB_DONE;
    });
    await queue.enqueue("guid-1", [
      testJob("limited", "1/octo/shop", 0),
      testJob("long", "1/octo/shop", 1),
      testJob("pull/7"),
    ]);
    await queue.idle();
    expect(ran.filter((key) => key === "limited").length).toBeGreaterThan(1);
    expect(await queue.depth()).toMatchObject({ ready: 0, waiting: 1, failed: 0 });
    await queue.enqueue("guid-2", [testJob("long")]);
    await queue.idle();
    expect(ran.at(-1)).toBe("long");
    expect(await queue.depth()).toMatchObject({ waiting: 0, failed: 0 });
    await queue.stop(100);
  });

  test("an outcome that names no moment is a failure, not a loss", async () => {
    const queue = await open(uniqueStore(), { retry: SHORT_RETRY });
    await queue.start(async () => ({ kind: "done", next: new Date("never") }));
    await queue.enqueue("guid-1", [testJob("pull/7")]);
    await queue.idle();
    expect((await queue.failures()).map(({ key }) => key)).toEqual(["pull/7"]);
    await queue.stop(100);
  });

  test("whatever runs end in, each event is followed by a run that begins after it, and no two overlap", async () => {
    const queue = await open(uniqueStore(), { retry: { firstMs: 4, maxMs: 8, attempts: 1_000 }, concurrency: 3 });
    const begun = new Map<string, number>();
    const on = new Set<string>();
    let overlaps = 0;
    let clock = 0;
    await queue.start(async ({ repository, key }) => {
      if (on.has(repository)) overlaps += 1;
      on.add(repository);
      clock += 1;
      begun.set(`${repository} ${key}`, clock);
      const chance = Math.random();
      await pauseMs(chance * 4);
      on.delete(repository);
      if (chance < 0.2) throw new Error("chance");
      if (chance < 0.4) return { kind: "wait", until: new Date(Date.now() + 10), reason: "chance" };
      return chance < 0.5 ? { kind: "done", next: new Date(Date.now() + 86_400_000) } : JOB_DONE;
    });
    const asked = new Map<string, number>();
    for (let i = 0; i < 150; i += 1) {
      const wanted = [testJob(`pull/${i % 3}`, `1/octo/${i % 2}`), testJob("phases", `1/octo/${i % 2}`, 2)];
      clock += 1;
      for (const { repository, key } of wanted) asked.set(`${repository} ${key}`, clock);
      await queue.enqueue(`guid-${i}`, wanted);
      if (i % 10 === 0) await pauseMs(5);
    }
    await queue.idle();
    expect([...asked].filter(([key, time]) => (begun.get(key) ?? 0) <= time)).toEqual([]);
    expect([asked.size, overlaps, (await queue.depth()).failed]).toEqual([8, 0, 0]);
    await queue.stop(100);
  });
}
