// What `milegate/config` says of the deliveries that a pull request in the owner's `.github` repository proposes.
import { describe, expect, test } from "@jest/globals";
import { planChangeOf, proposalAlone, proposalOf } from "../../src/delivery/proposal.ts";
import type { Roster, RosterEntry } from "../../src/plan/roster.ts";
import { acceptedProposal, invalidProposal, validProposal } from "../../src/plan-check/check.ts";
import { repositoryReading } from "../builders.ts";

type Visibility = RosterEntry["visibility"];

const rosterOf = (repositories: Record<string, Visibility>, more: Partial<Roster> = {}): Roster => ({
  isOrganization: true,
  repositories: Object.entries(repositories).map(([name, visibility]) => ({
    name,
    id: name,
    visibility,
    isArchived: false,
  })),
  properties: null,
  editable: [],
  ...more,
});
const OPEN = {
  "shop-web": "public",
  "shop-api": "public",
  secret: "private",
  inner: "internal",
  odd: "unknown",
} as const;
const blob = (text: string) => ({ oid: text, text, path: ".github/milegate.yml" });
const lines = (...text: string[]): string => ["deliveries:", ...text.map((line) => `  - { ${line} }`)].join("\n");

const owners = (before: string | null, roster?: Roster) => ({
  ...repositoryReading({ name: ".github", config: before === null ? null : blob(before), milestones: [] }),
  ...(roster === undefined ? {} : { roster }),
});
const SEEN = { hasSpareFile: false, left: 0, repository: { milestones: [], facts: [] } };

function said(before: string | null, after: string | null, roster: Roster): { title: string; section: string[] } {
  const { title, summary } = validProposal(
    proposalOf(owners(before, roster), after === null ? null : blob(after)),
    [],
    SEEN,
  );
  const section = summary.split("\n").filter((line) => /^ *- /.test(line));
  return { title, section };
}

describe("which repositories join or leave", () => {
  const roster = rosterOf({ ".github": "private", ...OPEN });
  const CHECKOUT = "id: checkout, name: Checkout, repositories: [shop-web, shop-api]";

  test.each<[string, string | null, string | null, string, string[]]>([
    [
      "a first delivery",
      null,
      lines(CHECKOUT),
      "Valid plan: 2 repositories would join a delivery",
      ["- **Checkout**, which is new (2 repositories, home `shop-web`): `shop-web` and `shop-api` would join."],
    ],
    [
      "one more, one less",
      lines(CHECKOUT),
      lines("id: checkout, name: Checkout, repositories: [shop-web, secret]"),
      "Valid plan: 1 repository would join a delivery, 1 would leave one",
      ["- **Checkout** (2 repositories, home `shop-web`): `secret` would join; `shop-api` would leave."],
    ],
    [
      "one that moves",
      lines(CHECKOUT, "id: b, repositories: [secret]"),
      lines("id: checkout, name: Checkout, repositories: [shop-web]", "id: b, repositories: [secret, shop-api]"),
      "Valid plan: 1 repository would join a delivery, 1 would leave one",
      [
        "- **Checkout** (1 repository, home `shop-web`): `shop-api` would leave.",
        "- **b** (2 repositories, home `secret`): `shop-api` would join.",
      ],
    ],
    [
      "another plan for the same",
      lines(CHECKOUT),
      lines(`${CHECKOUT}, dashboard: false`),
      "Valid plan: no repository would join or leave a delivery",
      ["- **Checkout** (2 repositories, home `shop-web`): no repository would join or leave."],
    ],
    [
      "none any more",
      lines(CHECKOUT),
      null,
      "Plan removed: no plan would apply; 2 repositories would leave a delivery",
      ["- **Checkout** would be gone: `shop-web` and `shop-api` would leave."],
    ],
    [
      "what can't be read, what is archived, and what an earlier one has",
      lines(CHECKOUT),
      lines(CHECKOUT, "id: b, repositories: [secret, gone, old, 's*']"),
      "Valid plan: 1 repository would join a delivery",
      [
        "- **Checkout** (2 repositories, home `shop-web`): no repository would join or leave.",
        "- **b**, which is new (1 repository, home `secret`): `secret` would join.",
        "  - Can't be read, so that what depends on it stays shut: `gone`.",
        "  - Archived, and left out: `old`.",
        "  - In an earlier delivery already: `shop-web` and `shop-api`.",
      ],
    ],
  ])("%s", (_name, before, after, title, section) => {
    const old = { name: "old", id: "old", visibility: "public", isArchived: true } as const;
    expect(said(before, after, { ...roster, repositories: [...roster.repositories, old] })).toEqual({ title, section });
  });

  test("who leaves is to be looked at, and what joins may not plan by itself", () => {
    const { summary } = validProposal(
      proposalOf(owners(lines(CHECKOUT), roster), blob(lines("id: checkout, repositories: [shop-web, secret]"))),
      [],
      SEEN,
    );
    expect(summary).toContain("Look at the repositories that leave below before this is merged.");
    expect(summary).toContain(
      "A repository that joins may say `version` and `enabled` in its own file, and nothing else",
    );
    expect(summary).toContain("A repository that leaves has its own plan again, or none");
  });
});

