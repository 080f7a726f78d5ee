// What `gate.exempt` lets through: authors as people write them, labels in any case, base branches as GitHub's rulesets match them.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { exemptionOf, matchesBranch } from "../../src/gate/exempt.ts";

const plain = { author: { login: "alice", isBot: false }, labels: ["bug"], base: "main" };
const bot = { ...plain, author: { login: "dependabot", isBot: true } };
const nobody = { authors: [], labels: [], branches: [] };

test.each([
  ["nothing", nobody, plain, null],
  ["a person, in any case", { ...nobody, authors: ["Alice"] }, plain, { by: "author", name: "alice" }],
  ["a bot", { ...nobody, authors: ["dependabot[bot]"] }, bot, { by: "author", name: "dependabot[bot]" }],
  ["a bot, not named as one", { ...nobody, authors: ["dependabot"] }, bot, null],
  [
    "a person called like a bot",
    { ...nobody, authors: ["dependabot[bot]"] },
    { ...plain, author: { login: "dependabot", isBot: false } },
    null,
  ],
  ["an account that is gone", { ...nobody, authors: ["alice"] }, { ...plain, author: null }, null],
  ["a label, in any case", { ...nobody, labels: ["BUG"] }, plain, { by: "label", name: "bug" }],
  ["a part of a label", { ...nobody, labels: ["bu"] }, plain, null],
  ["a base branch", { ...nobody, branches: ["ma*"] }, plain, { by: "branch", name: "main" }],
])("%s", (_name, exempt, pull, expected) => {
  expect(exemptionOf(exempt, pull)).toEqual(expected);
});

describe("globs of branches", () => {
  test.each([
    ["main", "main", true],
    ["main", "Main", false],
    ["main", "maintenance", false],
    ["release/*", "release/1.0", true],
    ["release/*", "release/1.0/hotfix", false],
    ["release/*", "release", false],
    ["release/**", "release/1.0/hotfix", true],
    ["release/**/*", "release/1.0", true],
    ["release/**/*", "release/1.0/hotfix", true],
    ["**/hotfix", "hotfix", true],
    ["**/hotfix", "release/1.0/hotfix", true],
    ["*", "main", true],
    ["*", "release/1.0", false],
    ["**", "release/1.0", true],
    ["v?", "v1", true],
    ["v?", "v/", false],
    ["v[0-9].x", "v1.x", true],
    ["v[0-9].x", "vx.x", false],
    ["v[!0-9]", "vx", true],
    ["v[!0-9]", "v1", false],
    ["v[z-a]", "vz", false],
    ["a.c", "abc", false],
    ["a[", "a[", true],
    ["(a|b)+", "a", false],
  ])("%s and %s: %s", (glob, branch, expected) => {
    expect(matchesBranch(glob, branch)).toBe(expected);
  });

  test("any text is a glob, and a branch without wildcards matches itself alone", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (glob, branch) => {
        expect(typeof matchesBranch(glob, branch)).toBe("boolean");
        if (!/[*?[]/.test(glob)) expect(matchesBranch(glob, branch)).toBe(glob === branch);
      }),
    );
  });
});
