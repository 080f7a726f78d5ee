// Which delivery a repository belongs to, what that makes of its own file, and what is wrong as the owner's repositories are now.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { needsRoster, parseOwners } from "../../src/plan/owners-file.ts";
import { compilePattern } from "../../src/plan/pattern.ts";
import { type Resolution, resolvePlan } from "../../src/plan/resolve.ts";
import { deliveriesOf } from "../../src/plan/resolve-member.ts";
import type { Roster, RosterEntry } from "../../src/plan/roster.ts";
import { compileSelection } from "../../src/plan/selection.ts";

const entry = (name: string, more: Partial<RosterEntry> = {}): RosterEntry => ({
  name,
  id: `id of ${name}`,
  visibility: "public",
  isArchived: false,
  ...more,
});
const ROSTER: Roster = {
  isOrganization: true,
  repositories: ["lib-a", "Shop-Web", "shop-api", "tools", ".github"].map((name) => entry(name)),
  properties: new Map([
    ["tools", { Delivery: "checkout", kinds: ["a", "b"], none: null }],
    ["lib-a", { Delivery: "other" }],
  ]),
  editable: ["free"],
};
const lines = (...text: string[]): string => ["deliveries:", ...text.map((line) => `  - { ${line} }`)].join("\n");
const CHECKOUT = "id: checkout, name: Checkout, repositories: [shop-web, shop-api]";
const FREE = `${CHECKOUT}, optional: true`;

type More = {
  visibility?: RosterEntry["visibility"];
  name?: string;
  own?: string | null;
  roster?: Roster | null;
  titles?: string[];
  versions?: string[];
};
function resolve(
  owner: string,
  { name = "shop-api", own = null, roster = ROSTER, titles = [], versions, visibility = "private" }: More,
): Resolution {
  return resolvePlan({
    ...{ name, visibility },
    repository: name === ".github" ? { text: owner } : own === null ? null : { text: own },
    owner: { text: owner },
    ...(versions === undefined ? {} : { ownerVersions: versions }),
    ...(roster === null ? {} : { roster }),
    milestones: titles.map((title, at) => ({ number: at + 1, title })),
  });
}

/** The kind, the source and the delivery; then what is wrong, or why nothing is done. */
function said(resolution: Resolution): string[] {
  if (resolution.kind === "inactive") return ["inactive", resolution.reason];
  const { kind, source, delivery } = resolution;
  const problems =
    kind === "invalid" ? resolution.problems.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
  return [`${kind} ${source} ${delivery?.id ?? "alone"}`, ...problems];
}

