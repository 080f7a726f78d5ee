// What a plan may say, and how it is told what is wrong with it.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { criteria } from "../../src/criteria/index.ts";
import { parsePlan } from "../../src/plan/parse.ts";

const problems = (text: string | null) => {
  const parsed = parsePlan(text);
  return parsed.kind === "valid"
    ? []
    : parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
};
const plan = (text: string) => {
  const parsed = parsePlan(text);
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
  return parsed.plan;
};
const phases = (...lines: string[]) => ["version: 1", "phases:", ...lines.map((line) => `  ${line}`)].join("\n");

describe("fills in", () => {
  const two = plan(phases("- id: a", '  milestones: ["A*"]', "- id: b", '  milestones: ["B*"]'));

  test("what a phase leaves out", () => {
    expect(
      two.phases.map(({ name, label, share, requires, enforcement, aliases }) => ({
        name,
        label,
        share,
        requires,
        enforcement,
        aliases,
      })),
    ).toEqual([
      { name: "a", label: "phase: a", share: 50, requires: [], enforcement: "block", aliases: [] },
      { name: "b", label: "phase: b", share: 50, requires: ["a"], enforcement: "block", aliases: [] },
    ]);
  });

  test("the default criteria", () => {
    expect(two.phases[0]?.criteria).toEqual([
      { name: "issues-closed", options: { must: true } },
      { name: "tasks-done", options: { must: true } },
    ]);
  });

  test.each([
    ["an empty file", ""],
    ["only comments", "# nothing\n"],
    ["only a version", "version: 1"],
    ["no version", "dashboard: true"],
    ["a byte order mark", "\uFEFFversion: 1\n"],
    ["Windows line ends", "version: 1\r\n"],
  ])("the built-in phases for %s", (_name, text) => {
    const { phases: builtin } = plan(text);
    expect(
      builtin.map(({ id, name, share, requires, enforcement, aliases }) => [
        id,
        name,
        share,
        requires,
        enforcement,
        aliases,
      ]),
    ).toEqual([
      ["mvp", "MVP", 30, [], "block", ["mvp"]],
      ["enhancement", "Enhancement", 40, ["mvp"], "warn", []],
      ["polish", "Polish", 30, ["mvp"], "block", ["polish"]],
    ]);
  });

  test("a criterion's options", () => {
    const { phases: own } = plan(
      phases("- id: a", "  milestones: [1]", '  criteria: [{ issues-closed: { min: "90%", must: false } }, timebox]'),
    );
    expect(own[0]?.criteria).toEqual([
      { name: "issues-closed", options: { min: 90, must: false } },
      { name: "timebox", options: { must: false } },
    ]);
  });
});

