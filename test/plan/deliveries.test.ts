// What the deliveries of an owner's file may get wrong, and what is said of it: line, column, key, found and expected.
import { describe, expect, test } from "@jest/globals";
import { parsePlan } from "../../src/plan/parse.ts";

/** A delivery with this more to it. */
const a = (more: string): string => `deliveries: [{ id: a, repositories: [x, "lib-*"], ${more} }]`;
const KEYS =
  "id, name, repositories, home, optional, titles, enabled, phases, gate, review, commands, communicate, calendar, dashboard, environments";
const many = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join();

const INVALID: [string, string, string[]][] = [
  ["a mapping", "deliveries: {}", ["1:13 deliveries: expected a list, found a mapping."]],
  ["null for one", "deliveries: [~]", ["1:14 deliveries[0]: expected a mapping, found null (an empty value)."]],
  [
    "one without anything",
    "deliveries: [{}]",
    [
      "1:14 deliveries[0].id: expected a text, found nothing.",
      "1:14 deliveries[0].repositories: expected a list of repositories, or `{ property: NAME, value: VALUE }`, found nothing.",
    ],
  ],
  [
    "an id in capitals",
    "deliveries: [{ id: Checkout, repositories: [x] }]",
    ['1:20 deliveries[0].id: expected lower-case letters, digits and dashes, found "Checkout".'],
  ],
  [
    "no repositories",
    "deliveries: [{ id: a, repositories: [] }]",
    ["1:37 deliveries[0].repositories: expected at least 1 item, found 0."],
  ],
  [
    "a hundred and one entries",
    `deliveries: [{ id: a, repositories: [${many(101, (at) => `r${at}`)}] }]`,
    ["1:37 deliveries[0].repositories: expected at most 100 items, found 101."],
  ],
  [
    "fifty-one deliveries",
    `deliveries: [${many(51, (at) => `{ id: d${at}, repositories: [r${at}] }`)}]`,
    ["1:13 deliveries: expected at most 50 items, found 51."],
  ],
  [
    "a number for a repository",
    "deliveries: [{ id: a, repositories: [7, x] }]",
    [
      "1:38 deliveries[0].repositories[0]: expected a repository's name, a glob, or `{ property: NAME, value: VALUE }`, found the number 7.",
    ],
  ],
  [
    "a blank name",
    "deliveries: [{ id: a, repositories: [x, ' '] }]",
    ['1:41 deliveries[0].repositories[1]: expected some text, found " ".'],
  ],
  [
    "a misspelt property",
    "deliveries: [{ id: a, repositories: [x, { propery: team, value: b }] }]",
    [
      "1:41 deliveries[0].repositories[1].property: expected a text, found nothing.",
      '1:43 deliveries[0].repositories[1].propery: unknown key "propery". Did you mean "property"? Known here: property, value.',
    ],
  ],
  [
    "a value that YAML takes for something else",
    "deliveries: [{ id: a, repositories: [x, { property: team, value: true }] }]",
    ["1:66 deliveries[0].repositories[1].value: expected a text, found the boolean true. Put it in quotes."],
  ],
  [
    "a misspelt property of the file's own repositories",
    "repositories: [{ property: a, vale: b }]",
    [
      "1:16 repositories[0].value: expected a text, found nothing.",
      '1:31 repositories[0].vale: unknown key "vale". Did you mean "value"? Known here: property, value.',
    ],
  ],
  [
    "a misspelt key",
    a("gates: {}"),
    [`1:51 deliveries[0].gates: unknown key "gates". Did you mean "gate"? Known here: ${KEYS}.`],
  ],
  ...["locked: [gate]", "extends: owner", "version: 1", "deliveries: []"].map((more): (typeof INVALID)[number] => {
    const [key] = more.split(":");
    return [
      `${key}, which only the file has`,
      a(more),
      [`1:51 deliveries[0].${key}: unknown key "${key}". Known here: ${KEYS}.`],
    ];
  }),
  [
    "a phase that there is not",
    a("phases: [{ id: m, milestones: [1], requires: [n] }]"),
    ['1:97 deliveries[0].phases[0].requires[0]: "n" is no phase of this plan. Did you mean "m"? Expected one of: m.'],
  ],
  [
    "a pattern that can't be used",
    a('phases: [{ id: m, milestones: ["/(/"] }]'),
    [
      '1:82 deliveries[0].phases[0].milestones[0]: the pattern "/(/" can\'t be used: error parsing regexp: missing closing ): `(`.',
    ],
  ],
  [
    "shares that are too few",
    a("phases: [{ id: m, milestones: [1], share: 90 }]"),
    ["1:59 deliveries[0].phases: the shares add up to 90; expected 100."],
  ],
  [
    "an environment of a phase of the file's own plan",
    `phases: [{ id: m, milestones: [1] }]\n${a("environments: { production: m }")}`,
    [
      '2:79 deliveries[0].environments.production: "m" is no phase of this plan. Did you mean "mvp"? Expected one of: mvp, enhancement, polish.',
    ],
  ],
  [
    "no home",
    "deliveries: [{ id: a, repositories: ['lib-*', { property: t, value: v }] }]",
    [
      "1:23 deliveries[0].repositories: no repository is named without a glob, so the delivery has no home; expected a `home`, or the name of a repository.",
    ],
  ],
  [
    "a home that is none of its repositories",
    "deliveries: [{ id: a, repositories: ['lib-*', y], home: tool-x }]",
    [
      '1:57 deliveries[0].home: the home "tool-x" is none of the delivery\'s repositories; expected one that its `repositories` name.',
    ],
  ],
  [
    "a home that is a glob",
    "deliveries: [{ id: a, repositories: ['lib-*'], home: 'lib-*' }]",
    ['1:54 deliveries[0].home: the home "lib-*" is a glob; expected the name of one repository.'],
  ],
  [
    "a home that an earlier glob takes",
    "deliveries:\n  - { id: a, repositories: [x, 'shop-*'] }\n  - { id: b, repositories: [shop-web] }",
    [
      '3:29 deliveries[1].repositories[0]: the home "shop-web" belongs to the delivery "a", which comes first and names it too; expected a repository of this delivery.',
    ],
  ],
  [
    "one repository twice",
    "deliveries: [{ id: a, repositories: [x, X, 'l*', 'L*', { property: P, value: v }, { property: p, value: v }] }]",
    [
      '1:41 deliveries[0].repositories[1]: "X" is named twice; keep one of them.',
      '1:50 deliveries[0].repositories[3]: "L*" is named twice; keep one of them.',
      "1:83 deliveries[0].repositories[5]: this property with this value is named twice; keep one of them.",
    ],
  ],
  [
    "one repository in two deliveries, on the line of the second's repositories",
    "deliveries:\n  - id: a\n    repositories: [x, y]\n  - id: b\n    repositories:\n      - z\n      - Y",
    [
      '5:5 deliveries[1].repositories: the repository "Y" belongs to the delivery "a" already; expected it in one of them.',
    ],
  ],
  [
    "one repository in two deliveries, of which it is the home",
    "deliveries: [{ id: a, repositories: [x] }, { id: b, repositories: [x, y] }]",
    [
      '1:53 deliveries[1].repositories: the repository "x" belongs to the delivery "a" already; expected it in one of them.',
    ],
  ],
  [
    "an id twice",
    "deliveries: [{ id: a, repositories: [x] }, { id: a, repositories: [y] }]",
    ['1:50 deliveries[1].id: the id "a" is taken by delivery 1; ids are unique.'],
  ],
  [
    "names with their owner",
    "deliveries: [{ id: a, repositories: [octo/x, y], home: acme/y }]",
    [
      '1:38 deliveries[0].repositories[0]: found "octo/x"; expected the name alone, "x". A delivery holds repositories of the file\'s own owner only.',
      '1:56 deliveries[0].home: found "acme/y"; expected the name alone, "y". A delivery holds repositories of the file\'s own owner only.',
    ],
  ],
  [
    "shape and sense, all at once",
    [
      "deliveries:",
      "  - { id: a, repositories: [x, x], gate: { until: x } }",
      "  - { id: a, repositories: [x], phases: [{ id: m, milestones: [1], colour: red }] }",
    ].join("\n"),
    [
      '2:32 deliveries[0].repositories[1]: "x" is named twice; keep one of them.',
      '2:51 deliveries[0].gate.until: "x" is no known value. Expected one of: criteria, milestone, decision.',
      '3:11 deliveries[1].id: the id "a" is taken by delivery 1; ids are unique.',
      '3:14 deliveries[1].repositories: the repository "x" belongs to the delivery "a" already; expected it in one of them.',
      '3:68 deliveries[1].phases[0].colour: unknown key "colour". Known here: id, name, milestones, label, aliases, share, goal, hypothesis, timebox, planning, requires, enforcement, criteria.',
    ],
  ],
  [
    "a delivery without an id, whose repositories nothing is said of",
    "deliveries: [{ id: a, repositories: [x] }, { repositories: [x], home: z }]\ndashboard: 1",
    [
      "1:44 deliveries[1].id: expected a text, found nothing.",
      "2:12 dashboard: expected true or false, found the number 1.",
    ],
  ],
];

