// Which failed deliveries are asked for again, and how many at a time.
import { describe, expect, test } from "@jest/globals";
import { RequestError } from "@octokit/request-error";
import { pino } from "pino";
import type { DeliveryAttempt } from "../../src/github/app.ts";
import { failedAttempts, makeRedelivery } from "../../src/service/redelivery.ts";

const attempt = (id: number, guid: string, minute: number, succeeded: boolean): DeliveryAttempt => ({
  id: String(id),
  guid,
  at: new Date(minute * 60_000),
  succeeded,
});

test.each<[string, DeliveryAttempt[], string[]]>([
  ["nothing failed", [attempt(1, "a", 1, true)], []],
  ["the oldest event first", [attempt(2, "b", 2, false), attempt(1, "a", 1, false)], ["1", "2"]],
  ["not what arrived at another attempt", [attempt(2, "a", 2, true), attempt(1, "a", 1, false)], []],
  ["not what arrived before it was redelivered in vain", [attempt(2, "a", 2, false), attempt(1, "a", 1, true)], []],
  ["the newest attempt of an event", [attempt(2, "a", 2, false), attempt(1, "a", 1, false)], ["2"]],
])("%s", (_name, attempts, expected) => {
  expect(failedAttempts(attempts).map(({ id }) => id)).toEqual(expected);
});

const silent = pino({ level: "silent" });

describe("rounds", () => {
  test("are bounded, follow each other while some are left, and ask for no event twice in an interval", async () => {
    const minute = 60_000;
    let now = 1000 * minute;
    const log: DeliveryAttempt[] = Array.from({ length: 250 }, (_each, n) => attempt(n, `g${n}`, 900, false));
    const asked: string[] = [];
    const app = {
      attempts: async () => ({ items: log, next: null }),
      redeliver: async (id: string) => void asked.push(id),
    };
    const clock = { wall: () => now, steady: () => now };
    const round = makeRedelivery({ app, intervalMs: 60 * minute, log: silent, clock });
    expect((await round()).getTime() - now).toBe(minute);
    now += minute;
    await round();
    now += minute;
    expect((await round()).getTime() - now).toBe(60 * minute);
    expect([asked.length, new Set(asked).size]).toEqual([250, 250]);
    now += 60 * minute;
    // They failed again: once more each, an interval later.
    log.push(...Array.from({ length: 250 }, (_each, n) => attempt(1000 + n, `g${n}`, 1003, false)));
    await round();
    expect(asked).toHaveLength(350);
  });

  const DAY_MS = 86_400_000;
  test.each([2 * DAY_MS, -2 * DAY_MS])("find what failed after the clock had jumped by %i ms", async (jump) => {
    const at = { steady: 0, wall: Date.parse("2026-03-01T12:00:00Z") };
    const log: DeliveryAttempt[] = [];
    const asked: string[] = [];
    const app = {
      attempts: async () => ({ items: log.toReversed(), next: null }),
      redeliver: async (id: string) => void asked.push(id),
    };
    const clock = { wall: () => at.wall, steady: () => at.steady };
    const round = makeRedelivery({ app, intervalMs: 1_000, log: silent, clock });
    const fails = (id: number): void => void log.push({ ...attempt(id, `g${id}`, 0, false), at: new Date(at.wall) });
    at.wall += jump;
    const beforeJump = at.wall - jump;
    log.push({ ...attempt(1, "g1", 0, false), at: new Date(beforeJump) });
    await round();
    at.wall = beforeJump + 2_000;
    at.steady += 2_000;
    fails(2);
    expect((await round()).getTime()).toBe(at.wall + 1_000);
    // The first one again, as an interval has passed since; the second one for the first time.
    expect(asked).toEqual(["1", "1", "2"]);
  });
});

describe("a long list", () => {
  const PAGE = 100;
  const failure = attempt(-1, "old", -1_000, false);
  const log = [
    ...Array.from({ length: 25_000 }, (_each, n) => attempt(25_000 - n, `g${n}`, 1_000 - n / 100, true)),
    failure,
  ];

  /** Pages of a list, as GitHub cuts it. */
  const paged = (items: readonly DeliveryAttempt[], after: string | null) => {
    const from = Number(after ?? 0);
    const next = from + PAGE < items.length ? String(from + PAGE) : null;
    return { items: items.slice(from, from + PAGE), next };
  };

  async function redelivered(failed: (after: string | null) => ReturnType<typeof paged>) {
    const asked: string[] = [];
    let reads = 0;
    const app = {
      attempts: async (after: string | null, which: "all" | "failed") => {
        reads += 1;
        return which === "all" ? paged(log, after) : failed(after);
      },
      redeliver: async (id: string) => void asked.push(id),
    };
    const clock = { wall: Date.now, steady: Date.now };
    await makeRedelivery({ app, intervalMs: 60_000, log: silent, clock })();
    return { asked, reads };
  }

  test("is asked for its failures only, from where reading all of it takes long", async () => {
    const found = await redelivered((after) =>
      paged(
        log.filter(({ succeeded }) => !succeeded),
        after,
      ),
    );
    expect(found).toEqual({ asked: ["-1"], reads: 21 });
  });

  test("is read without the filter where the host refuses it, as far as that goes", async () => {
    const refusal = new RequestError("Invalid request", 422, {
      request: { method: "GET", url: "https://api.github.com/app/hook/deliveries", headers: {} },
    });
    const found = await redelivered(() => {
      throw refusal;
    });
    expect(found).toEqual({ asked: [], reads: 221 });
  });

  test("is read as far as that goes where the host ignores the filter", async () => {
    expect(await redelivered((after) => paged(log, after))).toEqual({ asked: [], reads: 220 });
  });
});
