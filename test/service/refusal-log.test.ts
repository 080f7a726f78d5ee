// Refused webhooks in the log: anybody can send them, so they must not fill it.
import { expect, test } from "@jest/globals";
import { makeRefusalLog } from "../../src/service/refusal-log.ts";

test("a line a minute for each reason, with how many there were since the last one", () => {
  const lines: { status: number; requests: number }[] = [];
  const at = { now: 0 };
  const log = makeRefusalLog(
    { warn: (line: { status: number; requests: number }) => void lines.push(line) },
    () => at.now,
  );
  for (let n = 0; n < 1_000; n += 1) {
    log(400, "the signature does not match the body");
    log(413, `the body has ${n} bytes`);
  }
  expect(lines.map(({ status, requests }) => [status, requests])).toEqual([
    [400, 1],
    [413, 1],
  ]);
  at.now = 60_000;
  log(400, "the signature does not match the body");
  expect(lines.slice(2)).toMatchObject([
    { status: 400, requests: 1_000, hint: expect.stringContaining("WEBHOOK_SECRET") },
  ]);
});