test.each(INVALID)("deliveries that are invalid: %s", (_name, text, expected) => {
  const parsed = parsePlan(text);
  const problems = parsed.kind === "invalid" ? parsed.problems : [];
  expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
});

test("a home that a property may have is left open until the properties are known", () => {
  expect(parsePlan("deliveries: [{ id: a, repositories: [{ property: t, value: v }], home: x }]").kind).toBe("valid");
});

test.each([
  "deliveries: [{ id: a, repositories: { property: t, value: v }, home: x }]",
  "repositories: { property: t, value: v }",
])("one property may stand without a list: %s", (text) => {
  const parsed = parsePlan(text);
  if (parsed.kind !== "valid") throw new Error(JSON.stringify(parsed.problems));
  const { repositories, deliveries } = parsed.plan;
  expect(repositories ?? deliveries[0]?.repositories).toEqual([{ property: "t", value: "v" }]);
});

test("a delivery has a plan of its own, and the built-in phases where it names none", () => {
  const parsed = parsePlan(
    `gate: { until: decision }\nphases: [{ id: z, milestones: [1] }]\n${a("name: All, home: lib-1, titles: true")}`,
  );
  expect(parsed).toMatchObject({
    kind: "valid",
    plan: {
      phases: [{ id: "z" }],
      deliveries: [
        {
          ...{ id: "a", name: "All", optional: false, titles: true },
          home: { name: "lib-1", path: ["home"] },
          plan: { gate: { until: "criteria" }, phases: [{ id: "mvp" }, { id: "enhancement" }, { id: "polish" }] },
        },
      ],
    },
  });
});

