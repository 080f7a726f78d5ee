// Task-list items as GitHub renders them.
import { expect, test } from "@jest/globals";
import { tasksBelow, tasksOf } from "../../src/markdown/tasks.ts";

test.each([
  ["no list", "Just words", { done: 0, open: [] }],
  ["ticked and not", "- [x] one\n- [X] two\n- [ ] three", { done: 2, open: ["three"] }],
  ["nested", "- [ ] a\n  - [x] b", { done: 1, open: ["a"] }],
  ["numbered", "1. [ ] a", { done: 0, open: ["a"] }],
  ["in a quote", "> - [ ] a", { done: 0, open: ["a"] }],
  ["with text of several lines", "- [ ] a\n  b\n- [x] c\nd", { done: 1, open: ["a"] }],
  ["with plus signs, stars and tabs", "+ [ ] a\n* [x] b\n-\t[ ] c", { done: 1, open: ["a", "c"] }],
  ["only at the beginning of an item", "- a [ ] b\n- c\n\n  [ ] d", { done: 0, open: [] }],
  ["no box without words behind it", "- [ ]\n- [ ] \n- [x]a", { done: 0, open: [] }],
  ["no box in a heading's place", "[ ] a\n\n# [ ] b", { done: 0, open: [] }],
  ["no box in a footnote", "[^1]: [ ] a", { done: 0, open: [] }],
  ["not in code", "```\n- [ ] a\n```", { done: 0, open: [] }],
  ["not in indented code", "text\n\n    - [ ] a", { done: 0, open: [] }],
  ["not in an HTML comment", "<!--\n- [ ] a\n-->", { done: 0, open: [] }],
  ["not in HTML", "<div>\n- [ ] a\n</div>", { done: 0, open: [] }],
  ["Windows line ends", "- [ ] a\r\n- [x] b", { done: 1, open: ["a"] }],
  ["an ordinary list", "- a\n- [link](x)", { done: 0, open: [] }],
  ["behind a flood of quotes", `${"> ".repeat(30_000)}\n- [ ] a`, { done: 0, open: ["a"] }],
])("%s", (_name, text, expected) => {
  expect(tasksOf(text)).toEqual(expected);
});

test.each([
  ["up to the next heading", "## Review\n\n- [ ] a\n\n## Notes\n\n- [ ] b", ["a"]],
  ["up to the next of the first level", "## Review\n- [ ] a\n# Notes\n- [ ] b", ["a"]],
  ["with headings below it", "## Review\n### Team\n- [ ] a", ["a"]],
  ["with a line below it, and signs behind it", "Review\n---\n- [ ] a\n\n## Notes ##\n- [ ] b", ["a"]],
  ["of no heading in a quote, in code or in a list", "> ## Review\n\n- [ ] a\n\n```\n## Review\n```\n- [ ] b", []],
  ["where it is missing", "## Other\n- [ ] a", []],
])("below a heading: %s", (_name, text, open) => {
  expect(tasksBelow(text, "Review")).toEqual({ done: 0, open });
});
