// Which issues a text closes, as GitHub reads it.
import { expect, test } from "@jest/globals";
import { closedInText } from "../../src/labels/closing-keywords.ts";

const URL = "https://github.com/octo-org/shop";

test.each<[string, number[]]>([
  ["Closes #1", [1]],
  ["close #1, closed #2, fix #3, fixes #4, fixed #5, resolve #6, resolves #7, resolved #8", [1, 2, 3, 4, 5, 6, 7, 8]],
  ["CLOSES: #1\nfixes #1", [1]],
  ["fixes octo-org/shop#12.", [12]],
  ["Fixes Octo-Org/Shop#12", [12]],
  ["fixes octo-org/other#12", []],
  [`resolves ${URL}/issues/3`, [3]],
  ["resolves https://github.com/octo-org/other/issues/3", []],
  [`resolves ${URL}/pull/3`, []],
  ["closing #1, fix it, then #2", []],
  ["prefixes #1", []],
  ["fixes #1a", []],
  ["fixes #", []],
  ["`fixes #1`", []],
  ["```\nfixes #1\n```", []],
  ["    fixes #1", []],
  ["<!-- fixes #1 -->", []],
  ["- fixes #1\n- resolves **#2**, closes #3", [1, 3]],
  ["> fixes #1", [1]],
  ["", []],
])("%j closes %j", (text, expected) => {
  expect(closedInText(text, { url: URL })).toEqual(expected);
});
