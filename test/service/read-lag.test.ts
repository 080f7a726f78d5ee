// How long a read is put back that does not show what an event says.
import { expect, test } from "@jest/globals";
import { ageOf, isNews, nextDoubt, nextRead, READ_LAG } from "../../src/service/read-lag.ts";

const EVENT = 1_000_000;
const after = (seconds: number) => EVENT + seconds * 1_000;

test.each<[string, number | undefined, number, string]>([
  ["just came", EVENT, 0, "new"],
  ["came almost 5 s ago", EVENT, 4.9, "new"],
  ["came 5 s ago", EVENT, 5, "recent"],
  ["came almost a minute ago", EVENT, 59, "recent"],
  ["came a minute ago", EVENT, 60, "old"],
  ["comes later, as the clock was set back", EVENT, -1, "old"],
  ["is not known", undefined, 0, "old"],
])("an event that %s", (_name, since, seconds, age) => {
  expect(ageOf(since, after(seconds), READ_LAG)).toBe(age);
});

/** In seconds after the event, until a minute is over. */
function looks(next: typeof nextRead): number[] {
  const times: number[] = [];
  for (let now = EVENT; ageOf(EVENT, now, READ_LAG) !== "old"; now = next(EVENT, now, READ_LAG).getTime())
    times.push((now - EVENT) / 1_000);
  return times;
}

test("what is not shown is read again soon, and at least every 3 s for a minute", () => {
  expect(looks(nextRead).slice(0, 10)).toEqual([0, 0.5, 1, 1.5, 2.25, 3.375, 5.062, 7.593, 10.593, 13.593]);
  expect(looks(nextRead).length).toBeLessThanOrEqual(26);
});

test("what may be shown is read again a few times", () => {
  expect(looks(nextDoubt)).toEqual([0, 0.5, 1, 1.5, 2.25, 3.375, 6.75, 13.5, 27, 54]);
});

test("what follows an event is not asked for again by a timer of later", () => {
  expect([after(59), after(300), after(3_600)].map((now) => isNews(EVENT, now, READ_LAG))).toEqual([true, true, false]);
});