describe("who belongs to a delivery", () => {
  test.each<[string, string, More, string]>([
    ["who is named", lines(CHECKOUT), {}, "active owner checkout"],
    ["who is named in another case", lines(CHECKOUT), { name: "Shop-Web" }, "active owner checkout"],
    ["who is not", lines(CHECKOUT), { name: "tools" }, "inactive"],
    [
      "who is not, and has a milestone of the file's own plan",
      lines(CHECKOUT),
      { name: "tools", titles: ["MVP"] },
      "active owner alone",
    ],
    [
      "who is not, and has a file of its own",
      lines(CHECKOUT),
      { name: "tools", own: "version: 1" },
      "active repository alone",
    ],
    ["whom a glob names", lines("id: a, repositories: [x, 'SHOP-*']"), { roster: rosterWith("x") }, "active owner a"],
    [
      "whom a property names",
      lines("id: a, repositories: [shop-api, { property: delivery, value: checkout }]"),
      { name: "tools" },
      "active owner a",
    ],
    [
      "whom one of several values names",
      lines("id: a, repositories: [shop-api, { property: kinds, value: b }]"),
      { name: "tools" },
      "active owner a",
    ],
    [
      "whose property is another",
      lines("id: a, repositories: [shop-api, { property: delivery, value: checkout }]"),
      { name: "lib-a" },
      "inactive",
    ],
    [
      "whom two name: the first has it",
      lines("id: a, repositories: [shop-web, '*-api']", "id: b, repositories: [tools, 'shop-*']"),
      {},
      "active owner a",
    ],
    [
      "who is new, and not in the roster yet",
      lines("id: a, repositories: [shop-web, 'shop-*']"),
      { name: "shop-new" },
      "active owner a",
    ],
    ["the owner's own repository", lines("id: a, repositories: [.github]"), { name: ".github" }, "active owner a"],
    [
      "before what the file's `repositories` name",
      `repositories: [shop-api]\n${lines(CHECKOUT)}`,
      {},
      "active owner checkout",
    ],
    ["a delivery that is switched off", lines(`${CHECKOUT}, enabled: false`), {}, "inactive"],
    [
      "a file that is switched off, but for its deliveries",
      `enabled: false\n${lines(CHECKOUT)}`,
      {},
      "active owner checkout",
    ],
  ])("%s", (_name, owner, more, expected) => {
    expect(said(resolve(owner, more))[0]).toBe(expected);
  });

  test("members are in the roster's order and spelling, home first, and those that it lacks last", () => {
    const roster = {
      ...ROSTER,
      repositories: [
        entry("lib-a", { isArchived: true }),
        entry("shop-api", { visibility: "private" }),
        entry("Shop-Web"),
        entry("lib-b"),
      ],
    };
    const owner = lines(
      "id: first, repositories: [lib-b]",
      "id: a, repositories: [gone, shop-api, shop-web, 'lib-*'], home: SHOP-WEB, titles: true",
    );
    const expected = {
      ...{ id: "a", name: "a", home: "Shop-Web", titles: true, optional: false },
      members: [
        { name: "Shop-Web", id: "id of Shop-Web", visibility: "public", state: "member" },
        { name: "lib-a", id: "id of lib-a", visibility: "public", state: "archived" },
        { name: "shop-api", id: "id of shop-api", visibility: "private", state: "member" },
        { name: "gone", id: null, visibility: "unknown", state: "unreachable" },
      ],
      overlapping: ["lib-b"],
    };
    expect(resolve(owner, { roster })).toMatchObject({ delivery: expected });
    expect(deliveriesOf({ text: owner }, roster)[1]).toEqual(expected);
  });

  test("of those that are named, which an installation covers by half, each that it does not cover is waited for", () => {
    const owner = lines("id: a, repositories: [one, two, three, four, 'five-*']");
    const roster = { ...ROSTER, repositories: [entry("one"), entry("three"), entry("five-a")] };
    expect(resolve(owner, { name: "three", roster })).toMatchObject({
      kind: "active",
      delivery: {
        members: [
          ...["one", "three", "five-a"].map((name) => ({ name, state: "member" })),
          ...["two", "four"].map((name) => ({ name, state: "unreachable" })),
        ],
      },
    });
  });

  test("a glob may name 1,000", () => {
    const names = Array.from({ length: 1_000 }, (_, at) => `part-${at}`);
    const roster = { ...ROSTER, repositories: names.map((name) => entry(name)) };
    const found = resolve(lines("id: a, repositories: [part-7, 'part-*']"), { name: "part-999", roster });
    expect(found).toMatchObject({ kind: "active", delivery: { home: "part-7", members: { length: 1_000 } } });
  });

  test("what is seen before the roster has it is a member of unknown visibility", () => {
    expect(resolve(lines("id: a, repositories: [shop-web, 'shop-*']"), { name: "shop-new" })).toMatchObject({
      delivery: { members: [{}, {}, { name: "shop-new", id: null, visibility: "unknown", state: "member" }] },
    });
  });

  test("an archived one is left out", () => {
    const roster = { ...ROSTER, repositories: [entry("shop-web"), entry("shop-api", { isArchived: true })] };
    expect(said(resolve(lines(CHECKOUT), { roster }))).toEqual([
      "inactive",
      "it is archived, and so left out of the delivery Checkout",
    ]);
  });
});

function rosterWith(...names: string[]): Roster {
  return { ...ROSTER, repositories: [...ROSTER.repositories, ...names.map((name) => entry(name))] };
}

