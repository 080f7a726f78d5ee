// Everything that a plan may get wrong, and what it is told: line, column, key, what was found and what was expected.
import { expect, test } from "@jest/globals";
import { parsePlan } from "../../src/plan/parse.ts";

/** A plan of one phase with this more to it. */
const a = (more: string): string => `phases: [{ id: a, milestones: [1], ${more} }]`;

/** What a plan may get wrong about who must agree, and when. */
function signOffCases(): [string, string, string[]][] {
  const of = (...all: string[]): string => `review: { sign_offs: [${all.join(", ")}] }`;
  const at = "1:23 review.sign_offs";
  const BY = 'expected a role, a team ("@org/team"), or a list of logins and teams, found';
  const TIME = "expected a time such as 12h, 5d (working days) or 2w (working weeks), 1s to 366d, found";
  return [
    [
      "a sign-off named twice",
      of("{ id: a, by: read }", "{ id: a, by: read }"),
      ['1:50 review.sign_offs[1].id: the id "a" is taken by sign-off 1; each is named once.'],
    ],
    [
      "a sign-off named as another's id",
      of("{ id: a, by: read }", "{ id: b, name: A, by: read }"),
      ['1:59 review.sign_offs[1].name: the name "A" is taken by sign-off 1; each is named once.'],
    ],
    ["a sign-off without by", of("{ id: a }"), [`${at}[0].by: ${BY} nothing.`]],
    ["an empty team", of("{ id: a, by: [] }"), ["1:36 review.sign_offs[0].by: expected at least 1 item, found 0."]],
    [
      "a team without its organization",
      of('{ id: a, by: "@security" }'),
      [
        '1:36 review.sign_offs[0].by: expected a role (read, triage, write, maintain, admin) or "@org/team", found "@security".',
      ],
    ],
    [
      "a quorum that nobody reaches",
      of('{ id: a, by: [sam, "@Sam"], quorum: 2 }'),
      ["1:59 review.sign_offs[0].quorum: 1 person is asked, so 2 can never agree; expected 1 or fewer."],
    ],
    [
      "a quorum of none",
      of("{ id: a, by: read, quorum: 0 }"),
      ["1:50 review.sign_offs[0].quorum: expected at least 1, found the number 0."],
    ],
    [
      "a boundary that there is not",
      of("{ id: a, by: read, phases: [mvq] }"),
      [
        '1:51 review.sign_offs[0].phases[0]: "mvq" is no phase of this plan. Did you mean "mvp"? Expected one of: mvp, enhancement, polish.',
      ],
    ],
    ["a due of nothing", of("{ id: a, by: read, due: 0d }"), [`1:47 review.sign_offs[0].due: ${TIME} "0d".`]],
    ["a due in the past", of('{ id: a, by: read, due: "-1d" }'), [`1:47 review.sign_offs[0].due: ${TIME} "-1d".`]],
    ["a due beyond a year", "review: { due: 53w }", [`1:16 review.due: ${TIME} "53w".`]],
    [
      "twenty-one sign-offs",
      of(...Array.from({ length: 21 }, (_, n) => `{ id: s${n}, by: read }`)),
      ["1:22 review.sign_offs: expected at most 20 items, found 21."],
    ],
    [
      "20 sign-offs of 20 questions that take more than a review",
      of(
        ...Array.from(
          { length: 20 },
          (_, n) => `{ id: s${n}, by: read, questions: [${Array.from({ length: 20 }, () => "x".repeat(60)).join()}] }`,
        ),
      ),
      [
        '1:22 review.sign_offs: all questions at the end of "mvp" take more than 20000 bytes, and a review has to hold them; ask less, or in fewer words.',
      ],
    ],
    [
      "a calendar without working days",
      "calendar: { weekdays: [] }",
      [
        "1:23 calendar.weekdays: expected days of the week (mon, tue, wed, thu, fri, sat, sun), one at least, found a list.",
      ],
    ],
    [
      "a zone that there is not",
      "calendar: { zone: Europe/Atlantis }",
      ['1:19 calendar.zone: expected a time zone such as Europe/Berlin or UTC, found "Europe/Atlantis".'],
    ],
    [
      "a holiday that there is not",
      "calendar: { holidays: [2026-02-30, 1.1.2026] }",
      [
        '1:24 calendar.holidays[0]: expected a day that there is, found "2026-02-30".',
        '1:36 calendar.holidays[1]: expected a day such as 2026-12-25, found "1.1.2026".',
      ],
    ],
  ];
}