test("hints are given for deliveries, too, and for a name with its owner that names nothing", () => {
  const parsed = parsePlan(
    'repositories: [octo/x]\ndeliveries: [{ id: a, repositories: [x, "l[12]*"], gate: { exempt: { authors: [renovate] } } }]',
  );
  expect(parsed.kind === "valid" ? parsed.hints.map(({ line, message }) => `${line} ${message}`) : []).toEqual([
    expect.stringMatching(/^2 deliveries\[0\]\.gate\.exempt\.authors\[0\]: "renovate" is a person's login/),
    expect.stringMatching(/^2 deliveries\[0\]\.repositories\[1\]: \[12\] is literal in a glob/),
    '1 repositories[0]: "octo/x" names no repository: names are written without their owner.',
  ]);
});

describe("a criterion's repository", () => {
  const phases = (repository: string): string =>
    `phases: [{ id: m, milestones: [1], criteria: [{ no-open: { labels: [bug], repository: ${repository} } }] }]`;
  const delivery = (repositories: string, repository: string): string =>
    `deliveries:\n  - id: a\n    repositories: ${repositories}\n    home: x\n    ${phases(repository)}`;

  test.each<[string, string, string[]]>([
    ["all, in a plan that is no delivery", phases("all"), []],
    [
      "a name, in a plan that is no delivery",
      phases("x"),
      [
        '1:87 phases[0].criteria[0].no-open.repository: "x" is another repository, which only a delivery of the owner\'s file has; expected `all`, or no `repository`.',
      ],
    ],
    ["all", delivery("[x]", "all"), []],
    ["a member in another case", delivery('[x, "lib-*"]', "LIB-1"), []],
    ["one that a property may have", delivery("[x, { property: t, value: v }]", "y"), []],
    [
      "no member",
      delivery('[x, "lib-*"]', "y"),
      [
        '5:91 deliveries[0].phases[0].criteria[0].no-open.repository: "y" is none of the delivery\'s repositories; expected one that its `repositories` name.',
      ],
    ],
    [
      "a member with its owner",
      delivery("[x]", "octo/x"),
      [
        '5:91 deliveries[0].phases[0].criteria[0].no-open.repository: found "octo/x"; expected the name alone, "x". A delivery holds repositories of the file\'s own owner only.',
      ],
    ],
  ])("%s", (_name, text, expected) => {
    const parsed = parsePlan(text);
    const problems = parsed.kind === "invalid" ? parsed.problems : [];
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
  });
});
