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
    ["the owner's file", null, file("version: 1"), mvp, "active owner"],
    ["the owner's file, and no milestone of its phases", null, file("version: 1"), other, "inactive"],
    ["the owner's file without a milestone", null, file("version: 1"), [], "inactive"],
    ["switched off", file("version: 1\nenabled: false"), file("version: 1"), mvp, "inactive"],
    ["an invalid file", file("version: 9"), null, mvp, "invalid repository"],
    ["an invalid file of the owner's that never was valid", null, file("version: 9"), mvp, "inactive"],
    ["a binary file", { text: null }, null, mvp, "invalid repository"],
  ])("%s", (_name, repository, owner, milestones, expected) => {
    const resolution = resolvePlan({ name: "shop", repository, owner, milestones });
    expect(resolution.kind === "inactive" ? resolution.kind : `${resolution.kind} ${resolution.source}`).toBe(expected);
  });
});

describe("for which repositories the owner's file counts", () => {
  const mvp = [{ number: 1, title: "MVP" }];
  const other = [{ number: 1, title: "Backlog" }];
  const NAMED = "repositories: [shop, 'web-*']";
  test.each<[string, string, { name?: string; milestones?: typeof mvp; versions?: (string | null)[] }, string]>([
    ["one that it names, without a milestone", NAMED, {}, "active owner"],
    ["one that a glob names, in another case", NAMED, { name: "Web-App" }, "active owner"],
    ["one that it does not name, with a milestone", NAMED, { name: "tools", milestones: mvp }, "inactive"],
    [
      "a milestone of the built-in plan, which its phases are not",
      'phases: [{ id: a, milestones: ["A"] }]',
      { milestones: mvp },
      "inactive",
    ],
    [
      "the owner's own repository, with a milestone of its phases",
      "",
      { name: ".github", milestones: mvp },
      "active owner",
    ],
    ["the owner's own repository, with another", "", { name: ".github", milestones: other }, "inactive"],
    ["the owner's own repository, named", "repositories: [.github]", { name: ".github" }, "active owner"],
    [
      "invalid, where its last valid version counted",
      "version: 9",
      { milestones: mvp, versions: ["version: 9", ""] },
      "invalid owner",
    ],
    [
      "invalid, where an older one counted",
      "version: 9",
      { milestones: mvp, versions: [null, NAMED.replace("shop", "x"), ""] },
      "inactive",
    ],
    [
      "invalid, where its last valid version named it",
      "version: 9",
      { versions: ["version: 8", NAMED] },
      "invalid owner",
    ],
  ])("%s", (_name, text, { name = "shop", milestones = [], versions = [] }, expected) => {
    const file = { text };
    const own = name === ".github" ? file : null;
    const plan = resolvePlan({ name, repository: own, owner: file, ownerVersions: versions, milestones });
    expect(plan.kind === "inactive" ? plan.kind : `${plan.kind} ${plan.source}`).toBe(expected);
  });
});
