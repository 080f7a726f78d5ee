// Which milestone belongs to which phase.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { latest, phaseOf, phasesOfLabels } from "../../src/plan/match.ts";
import { parsePlan } from "../../src/plan/parse.ts";
import { compilePattern } from "../../src/plan/pattern.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";

const parsed = parsePlan("");
if (parsed.kind === "invalid") throw new Error("the built-in plan is invalid");
const { plan } = parsed;

describe("the built-in plan's milestones", () => {
  test.each([
    ["MVP", "mvp"],
    ["mvp 2", "mvp"],
    ["Core", "mvp"],
    ["Phase 1: walking skeleton", "mvp"],
    ["MVPs", null],
    ["The MVP", null],
    ["Enhancement", "enhancement"],
    ["enhancements 2026", "enhancement"],
    ["Phase 2", "enhancement"],
    ["Phase 20", null],
    ["Polish", "polish"],
    ["Phase 3", "polish"],
    ["Backlog", null],
  ])("%s belongs to %s", (title, id) => {
    expect(phaseOf(plan, { number: 1, title })?.id ?? null).toBe(id);
  });
});

describe("patterns", () => {
  test.each([
    ["MVP*", "mvp one", true],
    ["MVP*", "the MVP", false],
    ["*", "", true],
    ["v?.0", "V2.0", true],
    ["v?.0", "v2x0", false],
    ["a.b", "axb", false],
    ["(x)", "(X)", true],
    ["/^sprint [1-4]$/i", "Sprint 3", true],
    ["/^sprint/", "Sprint", false],
    ["/b/", "abc", true],
    [7, "anything", true],
    [8, "anything", false],
  ])("%j on %j: %s", (source, title, expected) => {
    expect(compilePattern(source).matches({ number: 7, title })).toBe(expected);
  });

  test("a glob matches what a plain walk says", () => {
    const walk = (glob: string, text: string): boolean => {
      if (glob === "") return text === "";
      if (glob[0] === "*") return walk(glob.slice(1), text) || (text !== "" && walk(glob, text.slice(1)));
      return text !== "" && (glob[0] === "?" || glob[0] === text[0]) && walk(glob.slice(1), text.slice(1));
    };
    const word = (signs: string[]) =>
      fc.array(fc.constantFrom(...signs), { maxLength: 8 }).map((each) => each.join(""));
    fc.assert(
      fc.property(word(["a", "b", ".", "(", "\\", "*", "?"]), word(["a", "b", ".", "(", "\\"]), (glob, title) => {
        expect(compilePattern(glob).matches({ number: 1, title })).toBe(walk(glob, title));
      }),
    );
  });
});

test("labels and aliases mean phases, in any case", () => {
  expect(phasesOfLabels(plan, ["POLISH", "phase: MVP", "enhancement", "bug"]).map(({ id }) => id)).toEqual([
    "mvp",
    "polish",
  ]);
  expect(latest(plan, phasesOfLabels(plan, ["polish", "mvp"]))?.id).toBe("polish");
  expect(latest(plan, [])).toBeNull();
});

describe("where the plan comes from", () => {
  const file = (text: string) => ({ text });
  const mvp = [{ number: 1, title: "MVP" }];
  const other = [{ number: 1, title: "Backlog" }];
  test.each([
    ["no file, no milestone", null, null, [], "inactive"],
    ["no file, another milestone", null, null, other, "inactive"],
    ["no file, a phase's milestone", null, null, mvp, "active built-in"],
    ["its own file", file("version: 1"), null, [], "active repository"],
    ["its own file before the owner's", file("version: 1"), file("version: 9"), mvp, "active repository"],
    ["the owner's file", null, file("version: 1"), other, "active owner"],
    ["the owner's file without a milestone", null, file("version: 1"), [], "inactive"],
    ["switched off", file("version: 1\nenabled: false"), file("version: 1"), mvp, "inactive"],
    ["an invalid file", file("version: 9"), null, mvp, "invalid repository"],
    ["an invalid file of the owner's", null, file("version: 9"), mvp, "invalid owner"],
    ["a binary file", { text: null }, null, mvp, "invalid repository"],
  ])("%s", (_name, repository, owner, milestones, expected) => {
    const resolution = resolvePlan({ repository, owner, milestones });
    expect(resolution.kind === "inactive" ? resolution.kind : `${resolution.kind} ${resolution.source}`).toBe(expected);
  });
});
