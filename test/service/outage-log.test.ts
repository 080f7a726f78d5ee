// An outage is logged when it begins and when it is over, not for every job that meets it.
import { expect, test } from "@jest/globals";
import { makeOutageLog } from "../../src/service/outage-log.ts";

function logged() {
  const lines: string[] = [];
  const at = { now: 0 };
  const keep =
    (level: string) =>
    (_data: unknown, message?: string): void =>
      void (level === "debug" || lines.push(`${at.now / 1000} ${level} ${message}`));
  const log = { warn: keep("warn"), info: keep("info"), debug: keep("debug") };
  return { lines, at, log: makeOutageLog(log, () => at.now) };
}

const ERROR = new Error("502");

test("a line when it begins, one when it is over, and again for the next", () => {
  const { lines, at, log } = logged();
  for (; at.now < 90_000; at.now += 1_000) log.met(ERROR);
  log.over();
  log.over();
  at.now = 200_000;
  log.met(ERROR);
  expect(lines).toEqual([
    "0 warn GitHub is unavailable; retrying",
    "90 info GitHub answers again",
    "200 warn GitHub is unavailable; retrying",
  ]);
});

test("where only some of GitHub is out, a line of it a minute at most", () => {
  const { lines, at, log } = logged();
  for (; at.now < 150_000; at.now += 1_000) {
    log.met(ERROR);
    log.over();
  }
  expect(lines.filter((line) => line.includes("warn"))).toHaveLength(3);
  expect(lines).toHaveLength(6);
});