describe("a member's own file", () => {
  const THIS =
    'the plan of this repository is that of the delivery "Checkout" in the owner\'s file; expected only version and enabled here.';
  test.each<[string, string, More, string[]]>([
    ["may say its version", lines(CHECKOUT), { own: "version: 1\nenabled: true" }, ["active owner checkout"]],
    ["may be empty", lines(CHECKOUT), { own: "" }, ["active owner checkout"]],
    [
      "may not plan",
      lines(CHECKOUT),
      { own: "gate: { until: milestone }\nphases: 7\nenabeld: false\nversion: 2" },
      [
        "invalid repository checkout",
        `1:1 gate: ${THIS}`,
        `2:1 phases: ${THIS}`,
        '3:1 enabeld: unknown key "enabeld". Did you mean "enabled"? Known here: version, enabled.',
        "4:10 version: expected 1, found the number 2.",
      ],
    ],
    [
      "may be no list",
      lines(CHECKOUT),
      { own: "[a]" },
      ["invalid repository checkout", "1:1 expected a mapping, found a list."],
    ],
    [
      "may be no YAML",
      lines(CHECKOUT),
      { own: "a: b: c" },
      ["invalid repository checkout", expect.stringMatching(/^1:4 not YAML/) as unknown as string],
    ],
    [
      "may not take it out",
      lines(CHECKOUT),
      { own: "extends: owner\nenabled: false" },
      [
        "invalid repository checkout",
        `1:1 extends: ${THIS}`,
        '2:10 enabled: no repository can take itself out of the delivery "Checkout", as it is not optional; expected true, or `optional: true` in the owner\'s file.',
      ],
    ],
    [
      "may take it out where it is optional, whatever else it says",
      lines(FREE),
      { own: "enabled: false\ngates: 1" },
      ["inactive", "it took itself out of the delivery Checkout"],
    ],
    [
      "may not take out the home",
      lines(FREE),
      { name: "shop-web", own: "enabled: false" },
      [
        "invalid repository checkout",
        '1:10 enabled: this repository is the home of the delivery "Checkout"; expected true, or another `home` in the owner\'s file.',
      ],
    ],
    [
      "may not take it out where the owner locks that",
      `locked: [enabled]\n${lines(FREE)}`,
      { own: "enabled: false" },
      ["invalid repository checkout", "1:10 enabled: locked by the owner: expected true."],
    ],
    [
      "of a repository alone has no deliveries",
      lines(CHECKOUT),
      { name: "tools", own: "deliveries: []\ngate: 1" },
      [
        "invalid repository alone",
        "1:1 deliveries: deliveries are planned for all repositories of an owner; expected them in `.github/milegate.yml` of the owner's `.github` repository.",
        "2:7 gate: expected a mapping, found the number 1.",
      ],
    ],
    [
      "of a repository alone takes over the owner's plan, not its deliveries",
      lines(CHECKOUT),
      { name: "tools", own: "extends: owner" },
      ["active repository alone"],
    ],
  ])("%s", (_name, owner, more, expected) => {
    expect(said(resolve(owner, more))).toEqual(expected);
  });

  test("what takes over the owner's plan has no deliveries", () => {
    expect(resolve(lines(CHECKOUT), { name: "tools", own: "extends: owner" })).toMatchObject({
      plan: { deliveries: [] },
    });
  });
});

describe("an owner's file that is invalid", () => {
  const invalid = "version: 9";
  test.each<[string, More, string]>([
    ["holds the members of its last valid version", { versions: [invalid, lines(CHECKOUT)] }, "invalid owner checkout"],
    [
      "holds a member with a file of its own",
      { own: "version: 1", versions: [lines(CHECKOUT)] },
      "invalid owner checkout",
    ],
    ["leaves alone who had taken itself out", { own: "enabled: false", versions: [lines(FREE)] }, "inactive"],
    ["leaves alone who belonged to an older version only", { versions: ["", lines(CHECKOUT)] }, "inactive"],
    [
      "leaves alone who has a file of its own and belonged to none",
      { own: "version: 1", versions: [""] },
      "active repository alone",
    ],
  ])("%s", (_name, more, expected) => {
    expect(said(resolve(invalid, more))[0]).toBe(expected);
  });

  test("gives the members of its last valid version", () => {
    expect(deliveriesOf({ text: invalid, versions: [lines(CHECKOUT)] }, ROSTER)).toMatchObject([{ members: [{}, {}] }]);
    expect(deliveriesOf({ text: invalid }, ROSTER)).toEqual([]);
  });
});

