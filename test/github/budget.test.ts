// Turns to write, and what a limit stops, on a clock that stands still until it is told.
import { describe, expect, test } from "@jest/globals";
import { type Ask, makeBudget, makeLine } from "../../src/github/budget.ts";
import { RateLimited } from "../../src/github/errors.ts";

/** Sleeping takes no time here: it notes when the sleeper would have gone on. */
function stillClock() {
  const clock = { at: 0, woken: [] as number[] };
  const sleep = async (ms: number) => void clock.woken.push(clock.at + ms);
  return { ...clock, now: () => clock.at, sleep, woken: clock.woken, to: (at: number) => (clock.at = at) };
}

const untilOf = (promise: Promise<unknown>): Promise<number | null> =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof RateLimited ? error.until.getTime() : Promise.reject(error)),
  );

describe("writes", () => {
  test("go out at least the interval apart, two may wait, and others are told when to come again, one after the other", async () => {
    const clock = stillClock();
    const turn = makeLine(1000, clock);
    const all = await Promise.all(Array.from({ length: 5 }, () => untilOf(turn())));
    expect(all).toEqual([null, null, null, 3000, 4000]);
    expect(clock.woken).toEqual([1000, 2000]);
  });

  test("a long series gives way while others wait to come back", async () => {
    const clock = stillClock();
    const turn = makeLine(1000, clock);
    const refused: number[] = [];
    for (let at = 0; at < 30; at += 1) {
      clock.to(at * 1000);
      if ((await untilOf(turn())) !== null) refused.push(at);
      // Somebody else tries each time, and is sent away.
      if (at === 0) for (let n = 0; n < 30; n += 1) await untilOf(turn());
    }
    expect(refused.length).toBeGreaterThanOrEqual(2);
  });

  test("an interval of 0 paces nothing", async () => {
    const clock = stillClock();
    const turn = makeLine(0, clock);
    expect(await Promise.all(Array.from({ length: 50 }, () => untilOf(turn())))).toEqual(Array(50).fill(null));
    expect(clock.woken).toEqual([]);
  });
});

describe("a limit", () => {
  const READ: Ask = { kind: "read", resource: "graphql", urgency: "now" };
  const WRITE: Ask = { kind: "write", resource: "core", urgency: "now" };
  const send = async () => "sent";

  test("of everything stops everything until it is over, and sends nothing meanwhile", async () => {
    const clock = stillClock();
    const budget = makeBudget(0, clock);
    budget.close({ stops: "all", until: 5000, message: "secondary" });
    expect(await untilOf(budget.spend(READ, send))).toBe(5000);
    expect(await untilOf(budget.spend(WRITE, send))).toBe(5000);
    clock.to(5000);
    expect(await budget.spend(READ, send)).toBe("sent");
  });

  test("of one resource leaves the other alone", async () => {
    const budget = makeBudget(0, stillClock());
    budget.close({ stops: "core", until: 5000, message: "primary" });
    expect(await untilOf(budget.spend(WRITE, send))).toBe(5000);
    expect(await budget.spend(READ, send)).toBe("sent");
  });

  test("without a time is waited out for a minute, then twice as long each time, until GitHub answers again", () => {
    const clock = stillClock();
    const budget = makeBudget(0, clock);
    const waits = Array.from({ length: 7 }, () => {
      const { until } = budget.close({ stops: "all", until: null, message: "secondary" });
      // Others that were under way are refused by the same limit.
      expect(budget.close({ stops: "all", until: null, message: "secondary" }).until).toEqual(until);
      const wait = until.getTime() - clock.now();
      clock.to(until.getTime());
      return wait / 60_000;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 16, 16]);
    budget.allowed();
    expect(budget.close({ stops: "all", until: null, message: "secondary" }).until.getTime() - clock.now()).toBe(
      60_000,
    );
  });

  test("that comes while reads wait for room stops those, too", async () => {
    const budget = makeBudget(0, stillClock());
    const { promise: first, resolve } = Promise.withResolvers<void>();
    let sent = 0;
    const asks = Array.from({ length: 30 }, () =>
      untilOf(
        budget.spend(READ, async () => {
          sent += 1;
          await first;
          budget.close({ stops: "all", until: 9000, message: "secondary" });
        }),
      ),
    );
    resolve();
    expect((await Promise.all(asks)).filter((until) => until === 9000)).toHaveLength(30 - sent);
    expect(sent).toBeLessThanOrEqual(10);
  });
});

describe("the last fifth of an hour's budget", () => {
  const send = async () => "sent";
  const asked = (resource: Ask["resource"], urgency: Ask["urgency"]): Ask => ({ kind: "read", resource, urgency });

  test("is left to what can't wait, of each resource by itself, until there is a new one", async () => {
    const clock = stillClock();
    const budget = makeBudget(0, clock);
    budget.learned("graphql", { limit: 5_000, remaining: 1_001, until: 9_000 });
    expect(await budget.spend(asked("graphql", "can-wait"), send)).toBe("sent");
    budget.learned("graphql", { limit: 5_000, remaining: 1_000, until: 9_000 });
    expect(await untilOf(budget.spend(asked("graphql", "can-wait"), send))).toBe(9_000);
    expect(await budget.spend(asked("graphql", "now"), send)).toBe("sent");
    expect(await budget.spend(asked("core", "can-wait"), send)).toBe("sent");
    clock.to(9_000);
    expect(await budget.spend(asked("graphql", "can-wait"), send)).toBe("sent");
  });

  test("is no limit of GitHub's", async () => {
    const budget = makeBudget(0, stillClock());
    budget.learned("graphql", { limit: 5_000, remaining: 0, until: 9_000 });
    await expect(budget.spend(asked("graphql", "can-wait"), send)).rejects.toMatchObject({ by: "reserve" });
  });
});
