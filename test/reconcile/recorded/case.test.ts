// A recorded case as a file: what comes back, and what is refused.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { factOf } from "../../../src/criteria/facts.ts";
import { caseOf, parseCase, renderCase, withoutPlans } from "../../../src/reconcile/recorded/case.ts";
import { parsePlain, plainText } from "../../../src/values/plain-data.ts";
import { NOW, pull, snapshot } from "../../builders.ts";

const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom("two\nlines", "\r\n", "$date"),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-12-31") }),
);
const key = fc.oneof(fc.string(), fc.constantFrom("$date", "$lines", "$$", "a", "b", "__proto__"));
const { plain } = fc.letrec((tie) => ({
  plain: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("plain")),
    fc.array(fc.tuple(key, tie("plain"))).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe("plain data", () => {
  test("comes back as it was, and its text is the same again", () => {
    fc.assert(
      fc.property(plain, (value) => {
        const text = plainText(value);
        expect(parsePlain(text)).toStrictEqual(value);
        expect(plainText(parsePlain(text))).toBe(text);
      }),
    );
  });

  test("holds maps", () => {
    const value = { properties: new Map([["shop", { kinds: ["a"], since: NOW }]]) };
    expect(parsePlain(plainText(value))).toEqual(value);
  });

  test("has one text, in whatever order its keys were written", () => {
    expect(plainText({ b: 1, a: NOW, c: undefined })).toBe(plainText({ a: NOW, b: 1 }));
    expect(plainText({ a: "x\ny" })).toBe('{\n  "a": {\n    "$lines": [\n      "x",\n      "y"\n    ]\n  }\n}\n');
  });

  test.each<[string, unknown, string]>([
    ["a set", { items: [{ at: new Set() }] }, "items[0].at: expected plain data, found Set"],
    ["no number", [Number.NaN], "[0]: expected plain data, found NaN"],
    ["a symbol", { a: { b: Symbol("s") } }, "a.b: expected plain data, found Symbol(s)"],
    ["no date", { a: new Date(Number.NaN) }, "a: expected plain data, found Date"],
  ])("is not %s", (_name, value, message) => {
    expect(() => plainText(value)).toThrow(new TypeError(message));
  });
});

const whole = renderCase(caseOf(withoutPlans(snapshot([pull(7)])), NOW, "0.1.0"));

describe("a case", () => {
  test("is read as it was written", () => {
    const parsed = parseCase(whole);
    if (parsed.kind === "unreadable") throw new Error(parsed.why);
    expect(renderCase(parsed.recorded)).toBe(whole);
    expect(parsed.recorded).toEqual(caseOf(withoutPlans(snapshot([pull(7)])), NOW, "0.1.0"));
  });

  test.each<[string, string, string | RegExp]>([
    ["no JSON", "version: 1", /^it is no JSON: /],
    ["other JSON", "[]", /^it is no recorded case: .*expected object/],
    ["a package's file", '{ "name": "shop" }', /^in milegate: .*expected string/],
    [
      "a later format",
      whole.replace('"recorded": 1', '"recorded": 2').replace("0.1.0", "3.1.4"),
      "it is recorded in format 2 by milegate 3.1.4, and this version reads up to 1. Use milegate 3.1.4 or a later one.",
    ],
    [
      "a number that is none",
      whole.replace('"number": 7,', '"number": "7",'),
      /^in items\[0\]\.number: .*expected number/,
    ],
    [
      "a day that is none",
      whole.replace("2026-03-01T12:00:00.000Z", "2026-02-30T12:00:00.000Z"),
      'in now: expected a date such as 2026-03-01T12:00:00.000Z, found "2026-02-30T12:00:00.000Z".',
    ],
    [
      "an unknown sign",
      whole.replace('"$date"', '"$day"'),
      'in now: expected $date, $lines or $map on its own, found "$day".',
    ],
  ])("is not %s", (_name, text, why) => {
    expect(parseCase(text)).toEqual({
      kind: "unreadable",
      why: typeof why === "string" ? why : expect.stringMatching(why),
    });
  });
});

test("a fact is found by its question, in whatever order the keys were written", () => {
  const answer = { kind: "read" as const, value: [] };
  const fact = { query: { labels: [], milestone: 1, kind: "milestone-issues" as const }, answer };
  expect(factOf([fact], { kind: "milestone-issues", milestone: 1, labels: [] })).toBe(fact);
  expect(factOf([fact], { kind: "milestone-issues", milestone: 2, labels: [] })).toBeUndefined();
});
