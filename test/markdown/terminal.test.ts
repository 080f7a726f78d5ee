// What a check says, read in a terminal.
import { expect, test } from "@jest/globals";
import { escapeText, link } from "../../src/markdown/escape.ts";
import { terminalText } from "../../src/markdown/terminal.ts";

const shown = (markdown: string): string => terminalText(markdown, (text) => text.toUpperCase());

test.each([
  ["headings and paragraphs", "### MVP \\(core\\)\n\nIt **waits**\nhere.", "MVP (CORE)\n\nIt WAITS\nhere."],
  ["lists", "- ❌ **One**: a\n  - [x](https://x.test/1)\n- two", "- ❌ ONE: a\n  - x (https://x.test/1)\n- two"],
  ["quotes", "> [!WARNING]\n> careful", "| [!WARNING]\n| careful"],
  ["code", "`/phase defer <phase>`\n\n```\na\n```", "/phase defer <phase>\n\na"],
  ["no comments", "<!-- milegate:reply -->\n\nHello", "Hello"],
])("%s", (_name, markdown, expected) => {
  expect(shown(markdown)).toBe(expected);
});

test.each(["*a* _b_ `c`", "<b> & @octocat #7", "1. | [x](y) \\"])("people's words as they wrote them: %s", (words) => {
  expect(terminalText(escapeText(words), String)).toBe(words);
  expect(terminalText(link(words, "https://x.test/1"), String)).toBe(`${words} (https://x.test/1)`);
});