test.each<[Visibility, string]>([
  ["private", "`shop-web`, `secret`, `inner` and `odd` would join"],
  ["internal", "`shop-web`, `secret`, `inner` and `odd` would join"],
  ["public", "`shop-web` and 3 private repositories would join"],
  ["unknown", "`shop-web` and 3 private repositories would join"],
])("in a %s place: %s", (visibility, expected) => {
  const text = lines("id: a, repositories: [secret, shop-web, inner, odd]");
  const { section } = said(null, text, rosterOf({ ".github": visibility, ...OPEN }));
  expect(section.join()).toContain(
    visibility === "public" || visibility === "unknown"
      ? expected
      : expected.replace("`shop-web`, `secret`", "`secret`, `shop-web`"),
  );
});

describe("what is wrong as the owner's repositories are now", () => {
  const missing = lines("id: a, repositories: [gone]");

  test("is a problem on its line", () => {
    const proposal = proposalOf(owners(null, rosterOf(OPEN)), blob(missing));
    expect(invalidProposal(proposal)).toMatchObject({
      conclusion: "failure",
      title: "Invalid plan: 1 problem",
      annotations: [
        { line: 2, message: expect.stringMatching(/^deliveries\[0\]\.repositories\[0\]: the home is not among/) },
      ],
    });
  });

  test("is not told to strangers, neither here nor by the gate", () => {
    const repository = owners("", rosterOf(OPEN));
    const proposal = proposalAlone(repository, blob(missing));
    expect([proposal.plan.kind, proposal.deliveries]).toEqual(["inactive", null]);
    expect(acceptedProposal(proposal, SEEN).title).toBe("Valid plan");
    const planFiles = [
      { number: 1, sha: "1", isChanged: true, isAlone: true, hasSpareFile: false, file: blob(missing) },
    ];
    const plan = proposalOf(repository, repository.config).plan;
    expect(planChangeOf({ repository, plan, planFiles }, { number: 1, base: "main" })).toBeNull();
  });

  test("is not looked for where the repositories are not known", () => {
    expect(proposalOf(owners(null), blob(missing))).toMatchObject({ plan: { kind: "inactive" }, deliveries: null });
  });
});

test("hints of the whole file are given where the file does not count in its own repository", () => {
  const text = lines("id: a, repositories: [shop-web], gate: { exempt: { authors: [renovate] } }");
  const { summary } = validProposal(proposalOf(owners(null, rosterOf(OPEN)), blob(text)), [], SEEN);
  expect(summary).toContain('the app is "renovate[bot]"');
});
