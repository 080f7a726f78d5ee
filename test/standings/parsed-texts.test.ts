// Texts of the store are parsed once while they are read again and again, and what is kept of them is bounded.
import { expect, jest, test } from "@jest/globals";
import { parsedTexts } from "../../src/standings/parsed-texts.ts";

const parse = jest.fn((text: string) => ({ text }));

test("what was read longest ago is parsed again once all texts together are above the limit", () => {
  parse.mockClear();
  const read = parsedTexts(parse, 6);
  for (const text of ["aa", "bb", "cc", "aa", "dd", "aa"]) expect(read(text)).toEqual({ text });
  expect(parse.mock.calls.flat()).toEqual(["aa", "bb", "cc", "dd"]);
  expect(read("bb")).toEqual({ text: "bb" });
  expect(parse.mock.calls.flat()).toEqual(["aa", "bb", "cc", "dd", "bb"]);
  expect(read("aa")).toBe(read("aa"));
  expect(read("longer than all")).toEqual({ text: "longer than all" });
  expect(read("aa")).toEqual({ text: "aa" });
});
