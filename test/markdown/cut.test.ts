// GitHub counts bytes; a cut never splits a character.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bytes, cut, cutLines } from "../../src/markdown/cut.ts";

test("a text that fits stays as it is", () => {
  expect(cut("äöü", 6)).toBe("äöü");
});

test("one that doesn't ends in an ellipsis", () => {
  expect(cut("abcdefgh", 6)).toBe("abc…");
});

test("never longer than the limit, never half a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 3, max: 60 }), (text, limit) => {
      const short = cut(text, limit);
      expect(bytes(short)).toBeLessThanOrEqual(limit);
      expect(text.isWellFormed() && !short.isWellFormed()).toBe(false);
    }),
  );
});

describe("cutLines", () => {
  const rest = (missing: number) => `and ${missing} more`;
  test.each([
    ["all fit", ["a", "b"], 10, ["a", "b"]],
    ["some fit", ["aaaa", "bbbb", "cccc"], 10, ["aaaa", "bbbb", "and 1 more"]],
    ["none fits", ["aaaa"], 2, ["and 1 more"]],
  ])("%s", (_name, lines, limit, expected) => {
    expect(cutLines(lines, limit, rest)).toEqual(expected);
  });
});
