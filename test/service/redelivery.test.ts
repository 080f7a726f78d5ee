// Which failed deliveries are asked for again, and how many at a time.
import { describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import type { Attempt } from "../../src/github/app.ts";
import { failedOf, makeRedelivery } from "../../src/service/redelivery.ts";

const attempt = (id: number, guid: string, minute: number, succeeded: boolean): Attempt => ({
  id: String(id),
  guid,
  at: new Date(minute * 60_000),
  succeeded,
});

test.each<[string, Attempt[], string[]]>([
  ["nothing failed", [attempt(1, "a", 1, true)], []],
  ["the oldest event first", [attempt(2, "b", 2, false), attempt(1, "a", 1, false)], ["1", "2"]],
  ["not what arrived at another attempt", [attempt(2, "a", 2, true), attempt(1, "a", 1, false)], []],
  ["not what arrived before it was redelivered in vain", [attempt(2, "a", 2, false), attempt(1, "a", 1, true)], []],
  ["the newest attempt of an event", [attempt(2, "a", 2, false), attempt(1, "a", 1, false)], ["2"]],
])("%s", (_name, attempts, expected) => {
  expect(failedOf(attempts).map(({ id }) => id)).toEqual(expected);
});

describe("rounds", () => {
  test("are bounded, follow each other while some are left, and ask for no event twice in an interval", async () => {
    const minute = 60_000;
    let now = 1000 * minute;
    const log: Attempt[] = Array.from({ length: 250 }, (_each, n) => attempt(n, `g${n}`, 900, false));
    const asked: string[] = [];
    const app = {
      attempts: async () => ({ items: log, next: null }),
      redeliver: async (id: string) => void asked.push(id),
    };
    const round = makeRedelivery({ app, intervalMs: 60 * minute, log: pino({ level: "silent" }), now: () => now });
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
});
