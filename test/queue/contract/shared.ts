// The contract of the queue: what processes on one store tell one another.
import { expect, test } from "@jest/globals";
import type { SharedPause } from "../../../src/queue/shared.ts";
import { pauseMs, type TestEngine, uniqueStore } from "../jobs.ts";

export function sharedContract({ open }: TestEngine): void {
  test("turns under a name are the interval apart, none is further away than was asked, and other names have their own", async () => {
    const queue = await open(uniqueStore());
    const turns = [];
    for (let n = 0; n < 4; n += 1) turns.push(await queue.shared.reserveSlot("1", 10_000, 20_000));
    expect(turns.map(({ kind }) => kind)).toEqual(["taken", "taken", "taken", "full"]);
    for (const [index, { inMs }] of turns.entries()) {
      expect(inMs).toBeLessThanOrEqual(index * 10_000);
      expect(inMs).toBeGreaterThan(index * 10_000 - 5_000);
    }
    expect(await queue.shared.reserveSlot("2", 10_000, 0)).toEqual({ kind: "taken", inMs: 0 });
    await queue.stop(100);
  });

  test("a turn that nobody took is not saved up", async () => {
    const queue = await open(uniqueStore());
    await queue.shared.reserveSlot("1", 20, 0);
    await pauseMs(100);
    expect(await queue.shared.reserveSlot("1", 20, 0)).toEqual({ kind: "taken", inMs: 0 });
    const { inMs } = await queue.shared.reserveSlot("1", 20, 1_000);
    expect(inMs).toBeGreaterThan(0);
    await queue.stop(100);
  });

  test("what is closed is still so after a restart, for what is left of it, and no shorter for a later word", async () => {
    const store = uniqueStore();
    const before = await open(store);
    await before.shared.pause({ name: "1/all", forMs: 60_000, reason: "secondary" });
    await before.shared.pause({ name: "1/all", forMs: 10, reason: "shorter" });
    await before.shared.pause({ name: "1/core", forMs: 1, reason: "over" });
    await pauseMs(20);
    await before.stop(100);
    const after = await open(store);
    const heard: SharedPause[] = [];
    await after.shared.watch((pause) => void heard.push(pause));
    expect(heard).toEqual([{ name: "1/all", forMs: expect.any(Number), reason: "secondary" }]);
    expect(heard[0]?.forMs).toBeLessThan(60_000);
    expect(heard[0]?.forMs).toBeGreaterThan(30_000);
    await after.stop(100);
  });
}