describe("what is wrong with a delivery as the repositories are now", () => {
  const property = (name: string, more = "") =>
    lines(`id: a, repositories: [shop-api, { property: ${name}, value: checkout }]${more}`);
  const personal = { ...ROSTER, isOrganization: false, properties: null };
  const unreadable = { ...ROSTER, properties: null };
  const PERSONAL =
    "custom properties belong to organizations, and this is a personal account; expected the names or globs of repositories.";
  const UNREADABLE =
    "Milegate may not read the organization's custom properties, so it is not known which repositories are meant; an owner of the organization can grant the app's permission \"Custom properties\", or names can stand here.";
  const EDITABLE =
    'a repository can change its property "free" itself, and so leave the delivery; expected a property that only the organization\'s actors can change (`values_editable_by: org_actors`), or `optional: true` in the delivery.';
  test.each<[string, string, More, string[]]>([
    [
      "a property of a personal account",
      property("p"),
      { roster: personal },
      ["invalid owner a", `2:39 deliveries[0].repositories[1]: ${PERSONAL}`],
    ],
    [
      "a property that can't be read",
      property("p"),
      { roster: unreadable },
      ["invalid owner a", `2:39 deliveries[0].repositories[1]: ${UNREADABLE}`],
    ],
    [
      "the same, for one that it may name",
      property("p"),
      { name: "tools", titles: ["MVP"], roster: unreadable },
      ["invalid owner a", `2:39 deliveries[0].repositories[1]: ${UNREADABLE}`],
    ],
    [
      "the same, for one without a milestone of its phases",
      property("p"),
      { name: "tools", titles: ["Any"], roster: unreadable },
      ["inactive", "no plan of its own, and the owner's is not for this repository"],
    ],
    [
      "a property that repositories can change",
      property("free"),
      {},
      ["invalid owner a", `2:39 deliveries[0].repositories[1]: ${EDITABLE}`],
    ],
    ["the same, where the delivery is optional", property("free", ", optional: true"), {}, ["active owner a"]],
    [
      "an archived home",
      lines("id: a, repositories: [shop-api, 'lib-*'], home: Lib-A", "id: b, repositories: [tools]"),
      { roster: { ...ROSTER, repositories: [entry("lib-a", { isArchived: true }), entry("shop-api")] } },
      [
        "invalid owner a",
        "2:55 deliveries[0].home: the home is archived; expected another `home`, which can be written to.",
      ],
    ],
    [
      "a home that isn't there",
      lines("id: a, repositories: [gone, shop-api]"),
      {},
      [
        "invalid owner a",
        "2:29 deliveries[0].repositories[0]: the home is not among the repositories that Milegate is installed on; install it there, or name another `home`.",
      ],
    ],
    [
      "a home that has another name now",
      lines("id: a, repositories: [shop-api, 'lib-*'], home: lib-z"),
      {},
      [
        "invalid owner a",
        "2:55 deliveries[0].home: the home is not among the repositories that Milegate is installed on; install it there, or name another `home`.",
      ],
    ],
    [
      "a home that its property leaves out",
      lines("id: a, repositories: [shop-api, { property: delivery, value: checkout }], home: lib-a"),
      {},
      [
        "invalid owner a",
        '2:87 deliveries[0].home: the home "lib-a" is none of the delivery\'s repositories; expected one that its `repositories` name.',
      ],
    ],
    [
      "a home that an earlier delivery's property takes",
      lines(
        "id: a, repositories: [shop-web, { property: delivery, value: checkout }]",
        "id: b, repositories: [tools, shop-api]",
      ),
      {},
      [
        "invalid owner b",
        '3:29 deliveries[1].repositories[0]: the home "tools" belongs to the delivery "a", which comes first and names it too; expected a repository of this delivery.',
      ],
    ],
    [
      "what is wrong with another delivery",
      lines("id: a, repositories: [gone]", CHECKOUT),
      {},
      ["active owner checkout"],
    ],
    [
      "a roster that was not read",
      lines(CHECKOUT),
      { roster: null },
      [
        "invalid owner checkout",
        "2:37 deliveries[0].repositories: the owner's repositories were not read, so it is not known which of them are meant; Milegate reads them again.",
      ],
    ],
    [
      "the file's own repositories by property",
      "repositories: [{ property: delivery, value: checkout }]",
      { name: "tools" },
      ["active owner alone"],
    ],
    [
      "the same, of a personal account",
      "repositories: [shop-api, { property: delivery, value: checkout }]",
      { roster: personal },
      ["invalid owner alone", `1:26 repositories[1]: ${PERSONAL}`],
    ],
    [
      "the same, where they can't be read",
      "repositories: [{ property: delivery, value: checkout }]",
      { roster: unreadable, titles: ["MVP"] },
      ["invalid owner alone", `1:16 repositories[0]: ${UNREADABLE}`],
    ],
    [
      "the same, for one that is named",
      "repositories: [shop-api, { property: delivery, value: checkout }]",
      { roster: unreadable },
      ["active owner alone"],
    ],
  ])("%s", (_name, owner, more, expected) => {
    expect(said(resolve(owner, more))).toEqual(expected);
  });
});

test("while the owner's file is invalid, its last valid version says whether the roster is needed", () => {
  expect([needsRoster("version: 9", [lines(CHECKOUT)]), needsRoster("version: 9", ["", lines(CHECKOUT)])]).toEqual([
    true,
    false,
  ]);
});

