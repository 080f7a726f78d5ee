// The app's own check while reads are behind what it wrote.
import { expect, test } from "@jest/globals";
import { makeOwnChecks } from "../../src/github/own-checks.ts";

const run = (title: string, conclusion = "success") => ({ id: 1, node: "CR_1", title, summary: "", conclusion });
const [BEFORE, WRITTEN, AGAIN] = [run("Blocked", "action_required"), run("Open"), run("Warning", "neutral")];

function written() {
  const clock = { at: 0 };
  const own = makeOwnChecks(() => clock.at);
  own.wrote("sha", BEFORE, WRITTEN);
  return { clock, own };
}

test("a read from before shows what was written, whatever was written in between", () => {
  const { own } = written();
  expect(own.current("sha", BEFORE)).toEqual(WRITTEN);
  own.wrote("sha", WRITTEN, AGAIN);
  expect([BEFORE, WRITTEN, AGAIN].map((read) => own.current("sha", read))).toEqual([AGAIN, AGAIN, AGAIN]);
});

test("a check that was created is there before reads find it", () => {
  const own = makeOwnChecks(() => 0);
  own.wrote("sha", null, WRITTEN);
  expect(own.current("sha", null)).toEqual(WRITTEN);
});

test("what somebody else wrote since counts, and nothing is remembered after a minute", () => {
  const { own } = written();
  expect([own.current("sha", AGAIN), own.current("sha", BEFORE)]).toEqual([AGAIN, BEFORE]);
  const later = written();
  later.clock.at = 60_000;
  expect(later.own.current("sha", BEFORE)).toEqual(BEFORE);
});

test("after a write without an answer, what is read counts", () => {
  const { own } = written();
  own.forget("sha");
  expect(own.current("sha", BEFORE)).toEqual(BEFORE);
});

test("a check that a batch created gets its number from the first read that shows it", () => {
  const own = makeOwnChecks(() => 0);
  own.wrote("sha", null, { ...WRITTEN, id: null });
  expect(own.current("sha", null)).toEqual({ ...WRITTEN, id: null });
  expect(own.current("sha", WRITTEN)).toEqual(WRITTEN);
});
