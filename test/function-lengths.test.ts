// Functions stay short: half of them a few lines, nine of ten within what one sees at once.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { functionLengths, percentileOf } from "./function-lengths.ts";

test.each(["src", "packages/sandbox/src"])("functions of %s are short", (path) => {
  const lengths = functionLengths(fileURLToPath(new URL(`../${path}`, import.meta.url)));
  const lines = lengths.map((each) => each.lines).toSorted((a, b) => a - b);
  expect(lines.length).toBeGreaterThan(500);
  expect(percentileOf(lines, 0.5)).toBeLessThanOrEqual(8);
  expect(percentileOf(lines, 0.9)).toBeLessThanOrEqual(25);
  expect(lengths.filter((each) => each.lines > 60)).toEqual([]);
});

test("a function is as long as from where it begins to where it ends", () => {
  const folder = mkdtempSync(join(tmpdir(), "milegate-lengths-"));
  const text =
    "// Ünïcode: 🚢\n\nconst one = () => 1;\nexport function three() {\n  return one();\n}\nclass A {\n  two() {\n    return [1].map((n) => n); }\n}\n";
  writeFileSync(join(folder, "a.ts"), text);
  try {
    expect(functionLengths(folder).map(({ line, lines }) => [line, lines])).toEqual([
      [3, 1],
      [4, 3],
      [8, 2],
      [9, 1],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