describe("refuses", () => {
  test.each<[string, string | null, string[]]>([
    ["a binary file", null, ["1:1 the file is not text; expected YAML in UTF-8."]],
    ["a huge file", `#${"x".repeat(70_000)}`, ["1:1 the file has 70001 bytes; expected 65536 at most."]],
    ["two documents", "version: 1\n---\nversion: 1\n", ["2:1 a second YAML document begins; expected one."]],
    ["a list", "- version: 1", ["1:1 expected a mapping, found a list."]],
    ["a text", "hello", ['1:1 expected a mapping, found "hello".']],
    ["another version", "version: 2", ["1:10 version: expected 1, found the number 2."]],
    [
      "a misspelt key",
      "version: 1\nphaces: []",
      [
        '2:1 phaces: unknown key "phaces". Did you mean "phases"? Known here: version, enabled, phases, gate, review, commands, communicate, calendar, dashboard, environments, extends, locked, repositories, deliveries.',
      ],
    ],
    [
      "a misspelt key of a phase",
      phases("- id: a", "  milestones: [1]", "  enforcment: warn"),
      [
        '5:5 phases[0].enforcment: unknown key "enforcment". Did you mean "enforcement"? Known here: id, name, milestones, label, aliases, share, goal, hypothesis, timebox, planning, requires, enforcement, criteria.',
      ],
    ],
    [
      "an unknown value",
      phases("- id: a", "  milestones: [1]", "  enforcement: blok"),
      [
        '5:18 phases[0].enforcement: "blok" is no known value. Did you mean "block"? Expected one of: block, warn, off.',
      ],
    ],
    [
      "an id in capitals",
      phases("- id: MVP", "  milestones: [1]"),
      ['3:9 phases[0].id: expected lower-case letters, digits and dashes, found "MVP".'],
    ],
    ["no milestones", phases("- id: a"), ["3:5 phases[0].milestones: expected a list, found nothing."]],
    [
      "milestones as a text",
      phases("- id: a", "  milestones: A*"),
      ['4:17 phases[0].milestones: expected a list, found "A*".'],
    ],
    ["null phases", "version: 1\nphases:", ["2:8 phases: expected a list, found null (an empty value)."]],
    [
      "a number for a name",
      phases("- id: a", "  name: 2024", "  milestones: [1]"),
      ["4:11 phases[0].name: expected a text, found the number 2024. Put it in quotes."],
    ],
    [
      "an id twice",
      phases("- id: a", "  milestones: [1]", "- id: a", "  label: other", "  milestones: [2]", "  requires: []"),
      ['5:9 phases[1].id: the id "a" is taken by phase 1; ids are unique.'],
    ],
    [
      "one label for two phases",
      phases("- id: a", "  milestones: [1]", "- id: b", "  milestones: [2]", "  aliases: ['Phase: A']"),
      ['7:15 phases[1].aliases[0]: the label "Phase: A" already means the phase "a"; expected another.'],
    ],
    [
      "an unknown phase",
      phases("- id: alpha", "  milestones: [1]", "- id: b", "  milestones: [2]", "  requires: [alpa]"),
      ['7:16 phases[1].requires[0]: "alpa" is no phase of this plan. Did you mean "alpha"? Expected one of: alpha, b.'],
    ],
    [
      "a phase that requires itself",
      phases("- id: a", "  milestones: [1]", "  requires: [a]"),
      ['5:15 phases[0].requires: the phase "a" requires itself, directly or through others, so it could never open.'],
    ],
    [
      "shares over 100",
      phases("- id: a", "  milestones: [1]", "  share: 60", "- id: b", "  milestones: [2]", "  share: 50"),
      ["3:3 phases: the shares add up to 110; expected 100 at most."],
    ],
    [
      "shares under 100",
      phases("- id: a", "  milestones: [1]", "  share: 60"),
      ["3:3 phases: the shares add up to 60; expected 100."],
    ],
    [
      "an unknown criterion",
      phases("- id: a", "  milestones: [1]", "  criteria: [issue-closed]"),
      [
        `5:16 phases[0].criteria[0]: "issue-closed" is no exit criterion. Did you mean "issues-closed"? Expected one of: ${Object.keys(criteria).join(", ")}.`,
      ],
    ],
    [
      "a criterion without what it needs",
      phases("- id: a", "  milestones: [1]", "  criteria: [workflow]"),
      ["5:16 phases[0].criteria[0].file: expected a text, found nothing."],
    ],
    [
      "a percentage that is none",
      phases("- id: a", "  milestones: [1]", "  criteria: [{ issues-closed: { min: 90 } }]"),
      [
        '5:40 phases[0].criteria[0].issues-closed.min: expected a percentage in quotes such as "90%", found the number 90.',
      ],
    ],
    [
      "a pattern that can't compile",
      phases("- id: a", '  milestones: ["/(/"]'),
      ['4:18 phases[0].milestones[0]: the pattern "/(/" can\'t be used: error parsing regexp: missing closing ): `(`.'],
    ],
    [
      "unknown flags",
      phases("- id: a", '  milestones: ["/a/gi"]'),
      [
        '4:18 phases[0].milestones[0]: the pattern "/a/gi" can\'t be used: the flags "gi" are not known; the only one is "i".',
      ],
    ],
    [
      "a duplicate key",
      "version: 1\nversion: 1",
      ['2:1 the key "version" is set on line 1 already; keep one of them.'],
    ],
    ["a tab", "version: 1\ngate:\n\tuntil: criteria", ["3:1 found a tab; YAML is indented with spaces only."]],
    ["an unclosed quote", 'version: "1', ['1:12 not YAML: Missing closing "quote']],
    [
      "several problems at once",
      "version: 1\ngate: { until: never }\ndashboard: maybe",
      [
        '2:16 gate.until: "never" is no known value. Expected one of: criteria, milestone, decision.',
        '3:12 dashboard: expected true or false, found "maybe".',
      ],
    ],
  ])("%s", (_name, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test("a bomb of aliases", () => {
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]",
      "c: &c [*b, *b, *b, *b, *b, *b, *b, *b]",
      "d: [*c, *c, *c, *c, *c]",
    ].join("\n");
    expect(problems(bomb)).toEqual(["4:17 found more than 20 aliases; write the values out."]);
  });
});

describe("never throws", () => {
  test("on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) =>
        expect(parsePlan(text).kind).toMatch(/valid/),
      ),
    );
  });

  test("on text made of YAML's own signs", () => {
    const sign = fc.constantFrom(
      "version: 1\n",
      "phases:\n",
      "- id: a\n",
      "  milestones: [",
      "]",
      "*",
      "&a ",
      "{",
      "}",
      ": ",
      "\n",
      "  ",
      "|",
      ">",
      "'",
      '"',
      "!!",
      "---",
      "%",
      "#",
      "? ",
      "<<: ",
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) =>
        expect(parsePlan(signs.join("")).kind).toMatch(/valid/),
      ),
    );
  });

  test.each([
    ["deep nesting in flow", `a: ${"[".repeat(30_000)}`],
    ["deep nesting in blocks", Array.from({ length: 300 }, (_each, depth) => `${" ".repeat(depth)}- `).join("\n")],
    ["a regular expression that would backtrack", phases("- id: a", `  milestones: ["/${"(a+)+".repeat(30)}$/"]`)],
    ["a glob of stars", phases("- id: a", `  milestones: ["${"*a".repeat(90)}"]`)],
  ])("on %s", (_name, text) => {
    expect(parsePlan(text).kind).toMatch(/valid/);
  });
});