test.each<[string, string, boolean]>([
  ["a plan", "gate: { until: decision }\nrepositories: ['a*']", false],
  ["the word alone", "# deliveries", false],
  ["deliveries", lines(CHECKOUT), true],
  ["deliveries that are invalid", "deliveries: 7", true],
  ["a property", "repositories: [{ property: a, value: b }]", true],
  ["no YAML", "[", false],
])("whether the roster is needed: %s", (_name, text, expected) => {
  expect(needsRoster(text)).toBe(expected);
});

test("whatever the order, a repository belongs to one delivery or none, and both sides agree", () => {
  const NAMES = ["a", "b", "ab", "ba", "aab"];
  const one = fc.oneof(
    fc.constantFrom<unknown>(...NAMES, "a*", "*b", "?", "A?"),
    fc.constantFrom<unknown>({ property: "p", value: "1" }, { property: "p", value: "2" }),
  );
  const deliveries = fc.array(
    fc.uniqueArray(one, { minLength: 1, maxLength: 4, selector: (each) => JSON.stringify(each) }),
    { minLength: 1, maxLength: 4 },
  );
  const values = fc.array(fc.constantFrom("1", "2", null), { minLength: NAMES.length, maxLength: NAMES.length });
  fc.assert(
    fc.property(deliveries, values, fc.shuffledSubarray(NAMES, { minLength: 1 }), (lists, assigned, present) => {
      const text = JSON.stringify({ deliveries: lists.map((repositories, at) => ({ id: `d${at}`, repositories })) });
      fc.pre(parseOwners(text).kind === "valid");
      const roster: Roster = {
        ...ROSTER,
        repositories: present.map((name) => entry(name)),
        properties: new Map(NAMES.map((name, at) => [name, { p: assigned[at] ?? null }])),
      };
      const all = deliveriesOf({ text }, roster);
      for (const name of present) {
        const having = all.filter(({ members }) => members.some((member) => member.name === name));
        const resolution = resolve(text, { name, roster });
        const own = resolution.kind === "inactive" ? null : resolution.delivery;
        expect([having.length <= 1, own]).toEqual([true, having[0] ?? null]);
      }
      const sorted = deliveriesOf(
        { text },
        { ...roster, repositories: roster.repositories.toSorted((x, y) => (x.name < y.name ? -1 : 1)) },
      );
      const asSets = (each: typeof all) =>
        each.map(({ id, members, overlapping }) => [
          id,
          members.map(({ name }) => name).toSorted(),
          overlapping.toSorted(),
        ]);
      expect(asSets(sorted)).toEqual(asSets(all));
    }),
    { numRuns: 100 },
  );
});

test("a glob of names means what a glob of titles does", () => {
  const word = (...signs: string[]) => fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(word("a", "B", "-", "*", "?"), word("A", "b", "-"), (glob, name) => {
      const [written, found] = [glob.join(""), name.join("")];
      const expected = compilePattern(written).matches({ number: 1, title: found }) ? "yes" : "no";
      expect(compileSelection([written])(found, null)).toBe(expected);
    }),
  );
});

describe("what is said of the owner's file where not everybody can read it", () => {
  const SECRET =
    "version: 1\nnonsense: 1\ndeliveries:\n  - { id: a, name: A, repositories: [shop-api, secret], home: hawk, falcon: 1 }\n";
  const seen = (more: More): string => JSON.stringify(resolve(SECRET, { versions: [lines(CHECKOUT)], ...more }));
  const hidden: Roster = { ...ROSTER, repositories: [entry("shop-api"), entry(".github", { visibility: "private" })] };

  test.each<[string, More]>([
    ["a public repository", { roster: hidden, visibility: "public" }],
    ["one of which it is not known", { roster: hidden, visibility: "unknown" }],
    ["where the owner's repositories are not known", { roster: null, visibility: "public", titles: ["MVP"] }],
  ])("%s: the line, and no name", (_name, more) => {
    expect(seen(more)).not.toMatch(/hawk|falcon|secret/);
    expect(seen(more)).toMatch(/nonsense.*deliveries\[0\]: what is wrong is not said here/);
    expect(seen(more)).toContain('"line":4');
  });

  test.each<[string, More]>([
    ["a private repository", { roster: hidden, visibility: "private" }],
    ["one of an owner whose file everybody can read", { visibility: "public" }],
  ])("%s: all of it", (_name, more) => {
    expect(seen(more)).toMatch(/hawk|falcon/);
  });
});
