// What a repository's file takes over from its owner's, and what it may not loosen.
import { describe, expect, test } from "@jest/globals";
import { resolvePlan } from "../../src/plan/resolve.ts";

const milestones = [{ number: 1, title: "Any" }];
const resolve = (repository: string, owner: string | null) =>
  resolvePlan({
    repository: { text: repository },
    owner: owner === null ? null : { text: owner },
    milestones,
    name: "shop",
  });
const said = (repository: string, owner: string | null): string => {
  const plan = resolve(repository, owner);
  return plan.kind === "invalid"
    ? `${plan.source} ${plan.problems.map(({ message }) => message).join(" ")}`
    : plan.kind;
};

const PHASE = '{ id: a, milestones: ["A"], enforcement: warn, requires: [], criteria: [issues-closed] }';

test.each<[string, string, string]>([
  ["communicate: { notify: [a, b] }", "communicate.notify", "active"],
  [
    "communicate: { notify: [b] }",
    "communicate.notify",
    'repository communicate.notify: locked by the owner: expected at least ["a"].',
  ],
  [
    "communicate: { private: true }",
    "communicate.private",
    "repository communicate.private: locked by the owner: expected false.",
  ],
])("%s beside a lock on %s", (own, key, expected) => {
  expect(said(own, `communicate: { notify: [a] }\nlocked: [${key}]`)).toBe(expected);
});

test("what a repository says of private repositories has no effect, and a hint says so", () => {
  const plan = resolve("communicate: { private: true }", null);
  expect(plan.kind === "active" ? plan.hints.map(({ line, message }) => `${line} ${message}`) : []).toEqual([
    "1 communicate.private: this has no effect here: only the owner's file says what may be told of private repositories.",
  ]);
});

/** A sign-off of the owner's, and what a repository makes of it. */
const SIGNED = "{ id: s, by: write, quorum: 2, due: 5d, questions: [q], phases: [mvp], not_applicable: false";
const LOCKED = `review: { sign_offs: [${SIGNED} }] }\nlocked: [review.sign_offs]`;
const LOOSER = "review.sign_offs: locked by the owner: expected sign-offs at least as strict as s.";

describe("a locked sign-off", () => {
  const problemsOf = (text: string, owner: string): string[] => {
    const plan = resolve(text, owner);
    return plan.kind === "invalid" ? plan.problems.map(({ message }) => message) : [];
  };

  test.each<[string, string, string[]]>([
    ["the same, with another beside it", `[${SIGNED} }, { id: t, by: read }]`, []],
    [
      "tighter in everything",
      "[{ id: s, by: write, quorum: 3, due: 12h, questions: [q, r], not_applicable: false }]",
      [],
    ],
    ["none", "[]", [LOOSER]],
    ["another party", `[${SIGNED.replace("write", "read")} }]`, [LOOSER]],
    ["a lower quorum", `[${SIGNED.replace("quorum: 2", "quorum: 1")} }]`, [LOOSER]],
    ["a longer due", `[${SIGNED.replace("5d", "2w")} }]`, [LOOSER]],
    ["no due", `[${SIGNED.replace("due: 5d, ", "")} }]`, [LOOSER]],
    ["no question", `[${SIGNED.replace("[q]", "[]")} }]`, [LOOSER]],
    ["another boundary", `[${SIGNED.replace("[mvp]", "[polish]")} }]`, [LOOSER]],
    ["one that may be declared not applicable", `[${SIGNED.replace("false", "true")} }]`, [LOOSER]],
  ])("%s", (_what, own, problems) => {
    expect(problemsOf(`review: { sign_offs: ${own} }`, LOCKED)).toEqual(problems);
  });

  test("by one key, and the time for a review", () => {
    const owner = `review: { sign_offs: [${SIGNED} }], due: 2d }\nlocked: [review.sign_offs.quorum, review.due]`;
    expect(problemsOf("review: { sign_offs: [{ id: s, by: read }, { id: t, by: read }] }", owner)).toEqual([
      "review.sign_offs: locked by the owner: expected s.quorum at least as strict as the owner's.",
    ]);
    expect(problemsOf("review: { due: 3d }", owner)).toEqual([
      "review.due: locked by the owner: expected 2d or shorter.",
    ]);
    expect(problemsOf("review: { due: 24h }", owner)).toEqual([]);
    expect(problemsOf("", owner)).toEqual([]);
  });
});

