// Which pull requests a merge group holds.
import { expect, test } from "@jest/globals";
import { chainOf } from "../../src/gate/merge-queue.ts";
import { parseGroupRef } from "../../src/merge-group-ref.ts";

const sha = "0123456789abcdef0123456789abcdef01234567";

test.each([
  [`refs/heads/gh-readonly-queue/main/pr-7-${sha}`, { base: "main", pull: 7 }],
  [`refs/heads/gh-readonly-queue/release/1.0/pr-12-${sha}`, { base: "release/1.0", pull: 12 }],
  [`refs/heads/gh-readonly-queue/a/pr-1-${sha}/pr-2-${sha}`, { base: `a/pr-1-${sha}`, pull: 2 }],
  [`refs/heads/main/pr-7-${sha}`, null],
  ["refs/heads/gh-readonly-queue/main/pr-x-y", null],
  ["", null],
])("%s", (ref, expected) => {
  expect(parseGroupRef(ref)).toEqual(expected);
});

const entry = (number: number, position: number) => ({ number, position, headSha: null, check: null });
const queue = { kind: "entries" as const, entries: [entry(9, 3), entry(7, 1), entry(8, 2)] };

test.each([
  ["alone at the head", 7, queue, { kind: "pulls", numbers: [7] }],
  ["with all that are ahead", 9, queue, { kind: "pulls", numbers: [7, 8, 9] }],
  ["without a queue", 7, { kind: "entries" as const, entries: [] }, { kind: "pulls", numbers: [7] }],
  ["that left the queue", 5, queue, { kind: "not-yet", reason: "#5 is not in the merge queue any more" }],
])("a group %s", (_name, pull, reading, expected) => {
  expect(chainOf(pull, reading)).toEqual(expected);
});

test("a queue that the app may not read leaves the group unknown", () => {
  expect(chainOf(7, { kind: "denied" }).kind).toBe("unknown");
});
