// What `gate.exempt` lets through: authors as people write them, labels in any case, base branches as GitHub's rulesets match them.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { exemptionOf, matchesBranch } from "../../src/gate/exempt.ts";
import { signedCommit } from "../builders.ts";

const by = (...commits: ReturnType<typeof signedCommit>[]) => ({ commits: { author: 1, commits } });
const plain = { author: { login: "alice", isBot: false }, labels: ["bug"], base: "main", origins: by(signedCommit()) };
const app = { id: 1, login: "dependabot[bot]" };
const WEB_FLOW = { id: 9, login: "web-flow" };
const byApp = signedCommit({ author: app, committer: WEB_FLOW, signature: { signer: 9, byGitHub: true } });
const bot = { ...plain, author: { login: "dependabot", isBot: true }, origins: by(byApp) };
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

const BOB = { id: 2, login: "bob" };

test.each<[string, readonly Parameters<typeof signedCommit>[0][] | null, boolean]>([
  ["all signed by the author", [{}, { oid: "c2" }], true],
  ["signed by GitHub for the author", [{ committer: WEB_FLOW, signature: { signer: null, byGitHub: true } }], true],
  ["signed by GitHub, committed by the author", [{ signature: { signer: null, byGitHub: true } }], true],
  ["signed by GitHub, committed by somebody", [{ committer: BOB, signature: { signer: null, byGitHub: true } }], false],
  ["signed by somebody else", [{ signature: { signer: 2, byGitHub: false } }], false],
  ["not signed", [{ signature: null }], false],
  [
    "somebody else's among them",
    [{}, { author: BOB, committer: BOB, signature: { signer: 2, byGitHub: false } }],
    false,
  ],
  [
    "another exempt author's among them",
    [{}, { author: { id: 3, login: "carol" }, signature: { signer: 3, byGitHub: false } }],
    true,
  ],
  [
    "another account of the author's name",
    [{ author: { id: 7, login: "alice" }, signature: { signer: 7, byGitHub: false } }],
    false,
  ],
  ["nobody's address", [{ author: null }], false],
  ["not all read", null, false],
  ["none", [], false],
])("an exemption by author holds by its commits: %s", (_name, commits, expected) => {
  const origins = {
    commits: commits === null ? null : { author: 1, commits: commits.map((each) => signedCommit(each)) },
  };
  const exempt = { ...nobody, authors: ["alice", "carol"] };
  expect(exemptionOf(exempt, { ...plain, origins }) !== null).toBe(expected);
});

test.each<[string, string[] | undefined, boolean]>([
  ["its base", undefined, true],
  ["through another's base", ["release/2"], true],
  ["elsewhere", ["main"], false],
  ["both there and elsewhere", ["release/2", "main"], false],
  ["nowhere", [], false],
])("an exemption by branch means where it ends up: %s", (_name, endsIn, expected) => {
  const pull = { ...plain, base: "release/1", origins: endsIn === undefined ? {} : { endsIn } };
  expect(exemptionOf({ ...nobody, branches: ["release/*"] }, pull) !== null).toBe(expected);
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