describe("a locked key", () => {
  test.each<[string, string, string | null]>([
    ["gate: { until: milestone }\nlocked: [gate.until]", "gate: { until: decision }", null],
    ["gate: { until: milestone }\nlocked: [gate.until]", "gate: { until: milestone }", null],
    ["gate: { until: milestone }\nlocked: [gate.until]", "dashboard: false", null],
    [
      "gate: { until: milestone }\nlocked: [gate.until]",
      "gate: { until: criteria }",
      "gate.until: locked by the owner: expected milestone or decision.",
    ],
    [
      "gate: { unphased: warn }\nlocked: [gate]",
      "gate: { unphased: pass }",
      "gate.unphased: locked by the owner: expected warn or block.",
    ],
    ["gate: { exempt: { authors: [x, y] } }\nlocked: [gate.exempt]", "gate: { exempt: { authors: [x] } }", null],
    [
      "gate: { exempt: { authors: [x] } }\nlocked: [gate.exempt]",
      "gate: { exempt: { authors: [x, z] } }",
      'gate.exempt.authors: locked by the owner: expected nothing beyond ["x"].',
    ],
    ["locked: [gate.override.expires]", "gate: { override: { expires: 12h } }", null],
    [
      "locked: [gate.override.expires]",
      "gate: { override: { expires: 2w } }",
      "gate.override.expires: locked by the owner: expected 1w or shorter.",
    ],
    [
      "review: { quorum: 2 }\nlocked: [review.quorum]",
      "review: { quorum: 1 }",
      "review.quorum: locked by the owner: expected 2 or more.",
    ],
    ["review: { quorum: 2 }\nlocked: [review.quorum]", "review: { quorum: 3 }", null],
    [
      "review: { checklist: { review: [x] } }\nlocked: [review.checklist]",
      "review: { checklist: { review: [x, y] } }",
      null,
    ],
    [
      "review: { checklist: { review: [x] } }\nlocked: [review.checklist]",
      "review: { checklist: { review: [y] } }",
      'review.checklist.review: locked by the owner: expected at least ["x"].',
    ],
    ["commands: { roles: { decide: maintain } }\nlocked: [commands]", "commands: { roles: { decide: admin } }", null],
    [
      "commands: { roles: { decide: maintain } }\nlocked: [commands]",
      "commands: { roles: { decide: write } }",
      "commands.roles.decide: locked by the owner: expected maintain or admin.",
    ],
    [`phases: [${PHASE}]\nlocked: [phases]`, `phases: [${PHASE.replace("warn", "block")}]`, null],
    [
      `phases: [${PHASE}]\nlocked: [phases]`,
      `phases: [${PHASE.replace("[issues-closed]", "[issues-closed, tasks-done]")}]`,
      null,
    ],
    [
      `phases: [${PHASE}]\nlocked: [phases]`,
      `phases: [${PHASE.replace("warn", "off")}]`,
      "phases[0].enforcement: locked by the owner: expected warn or block.",
    ],
    [
      `phases: [${PHASE}]\nlocked: [phases]`,
      `phases: [${PHASE.replace("id: a", "id: b")}]`,
      "phases: locked by the owner: expected the phases a.",
    ],
    ["locked: [dashboard]", "dashboard: false", "dashboard: locked by the owner: expected true."],
    ["locked: [enabled]", "enabled: false", "enabled: locked by the owner: expected true."],
  ])("%j lets %j: %j", (owner, own, problem) => {
    const expected = problem === null ? "active" : `repository ${problem}`;
    expect([said(own, owner), said(`extends: owner\n${own}`, owner)]).toEqual([expected, expected]);
  });
});

describe("what extends the owner's file", () => {
  test("is merged over it: mappings deep, lists whole", () => {
    const owner = "gate: { until: milestone, exempt: { labels: [x], authors: [y] } }";
    const plan = resolve("extends: owner\ngate: { unphased: warn, exempt: { labels: [z] } }", owner);
    expect(plan).toMatchObject({
      kind: "active",
      source: "repository",
      plan: { gate: { until: "milestone", unphased: "warn", exempt: { labels: ["z"], authors: ["y"] } } },
    });
  });

  test("takes nothing over without saying so", () => {
    expect(resolve("dashboard: false", "gate: { until: milestone }")).toMatchObject({
      plan: { gate: { until: "criteria" }, dashboard: false },
    });
  });
});

describe("who switches it off", () => {
  test.each([
    ["enabled: false", null, "inactive"],
    ["enabled: false\nphaces: []", null, "inactive"],
    ["enabled: false", "phaces: []", "inactive"],
    ["enabled: false", "locked: [gate]", "inactive"],
    ["enabled: true", "enabled: false", "active"],
    ["extends: owner", "enabled: false", "inactive"],
  ])("%j over %j is %s", (own, owner, expected) => {
    expect(said(own, owner)).toBe(expected);
  });
});
