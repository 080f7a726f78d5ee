// What a plan is told at once: problems of shape and of sense, what GitHub would refuse, and hints.
import { expect, test } from "@jest/globals";
import { newPhaseLabel } from "../../src/labels/phase-labels.ts";
import { parsePlan } from "../../src/plan/parse.ts";
import { planOf } from "../builders.ts";

const said = (text: string): string[] => {
  const parsed = parsePlan(text);
  const located = parsed.kind === "invalid" ? parsed.problems : parsed.hints;
  return located.map(({ line, message }) => `${line} ${message}`);
};
const phases = (...lines: string[]): string => ["phases:", ...lines.map((line) => `  - { ${line} }`)].join("\n");

test.each<[string, string, RegExp[]]>([
  [
    "shape and sense",
    `${phases("id: a, milestones: [1], colour: red", "id: b, milestones: [2], requires: [c]", "id: b, milestones: [3]")}\ngates: {}`,
    [/^2 .*colour: unknown key/, /^3 .*"c" is no phase/, /^4 .*the id "b" is taken/, /^5 gates: unknown key/],
  ],
  [
    "a pattern, a rule and a shape",
    `${phases('id: a, milestones: ["/(/"]', "id: b, milestones: [2], share: 101")}\nenvironments: { production: c }`,
    [/^2 .*the pattern "\/\(\/" can't be used/, /^3 .*share: expected at most 100/, /^4 environments.production/],
  ],
  [
    "a phase without a usable id, whose name others may use",
    phases("id: A, milestones: [1]", "id: b, milestones: [2], requires: [A]"),
    [/^2 phases\[0\].id: expected lower-case/, /^3 phases\[1\].requires\[0\]: expected lower-case/],
  ],
  [
    "a phase that is none",
    "phases: [mvp, { id: b, milestones: [1], requires: [c] }]",
    [/^1 phases\[0\]: expected a mapping/],
  ],
])("a file is told all of its problems: %s", (_name, text, expected) => {
  const found = said(text);
  expect(found).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});

const LONG = "x".repeat(50);

test.each<[string, string, RegExp]>([
  [
    "an id whose label is too long",
    phases(`id: ${LONG}, milestones: [1]`),
    /^2 phases\[0\].id: the label "phase: x+" has 57 characters/,
  ],
  [
    "a label of emoji alone",
    phases('id: a, label: "🚀 🎉", milestones: [1]'),
    /^2 phases\[0\].label: GitHub takes no label of emoji alone/,
  ],
  [
    "a label of a flag",
    phases('id: a, label: "🇩🇪", milestones: [1]'),
    /^2 phases\[0\].label: GitHub takes no label of emoji alone/,
  ],
  [
    "names that make a title too long",
    phases(
      "id: a, milestones: [1]",
      `id: b, milestones: [2], name: ${LONG.repeat(4)}`,
      `id: c, milestones: [3], name: ${LONG.repeat(2)}`,
    ),
    /^3 phases\[1\].name: the boundary review's title would have 320 characters/,
  ],
])("what GitHub would refuse is a problem: %s", (_name, text, expected) => {
  expect(said(text)).toEqual([expect.stringMatching(expected)]);
});

test("an id whose label is too long can have a label of its own, and emoji beside words are fine", () => {
  expect(said(phases(`id: ${LONG}, label: "🚀 go", milestones: [1]`))).toEqual([]);
});

test("characters of four bytes are left out of a label's description", () => {
  const plan = planOf(phases('id: a, name: "🚀 Häkeln 🎉", milestones: [1]'));
  const [phase] = plan.phases;
  expect(phase && newPhaseLabel(plan, phase).description).toBe("Milegate phase: Häkeln");
});

test.each<[string, string, RegExp[]]>([
  [
    "an app's login without its ending",
    "gate: { exempt: { authors: [Dependabot, octocat] } }",
    [/^1 gate.*authors\[0\]: .*"Dependabot\[bot\]"/],
  ],
  [
    "a choice in a glob",
    phases('id: a, milestones: ["Sprint [1-4]"]'),
    [/^2 phases\[0\].milestones\[0\]: \[1-4\] is literal in a glob/],
  ],
  ["curly quotes", "gate: { exempt: { branches: [“release/*”] } }", [/^1 gate.exempt.branches\[0\]: “/]],
  ["a choice in a regular expression", phases('id: a, milestones: ["/^sprint [1-4]$/i"]'), []],
  ["a choice in a branch, which rulesets know", 'gate: { exempt: { branches: ["release/[1-4]"] } }', []],
  ["an app's login as it is", 'gate: { exempt: { authors: ["dependabot[bot]"] } }', []],
])("what can hardly be meant gets a hint, and is valid: %s", (_name, text, expected) => {
  expect(parsePlan(text).kind).toBe("valid");
  expect(said(text)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});
