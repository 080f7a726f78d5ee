// Task-list items as GitHub renders them.
import { expect, test } from "@jest/globals";
import { tasksOf } from "../../src/markdown/tasks.ts";

test.each([
  ["no list", "Just words", { done: 0, open: [] }],
  ["ticked and not", "- [x] one\n- [X] two\n- [ ] three", { done: 2, open: ["three"] }],
  ["nested", "- [ ] a\n  - [x] b", { done: 1, open: ["a"] }],
  ["numbered", "1. [ ] a", { done: 0, open: ["a"] }],
  ["not in code", "```\n- [ ] a\n```", { done: 0, open: [] }],
  ["not in an HTML comment", "<!--\n- [ ] a\n-->", { done: 0, open: [] }],
  ["Windows line ends", "- [ ] a\r\n- [x] b", { done: 1, open: ["a"] }],
  ["an ordinary list", "- a\n- [link](x)", { done: 0, open: [] }],
])("%s", (_name, text, expected) => {
  expect(tasksOf(text)).toEqual(expected);
});

test.each(["> ", ">", "![a]("])("a description made of %j is not parsed", (mark) => {
  expect(tasksOf(`${mark.repeat(60_000 / mark.length)}\n- [ ] a`)).toBeNull();
});