const INVALID: [string, string, string[]][] = [
  ["a version in quotes", 'version: "1"', ['1:10 version: expected 1, found "1".']],
  ["null for the version", "version:", ["1:9 version: expected 1, found null (an empty value)."]],
  ["an enabled that YAML 1.1 knows", "enabled: yes", ['1:10 enabled: expected true or false, found "yes".']],
  [
    "a dashboard that YAML 1.1 knows, though it says 1.1",
    "%YAML 1.1\n---\ndashboard: off",
    ['3:12 dashboard: expected true or false, found "off".'],
  ],
  ["a number for a mapping", "gate: 1", ["1:7 gate: expected a mapping, found the number 1."]],
  ["a mapping that is empty", "gate:", ["1:6 gate: expected a mapping, found null (an empty value)."]],
  [
    "a check of the app's own",
    a('criteria: [{ check: { name: " milegate/config " } }]'),
    [
      '1:64 phases[0].criteria[0].check.name: "milegate" and "milegate/config" are Milegate\'s own checks, which would wait for themselves; expected another.',
    ],
  ],
  ...signOffCases(),
  ["no phases", "phases: []", ["1:9 phases: expected at least 1 item, found 0."]],
  ["phases as a mapping", "phases: { mvp: {} }", ["1:9 phases: expected a list, found a mapping."]],
  ["a phase that is null", "phases: [null]", ["1:10 phases[0]: expected a mapping, found null (an empty value)."]],
  ["a phase that is a text", "phases: [mvp]", ['1:10 phases[0]: expected a mapping, found "mvp".']],
  ["twenty-one phases", `phases: [${"{},".repeat(21)}]`, ["1:9 phases: expected at most 20 items, found 21."]],
  [
    "a phase without anything",
    "phases: [{}]",
    [
      "1:10 phases[0].id: expected a text, found nothing.",
      "1:10 phases[0].milestones: expected a list, found nothing.",
    ],
  ],
  [
    "a number for an id",
    "phases: [{ id: 1, milestones: [1] }]",
    ["1:16 phases[0].id: expected a text, found the number 1. Put it in quotes."],
  ],
  [
    "an id that is too long",
    `phases: [{ id: ${"x".repeat(51)}, milestones: [1] }]`,
    ["1:16 phases[0].id: expected at most 50 characters, found 51."],
  ],
  ["an empty name", a('name: " "'), ['1:42 phases[0].name: expected some text, found " ".']],
  [
    "true for a name",
    a("name: true"),
    ["1:42 phases[0].name: expected a text, found the boolean true. Put it in quotes."],
  ],
  [
    "no milestone",
    "phases: [{ id: a, milestones: [] }]",
    ["1:31 phases[0].milestones: expected at least 1 item, found 0."],
  ],
  [
    "a milestone's number below one",
    "phases: [{ id: a, milestones: [0] }]",
    ["1:32 phases[0].milestones[0]: expected at least 1, found the number 0."],
  ],
  [
    "a milestone that is null",
    "phases: [{ id: a, milestones: [~] }]",
    [
      '1:32 phases[0].milestones[0]: expected a title pattern (in quotes if it looks like a number: "2.0") or a milestone\'s number, found null (an empty value).',
    ],
  ],
  [
    "an empty pattern",
    'phases: [{ id: a, milestones: [""] }]',
    ["1:32 phases[0].milestones[0]: expected at least 1 character, found 0."],
  ],
  [
    "a title that YAML takes for a number",
    "phases: [{ id: a, milestones: [2.0] }]",
    ['1:32 YAML reads 2.0 as the number 2; put a title in quotes: "2.0".'],
  ],
  [
    "a milestone's number with a fraction",
    "phases: [{ id: a, milestones: [2.5] }]",
    [
      '1:32 phases[0].milestones[0]: expected a title pattern (in quotes if it looks like a number: "2.0") or a milestone\'s number, found the number 2.5.',
    ],
  ],
  [
    "a number that is too large to be exact",
    "phases: [{ id: a, milestones: [99999999999999999999] }]",
    [
      '1:32 YAML reads 99999999999999999999 as the number 100000000000000000000; put a title in quotes: "99999999999999999999".',
    ],
  ],
  [
    "a regular expression without its end",
    'phases: [{ id: a, milestones: ["/mvp"] }]',
    [
      '1:32 phases[0].milestones[0]: the pattern "/mvp" can\'t be used: it begins with "/" as regular expressions do; expected "/…/" or "/…/i".',
    ],
  ],
  [
    "a look-ahead",
    'phases: [{ id: a, milestones: ["/(?=a)/"] }]',
    [
      '1:32 phases[0].milestones[0]: the pattern "/(?=a)/" can\'t be used: error parsing regexp: invalid or unsupported Perl syntax: `(?=`.',
    ],
  ],
  [
    "a back-reference",
    'phases: [{ id: a, milestones: ["/(a)\\\\1/"] }]',
    [
      '1:32 phases[0].milestones[0]: the pattern "/(a)\\1/" can\'t be used: error parsing regexp: invalid escape sequence: `\\1`.',
    ],
  ],
  [
    "repetitions without measure",
    'phases: [{ id: a, milestones: ["/((a{30}){30}){30}/"] }]',
    [
      '1:32 phases[0].milestones[0]: the pattern "/((a{30}){30}){30}/" can\'t be used: error parsing regexp: invalid repeat count: `{30}`.',
    ],
  ],
  [
    "a pattern that is too large",
    'phases: [{ id: a, milestones: ["/(a?){900}(b?){900}(c?){900}/"] }]',
    [
      "1:32 phases[0].milestones[0]: with this one the plan's patterns are too large to match quickly; expected fewer, or fewer repetitions.",
    ],
  ],
  [
    "a label longer than GitHub's",
    a(`label: ${"x".repeat(51)}`),
    ["1:43 phases[0].label: expected at most 50 characters, found 51."],
  ],
  [
    "a label that the app needs",
    a('label: "Boundary Review"'),
    ['1:43 phases[0].label: the label "Boundary Review" has another meaning for Milegate; expected another.'],
  ],
  [
    "an alias that the app needs",
    a('aliases: ["decision: stop"]'),
    ['1:46 phases[0].aliases[0]: the label "decision: stop" has another meaning for Milegate; expected another.'],
  ],
  ["aliases as a text", a("aliases: core"), ['1:45 phases[0].aliases: expected a list, found "core".']],
  ["a share as a percentage", a('share: "30%"'), ['1:43 phases[0].share: expected a number, found "30%".']],
  ["a share below nought", a("share: -1"), ["1:43 phases[0].share: expected at least 0, found the number -1."]],
  ["a share above 100", a("share: 101"), ["1:43 phases[0].share: expected at most 100, found the number 101."]],
  ["a share that is no number", a("share: .nan"), ["1:43 phases[0].share: expected a number, found the number NaN."]],
  ["a goal that is a list", a("goal: [a]"), ["1:42 phases[0].goal: expected a text, found a list."]],
  [
    "a time box that is a number",
    a("timebox: 14"),
    ["1:45 phases[0].timebox: expected a duration such as 30m, 12h, 14d or 2w, found the number 14."],
  ],
  [
    "a time box that is a date",
    a("timebox: 2026-01-01"),
    ['1:45 phases[0].timebox: expected a duration such as 30m, 12h, 14d or 2w, found "2026-01-01".'],
  ],
  [
    "a time box in months",
    a("timebox: 1mo"),
    ['1:45 phases[0].timebox: expected a duration such as 30m, 12h, 14d or 2w, found "1mo".'],
  ],
  ["requires as a text", a("requires: a"), ['1:46 phases[0].requires: expected a list, found "a".']],
  [
    "phases that require each other",
    "phases: [{ id: a, milestones: [1], requires: [b] }, { id: b, milestones: [2] }]",
    [
      '1:46 phases[0].requires: the phase "a" requires itself, directly or through others, so it could never open.',
      '1:53 phases[1].requires: the phase "b" requires itself, directly or through others, so it could never open.',
    ],
  ],
  [
    "one id twice, once",
    "phases: [{ id: a, milestones: [1] }, { id: a, milestones: [2] }]",
    ['1:44 phases[1].id: the id "a" is taken by phase 1; ids are unique.'],
  ],
  [
    "enforcement that is false",
    a("enforcement: false"),
    ["1:49 phases[0].enforcement: expected block or warn or off, found the boolean false."],
  ],
  ["no criterion", a("criteria: []"), ["1:46 phases[0].criteria: expected at least 1 item, found 0."]],
  [
    "criteria as a text",
    a("criteria: issues-closed"),
    ['1:46 phases[0].criteria: expected a list, found "issues-closed".'],
  ],
  [
    "a criterion that is a number",
    a("criteria: [7]"),
    ["1:47 phases[0].criteria[0]: expected a criterion's name, or `name: {options}`, found the number 7."],
  ],
  [
    "a criterion that is a list",
    a("criteria: [[issues-closed]]"),
    ["1:47 phases[0].criteria[0]: expected a criterion's name, or `name: {options}`, found a list."],
  ],
  [
    "a criterion with options beside it",
    a("criteria: [{ issues-closed: , min: 90% }]"),
    [
      "1:47 phases[0].criteria[0]: expected one criterion an item, as `name` or `name: {options}`, found the keys issues-closed, min. Options stand below the name, indented.",
    ],
  ],
  [
    "a criterion without options after its colon",
    a("criteria: [{ scope: }]"),
    ["1:56 phases[0].criteria[0].scope: expected a mapping, found null (an empty value)."],
  ],
  [
    "a criterion's unknown option",
    a("criteria: [{ feedback: { mn: 3 } }]"),
    ['1:61 phases[0].criteria[0].feedback.mn: unknown key "mn". Did you mean "min"? Known here: min, label, must.'],
  ],
  [
    "a count that is a percentage",
    a('criteria: [{ feedback: { min: "90%" } }]'),
    ['1:66 phases[0].criteria[0].feedback.min: expected a number, found "90%".'],
  ],
  [
    "a count of nought",
    a("criteria: [{ feedback: { min: 0 } }]"),
    ["1:66 phases[0].criteria[0].feedback.min: expected at least 1, found the number 0."],
  ],
  [
    "a percentage over 100",
    a('criteria: [{ issues-closed: { min: "110%" } }]'),
    ['1:71 phases[0].criteria[0].issues-closed.min: expected a percentage in quotes such as "90%", found "110%".'],
  ],
  [
    "must that is a text",
    a("criteria: [{ timebox: { must: often } }]"),
    ['1:66 phases[0].criteria[0].timebox.must: expected true or false, found "often".'],
  ],
  [
    "labels that are none",
    a("criteria: [{ no-open: { labels: [] } }]"),
    ["1:68 phases[0].criteria[0].no-open.labels: expected at least 1 item, found 0."],
  ],
  [
    "no labels where they are needed",
    a("criteria: [no-open]"),
    ["1:47 phases[0].criteria[0].labels: expected a list, found nothing."],
  ],
  [
    "a tolerance that is too large",
    a("criteria: [{ scope: { tolerance: 101 } }]"),
    ["1:69 phases[0].criteria[0].scope.tolerance: expected at most 100, found the number 101."],
  ],
  [
    "paths as a text",
    a("criteria: [{ files-exist: { paths: README.md } }]"),
    ['1:71 phases[0].criteria[0].files-exist.paths: expected a list, found "README.md".'],
  ],
  [
    "another case of until",
    "gate: { until: Decision }",
    [
      '1:16 gate.until: "Decision" is no known value. Did you mean "decision"? Expected one of: criteria, milestone, decision.',
    ],
  ],
  [
    "an exempt login with its sign",
    "gate: { exempt: { authors: dependabot } }",
    ['1:28 gate.exempt.authors: expected a list, found "dependabot".'],
  ],
  [
    "an override without unit",
    "gate: { override: { expires: 7 } }",
    ["1:30 gate.override.expires: expected a duration such as 30m, 12h, 14d or 2w, found the number 7."],
  ],
  [
    "a misspelt key deep down",
    "gate: { exempt: { author: [a] } }",
    ['1:19 gate.exempt.author: unknown key "author". Did you mean "authors"? Known here: authors, labels, branches.'],
  ],
  [
    "a reviewer with its sign",
    'review: { reviewers: ["@octocat"] }',
    ['1:23 review.reviewers[0]: expected "user" or "@org/team", found "@octocat".'],
  ],
  [
    "a reviewer that is a number",
    "review: { reviewers: [12] }",
    ["1:23 review.reviewers[0]: expected a text, found the number 12. Put it in quotes."],
  ],
  ["a quorum of nobody", "review: { quorum: 0 }", ["1:19 review.quorum: expected at least 1, found the number 0."]],
  ["half a quorum", "review: { quorum: 1.5 }", ["1:19 review.quorum: expected a whole number, found the number 1.5."]],
  [
    "a section that there is not",
    "review: { checklist: { reviews: [a] } }",
    [
      '1:24 review.checklist.reviews: unknown key "reviews". Did you mean "review"? Known here: review, decide, plan, communicate.',
    ],
  ],
  [
    "a role in capitals",
    "commands: { roles: { decide: Maintain } }",
    [
      '1:30 commands.roles.decide: expected a role (read, triage, write, maintain, admin) or "@org/team", found "Maintain".',
    ],
  ],
  [
    "a team without its organization",
    'commands: { roles: { decide: "@team" } }',
    [
      '1:30 commands.roles.decide: expected a role (read, triage, write, maintain, admin) or "@org/team", found "@team".',
    ],
  ],
  ...["secret", "owners-x", "Releases", ""].map((name): [string, string, string[]] => [
    `a channel ${JSON.stringify(name)}`,
    `communicate: { notify: ["${name}"] }`,
    [
      `1:25 communicate.notify[0]: expected a channel's name: lower-case letters, digits and dashes; not \`secret\`, and nothing with \`owners-\` first, found "${name}".`,
    ],
  ]),
  [
    "discussions that are a list",
    "communicate: { discussions: [a] }",
    ["1:29 communicate.discussions: expected a text, found a list."],
  ],
  [
    "an environment of an unknown phase",
    "environments: { production: mvpp }",
    [
      '1:29 environments.production: "mvpp" is no phase of this plan. Did you mean "mvp"? Expected one of: mvp, enhancement, polish.',
    ],
  ],
  [
    "an environment without a name",
    'environments: { "": mvp }',
    ['1:21 environments.: the name "" can\'t be used; expected a text of 1 to 200 characters.'],
  ],
  ["environments as a list", "environments: [production]", ["1:15 environments: expected a mapping, found a list."]],
  [
    "a parent that there is not",
    "extends: parent",
    ['1:10 extends: "parent" is no known value. Expected one of: owner.'],
  ],
  [
    "nothing to extend",
    "extends: owner",
    [
      "1:10 extends: there is no owner's file to extend; expected `.github/milegate.yml` in the owner's `.github` repository, where the app can read it.",
    ],
  ],
  [
    "a lock on what there is not",
    "locked: [gate.untl]",
    ['1:10 locked[0]: "gate.untl" is no key that can be locked. Did you mean "gate.until"?'],
  ],
  [
    "a merge key",
    "base: &base { until: decision }\ngate: { <<: *base }",
    [
      '1:1 base: unknown key "base". Did you mean "gate"? Known here: version, enabled, phases, gate, review, commands, communicate, calendar, dashboard, environments, extends, locked, repositories, deliveries.',
      "2:9 gate.<<: merge keys (`<<`) are no part of YAML 1.2; write the keys out, or use an alias for a whole value.",
    ],
  ],
  [
    "an alias before its anchor",
    "gate: *later\nreview: &later {}",
    ['1:7 the alias "*later" has no anchor "&later" before it.'],
  ],
  [
    "a prototype",
    "__proto__: { enabled: false }",
    [
      '1:1 __proto__: unknown key "__proto__". Known here: version, enabled, phases, gate, review, commands, communicate, calendar, dashboard, environments, extends, locked, repositories, deliveries.',
    ],
  ],
  ["a key that is a list", "? [a]\n: 1", ["1:3 expected a plain word as a key."]],
  ["a tag of somebody's", "gate: !secret x", ["1:7 not YAML: Unresolved tag: !secret"]],
  [
    "text that is not UTF-8",
    "# caf\uFFFD\nversion: 1",
    ["1:1 found a character that is not UTF-8; save the file as UTF-8."],
  ],
  ["a control character", "version: 1\ndashboard: \u0000", ["1:1 the file is not text; expected YAML in UTF-8."]],
  ["a megabyte", "#".repeat(1_048_576), ["1:1 the file has 1048576 bytes; expected 65536 at most."]],
  ["nesting without end", `a: ${"[".repeat(1000)}`, ["1:103 nested too deeply; a plan has a few levels."]],
  [
    "a key twice, deep down",
    "gate:\n  until: milestone\n  until: decision",
    ['3:3 the key "until" is set on line 2 already; keep one of them.'],
  ],
  [
    "a tab, with Windows' line ends and a byte order mark",
    "\uFEFFversion: 1\r\ngate:\r\n\tuntil: decision\r\n",
    ["3:1 found a tab; YAML is indented with spaces only."],
  ],
  [
    "an unclosed list",
    "phases: [1",
    ["1:11 not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]"],
  ],
  ["a second document", "version: 1\n---\nversion: 1", ["2:1 a second YAML document begins; expected one."]],
];

test.each(INVALID)("%s", (_name, text, expected) => {
  const parsed = parsePlan(text);
  const problems = parsed.kind === "invalid" ? parsed.problems : [];
  expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
});

test("there are many", () => {
  expect(INVALID.length).toBeGreaterThanOrEqual(60);
});
