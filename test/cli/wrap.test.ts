// Lines that fit: nothing is lost, and what goes on begins below the text.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { wrapText } from "../../src/cli/wrap.ts";

const WORDS = "one two three four five six seven eight nine ten";

test.each([
  ["a paragraph", WORDS, "one two three four five six seven eight\nnine ten"],
  ["a list's item", `  - ${WORDS}`, "  - one two three four five six seven\n    eight nine ten"],
  ["a quote", `| ${WORDS}`, "| one two three four five six seven eight\n| nine ten"],
  ["a sign", `✘ ${WORDS}`, "✘ one two three four five six seven eight\n  nine ten"],
])("%s", (_name, text, wrapped) => {
  expect(wrapText(text, 42)).toBe(wrapped);
});

test("a long word, and what is no terminal's, stay as they are", () => {
  const url = `https://github.com/${"x".repeat(80)}`;
  expect(wrapText(url, 60)).toBe(url);
  expect(wrapText(WORDS.repeat(9), null)).toBe(WORDS.repeat(9));
});

test("no word is lost", () => {
  const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "é", " ", " ", "\n", "-"), maxLength: 400 }), (text) => {
      expect(words(wrapText(text, 60))).toEqual(words(text));
    }),
  );
});
