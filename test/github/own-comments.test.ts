// The app's own comment while reads are behind what it wrote.
import { expect, test } from "@jest/globals";
import { makeOwnComments } from "../../src/github/own-comments.ts";

function written() {
  const clock = { at: 0 };
  const own = makeOwnComments(() => clock.at);
  own.wrote(1, "requested", "approved by sam");
  return { clock, own };
}

test("a read from before shows what was written, whatever was written in between", () => {
  const { own } = written();
  expect(own.current(1, "requested")).toBe("approved by sam");
  own.wrote(1, "approved by sam", "approved by sam, sue");
  const reads = ["requested", "approved by sam", "approved by sam, sue"];
  expect(reads.map((read) => own.current(1, read))).toEqual(reads.map(() => "approved by sam, sue"));
  expect(own.current(2, "requested")).toBe("requested");
});

test("what somebody else wrote since counts, and nothing is remembered after a minute or a write without an answer", () => {
  const { own } = written();
  expect([own.current(1, "needs work"), own.current(1, "requested")]).toEqual(["needs work", "requested"]);
  const later = written();
  later.clock.at = 60_000;
  expect(later.own.current(1, "requested")).toBe("requested");
  const unanswered = written().own;
  unanswered.forget(1);
  expect(unanswered.current(1, "requested")).toBe("requested");
});
