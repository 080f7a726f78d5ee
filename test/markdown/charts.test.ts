// Bars, tables and Mermaid charts.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { progressBar } from "../../src/markdown/bar.ts";
import { gantt, pie } from "../../src/markdown/mermaid.ts";
import { table } from "../../src/markdown/table.ts";

test.each<[number, string]>([
  [0, "░░░░░░░░░░"],
  [0.001, "█░░░░░░░░░"],
  [0.5, "█████░░░░░"],
  [0.999, "█████████░"],
  [1, "██████████"],
])("a bar for %d", (ratio, expected) => {
  expect(progressBar(ratio)).toBe(expected);
});

test("a table with a column of numbers", () => {
  expect(table(["Phase", "Done"], [["MVP", "3"]], [1])).toBe("| Phase | Done |\n| --- | ---: |\n| MVP | 3 |");
});

describe("a chart", () => {
  const from = new Date("2026-01-01T10:00:00Z");
  const bars = [{ name: "Planned", from, to: new Date("2026-01-15T00:00:00Z") }];

  test("of phases over time", () => {
    const done = { name: "Actual", from, to: from, mark: "done" as const };
    expect(
      gantt("Phases", [
        { name: "MVP", bars: [...bars, done] },
        { name: "Polish", bars: [] },
      ]),
    ).toBe(
      [
        "```mermaid",
        "gantt",
        "  title Phases",
        "  dateFormat YYYY-MM-DD",
        "  tickInterval 1week",
        "  section MVP",
        "  Planned :2026-01-01, 2026-01-15",
        "  Actual :done, 2026-01-01, 1d",
        "```",
      ].join("\n"),
    );
  });

  test.each([
    [0, "1day"],
    [10, "1day"],
    [11, "1week"],
    [71, "1month"],
  ])("names a day once on its axis: of %d days %s", (days, every) => {
    const to = new Date(from.getTime() + days * 86_400_000);
    expect(gantt("Phases", [{ name: "MVP", bars: [{ name: "Actual", from, to }] }])).toContain(
      `\n  tickInterval ${every}\n`,
    );
  });

  test("of nothing is none", () => {
    expect([gantt("Phases", []), pie("Scope", [{ name: "Done", value: 0 }])]).toEqual([null, null]);
  });

  test("can't be broken by what people call their phases", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const drawn = [gantt(name, [{ name, bars: [{ name, from, to: from }] }]), pie(name, [{ name, value: 1 }])];
        for (const text of drawn) {
          const lines = text?.split("\n") ?? [];
          expect(lines).toHaveLength(text?.includes("gantt") ? 8 : 4);
          expect(
            lines
              .slice(1, -1)
              .join("")
              .replace(/[:"] ?[^"]*$/gm, ""),
          ).not.toMatch(/[;`<>#]/);
        }
      }),
    );
  });
});
