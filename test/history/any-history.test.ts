// Whatever happened: every merge is explained, and a store that was lost makes no figure wrong.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyHistory, comparedFigures, playGatedHistory, unexplained } from "./histories.ts";

test("every merge has its verdict and why, and no figure of health is another one after the store was lost", () => {
  let merges = 0;
  fc.assert(
    fc.property(anyHistory, (happenings) => {
      const played = playGatedHistory(happenings);
      merges += played.merged.length;
      expect([unexplained(played), comparedFigures(played).wrong]).toEqual([[], []]);
    }),
    { numRuns: 60 },
  );
  expect(merges).toBeGreaterThan(30);
});
