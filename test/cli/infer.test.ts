// Which phase each milestone is taken for, and what is said to be unsure.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type DatedMilestone, inferPhases } from "../../src/cli/infer.ts";
import { inferPlan } from "../../src/cli/inferred-plan.ts";
import { phaseOf } from "../../src/plan/match.ts";
import { parsePlan } from "../../src/plan/parse.ts";
import type { Plan } from "../../src/plan/plan.ts";

/** `title`, `title @5` for a due day in December, `-title` for a closed one; numbered from 1. */
const milestonesOf = (...written: string[]): DatedMilestone[] =>
  written.map((each, index) => {
    const [, closed = "", title = "", day] = /^(-?)(.*?)(?: @(\d+))?$/.exec(each) ?? [];
    const dueOn = day === undefined ? null : new Date(Date.UTC(2026, 11, Number(day)));
    return { number: index + 1, title, state: closed === "" ? "open" : "closed", dueOn };
  });

const phasesOf = (...written: string[]): string[] =>
  inferPhases(milestonesOf(...written)).places.map(({ milestone, phase, by }) => `${milestone.title}: ${phase} ${by}`);

const planOf = (text: string): Plan => {
  const parsed = parsePlan(text);
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
  return parsed.plan;
};

test.each<[string, string[], string[]]>([
  ["titles of the built-in plan", ["MVP", "Polish"], ["MVP: mvp pattern", "Polish: polish pattern"]],
  [
    "words that teams use",
    ["Alpha", "Beta", "GA"],
    ["Alpha: mvp title", "Beta: enhancement title", "GA: polish title"],
  ],
  ["due dates, whatever the numbers", ["Late @20", "Early @1"], ["Early: mvp order", "Late: enhancement order"]],
  [
    "numbers where there are no dates",
    ["Sprint 1", "Sprint 2", "Sprint 3", "Sprint 4", "Sprint 5", "Sprint 6"],
    ["1: mvp", "2: mvp", "3: enhancement", "4: enhancement", "5: polish", "6: polish"].map(
      (each) => `Sprint ${each} order`,
    ),
  ],
  [
    "what lies between",
    ["MVP @1", "Import @5", "Polish @9", "Billing @3"],
    ["MVP: mvp pattern", "Billing: enhancement order", "Import: enhancement order", "Polish: polish pattern"],
  ],
  [
    "what lies before",
    ["Login @1", "Search @2", "Polish @9"],
    ["Login: mvp order", "Search: enhancement order", "Polish: polish pattern"],
  ],
  [
    "what lies between two of one phase",
    ["MVP @1", "X @2", "MVP 2 @3"],
    ["MVP: mvp pattern", "X: mvp order", "MVP 2: mvp pattern"],
  ],
  ["a closed one with a phase's title", ["-Alpha", "Next"], ["Alpha: mvp title", "Next: enhancement order"]],
  ["no milestone", [], []],
])("by %s", (_name, written, phases) => {
  expect(phasesOf(...written)).toEqual(phases);
});

describe("what is unsure is said", () => {
  const unsureOf = (...written: string[]): string[] => inferPhases(milestonesOf(...written)).unsure;

  test.each<[string, string[], string[]]>([
    ["nothing of built-in titles", ["MVP @1", "Polish @2"], []],
    ["a word", ["Beta @1"], ['"Beta" is Enhancement by a word in its title.']],
    [
      "a place, and no date",
      ["Import"],
      ['"Import" is MVP only by its place in the order.', 'No due date says when it is: "Import".'],
    ],
    ["dates against the phases", ["Polish @1", "MVP @2"], ['"Polish" (Polish) is due before "MVP" (MVP).']],
    [
      "what is in no phase",
      ["MVP", "Backlog", "-2019"],
      ['In no phase: "Backlog", "2019". Pull requests there pass, unless `gate.unphased` says otherwise.'],
    ],
  ])("%s", (_name, written, unsure) => {
    expect(unsureOf(...written)).toEqual(unsure);
  });
});

describe("the file", () => {
  test("never narrows the built-in patterns", () => {
    const { text } = inferPlan(milestonesOf("Alpha", "Beta"));
    for (const [title, phase] of [
      ["Core", "mvp"],
      ["Phase 2", "enhancement"],
      ["polish the rest", "polish"],
    ] as const)
      expect(phaseOf(planOf(text), { number: 99, title })?.id).toBe(phase);
  });

  test("names each milestone with its due date and why it is there", () => {
    const { text } = inferPlan(milestonesOf("Alpha @3", "It's [1-4]"));
    expect(text).toContain("      - 'Alpha' # due 2026-12-03; by a word in its title\n");
    expect(text).toContain("      - 2 # It's [1-4], no due date; unsure: only its place in the order says so\n");
  });

  test("is valid and puts every milestone into its phase, whatever the titles are", () => {
    const title = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({ minLength: 1, unit: "grapheme" }),
      fc.constantFrom("MVP", "Beta", "/x/", "a*", "'"),
    );
    const milestone = fc.record({
      title,
      state: fc.constantFrom("open" as const, "closed" as const),
      dueOn: fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") })),
    });
    fc.assert(
      fc.property(fc.array(milestone, { maxLength: 60 }), (given) => {
        const { text, places } = inferPlan(given.map((each, index) => ({ ...each, number: index + 1 })));
        const plan = planOf(text);
        return places.every(({ milestone, phase }) => phaseOf(plan, milestone)?.id === phase);
      }),
      { numRuns: 200 },
    );
  });
});
