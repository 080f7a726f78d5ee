// What the app moved out of a milestone is not in that milestone's list, though a read that is behind still shows it.
import { expect, test } from "@jest/globals";
import type { CountedIssue } from "../../src/github/model.ts";
import { makeOwnMoves } from "../../src/github/own-moves.ts";

const at = (second: number): Date => new Date(1_700_000_000_000 + second * 1_000);
const issue = (joined: number | undefined): CountedIssue => ({
  number: 4,
  title: "Refund",
  url: "",
  state: "open",
  labels: [],
  createdAt: at(0),
  ...(joined !== undefined && { joinedAt: at(joined) }),
});

/** The app moved #4 to milestone 2 at second 10; the clock is in milliseconds since then. */
function moved(): { isPast: (shown: CountedIssue, milestone: number) => boolean; wait: (ms: number) => void } {
  let now = 0;
  const own = makeOwnMoves(() => now);
  own.moved(4, { to: 2, at: at(10) });
  const wait = (ms: number): void => {
    now += ms;
  };
  return { isPast: own.isPast, wait };
}

test.each([
  ["the milestone that it left", issue(0), 1, true],
  ["within the second of the move", issue(10), 1, true],
  ["the milestone that it went to", issue(10), 2, false],
  ["where somebody put it back", issue(11), 1, false],
  ["where nobody asked when it joined", issue(undefined), 1, false],
  ["another issue", { ...issue(0), number: 5 }, 1, false],
] as const)("%s", (_name, shown, milestone, past) => {
  expect(moved().isPast(shown, milestone)).toBe(past);
});

test("counts for a minute, which is longer than reads are behind", () => {
  const { isPast, wait } = moved();
  wait(59_999);
  expect(isPast(issue(0), 1)).toBe(true);
  wait(1);
  expect(isPast(issue(0), 1)).toBe(false);
});
