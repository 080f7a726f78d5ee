// The reader of lines agrees with a CommonMark parser on what is code, quote and HTML.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { proseLines } from "../../src/markdown/prose.ts";
import { linesInTree } from "./oracle.ts";

/** A word that no other piece has: where a line begins with it, both say whether that is prose. */
const WORD = "WORD";
/** No list's or footnote's marks: a line that belongs to an item is no prose here, and is in the tree. */
const MARKS = ["", "", "", " ", "  ", "   ", "    ", "\t", "> ", ">", ">\t"];
const TEXTS = [
  ...[WORD, WORD, WORD, `${WORD} \`a`, `    ${WORD}`, "", "", "text", "\\", "\u00a0"],
  ...["`a", "b` c", "``", "\\`", "a|`b", "`c|d", "<https://a`b>"],
  ...["```", "````", "~~~", "``` js", "===", "---", "***", "# h", "##"],
  ...["<!-- a", "b -->", "x <!-- a", "<script>", "x </script>", "<?php", "?>", "<!DOC", ">"],
  ...["x <a b='", "' c>", 'x <a b="', '">', "x </b", "x <y-z", "e>", "<b c='1' d"],
  ...["[a]: /u", "[b]:", "/u 't", "t'", '"t"', "| a | b |", "| - | - |", "a | b", ":- | -:"],
];
/** A table's head that is indented like code is left out: for micromark it is none, for GitHub it is. */
const line = fc
  .tuple(fc.array(fc.constantFrom(...MARKS), { maxLength: 2 }), fc.constantFrom(...TEXTS))
  .map(([marks, text]) => marks.filter((mark) => mark.includes(">") || !text.includes("|")).join("") + text);
const documents = fc.tuple(fc.array(line, { maxLength: 10 }), fc.constantFrom("\n", "\r\n", "\r"));

test("line for line, whatever is written", () => {
  fc.assert(
    fc.property(documents, ([lines, end]) => {
      const text = lines.join(end);
      const own = proseLines(text).filter((each) => each.text.startsWith(WORD));
      const begun = own.filter(({ number }) => lines[number - 1]?.trimStart().startsWith(WORD));
      expect(begun.map(({ number }) => number)).toEqual(linesInTree(text, WORD));
    }),
    { numRuns: 3000 },
  );
});

/** An item that begins with nothing is left out: micromark takes its mark for text where a quote interrupts a paragraph, GitHub doesn't. */
const LIST_MARKS = ["", "", "", " ", "  ", "   ", "> ", ">", "- ", "* ", "1. ", "- "];
const LIST_TEXTS = TEXTS.filter((text) => text.trim() !== "" && !text.includes("    "));
const listLine = fc
  .tuple(fc.array(fc.constantFrom(...LIST_MARKS), { maxLength: 2 }), fc.constantFrom(...LIST_TEXTS, "<div>"))
  .map(([marks, text]) => marks.join("") + text);

test("with lists, nothing is prose that the tree has as code, quote or HTML", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(listLine, listLine, fc.constant("")), { maxLength: 10 }), (lines) => {
      const text = lines.join("\n");
      const own = proseLines(text).filter((each) => each.text.startsWith(WORD));
      const begun = own.filter(({ number }) => lines[number - 1]?.trimStart().startsWith(WORD));
      expect(linesInTree(text, WORD)).toEqual(expect.arrayContaining(begun.map(({ number }) => number)));
    }),
    { numRuns: 3000 },
  );
});
