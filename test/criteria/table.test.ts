// SPEC section 5: every criterion in every outcome, and at its boundary. One row is one case.
import { expect, test } from "@jest/globals";
import type { Evaluation } from "../../src/criteria/criterion.ts";
import { criteria } from "../../src/criteria/index.ts";
import type { Milestone, PublishedRelease } from "../../src/github/model.ts";
import { milestone } from "../builders.ts";
import { type CriterionCase, countedIssue, countedIssues, dateAfter, evaluateCase, ONE_DAY_MS } from "./world.ts";

const CREATED = "2026-01-01T00:00:00Z";
const issues = (open: number, done: number, dropped = 0, unsure = 0): Milestone[] => [
  milestone(1, "MVP", { issues: { open, done, dropped, unsure } }),
];
const read = (value: ReturnType<NonNullable<CriterionCase["facts"]>>): CriterionCase => ({ facts: () => value });
const released = (tag: string, own: Partial<PublishedRelease> = {}): PublishedRelease[] => [
  { tag, name: tag, url: "https://x.test/r", prerelease: false, publishedAt: new Date(CREATED), ...own },
];
const run = (conclusion: string) => read({ conclusion, url: "https://x.test/run" });
const deployed = (state: string | null) => read({ state });
const ended = (outcome: string) => ({ outcome, url: "https://x.test/check" });
/** What check runs say, and what commit statuses say. */
const ofKind =
  (
    run: ReturnType<typeof ended> | null,
    status: ReturnType<typeof ended> | null | "denied",
  ): NonNullable<CriterionCase["facts"]> =>
  (query) =>
    query.kind === "head-check" && query.of === "run" ? run : status;
type Alerts = Partial<Record<"code-scanning" | "dependabot" | "secret-scanning", "open" | "none" | "off" | "denied">>;
const ofAlerts =
  (alerts: Alerts): NonNullable<CriterionCase["facts"]> =>
  (query) =>
    query.kind === "open-alerts" ? (alerts[query.of] ?? "none") : "none";
const own = (given: Partial<Milestone>): CriterionCase => ({ milestones: [milestone(1, "MVP", given)] });
const twoPhases = (mvp: Milestone[], polish: number): CriterionCase => ({
  milestones: [...mvp, milestone(2, "Polish", { issues: { done: polish } })],
});
const denied = read("denied");
const boxed = (milliseconds: number): CriterionCase => ({
  phase: ", timebox: 14d",
  now: dateAfter(CREATED, milliseconds),
});
const due = (milliseconds: number, given: Partial<Milestone> = {}): CriterionCase => ({
  ...own({ dueOn: new Date("2026-03-10T08:00:00Z"), ...given }),
  now: dateAfter("2026-03-11T00:00:00Z", milliseconds),
});

type Row = [criterion: string, name: string, state: Evaluation["state"], given: CriterionCase];

const ROWS: Row[] = [
  ["issues-closed", "all closed", "met", { milestones: issues(0, 3) }],
  ["issues-closed", "closed or dropped", "met", { milestones: issues(0, 1, 5) }],
  ["issues-closed", "one open", "unmet", { milestones: issues(1, 99) }],
  ["issues-closed", "none at all", "unmet", { milestones: issues(0, 0) }],
  ["issues-closed", "all dropped", "unmet", { milestones: issues(0, 0, 4) }],
  ["issues-closed", "no milestone", "unmet", { milestones: [] }],
  [
    "issues-closed",
    "all that were read dropped, the rest too",
    "unmet",
    { milestones: issues(0, 5, 100, 5), ...read(105) },
  ],
  [
    "issues-closed",
    "all that were read dropped, the rest not",
    "met",
    { milestones: issues(0, 5, 100, 5), ...read(104) },
  ],
  [
    "issues-closed",
    "all that were read dropped, the rest denied",
    "unknown",
    { milestones: issues(0, 5, 100, 5), ...denied },
  ],
  ['issues-closed: { min: "90%" }', "exactly 90%", "met", { milestones: issues(1, 9) }],
  ['issues-closed: { min: "90%" }', "one less", "unmet", { milestones: issues(2, 17) }],
  ['issues-closed: { min: "90%" }', "dropped don't count", "met", { milestones: issues(1, 9, 50) }],
  ['issues-closed: { min: "99.9%" }', "exactly 99.9%", "met", { milestones: issues(1, 999) }],
  ['issues-closed: { min: "0.1%" }', "exactly 0.1%", "met", { milestones: issues(999, 1) }],
  ['issues-closed: { min: "0.1%" }', "a little less", "unmet", { milestones: issues(1000, 1) }],
  ['issues-closed: { min: "90%" }', "none at all", "unmet", { milestones: issues(0, 0) }],
  [
    'issues-closed: { min: "50%" }',
    "unsure ones decide, dropped",
    "unmet",
    { milestones: issues(100, 199, 0, 100), ...read(100) },
  ],
  [
    'issues-closed: { min: "50%" }',
    "unsure ones decide, done",
    "met",
    { milestones: issues(100, 250, 0, 200), ...read(150) },
  ],
  ["issues-closed: { labels: [bug] }", "all of those closed", "met", read(countedIssues(0, 2, 1, "bug"))],
  ["issues-closed: { labels: [bug] }", "one of those open", "unmet", read(countedIssues(1, 2, 0, "bug"))],
  ["issues-closed: { labels: [bug] }", "none of those", "unmet", read([])],
  ["issues-closed: { labels: [bug] }", "all of those dropped", "unmet", read(countedIssues(0, 0, 3, "bug"))],
  ["issues-closed: { labels: [bug] }", "can't be read", "unknown", denied],
  ['issues-closed: { labels: [bug], min: "50%" }', "exactly half", "met", read(countedIssues(2, 2, 7, "bug"))],

  ["tasks-done", "all ticked", "met", own({ description: "- [x] a\n- [X] b" })],
  ["tasks-done", "one open", "unmet", own({ description: "- [x] a\n- [ ] b" })],
  ["tasks-done", "none", "not-applicable", own({ description: "Words." })],
  ["tasks-done", "one open, deep in quotes", "unmet", own({ description: `${"> ".repeat(90)}- [ ] a` })],

  ["no-open: { labels: [bug, critical] }", "none", "met", read({ first: [], total: 0 })],
  ["no-open: { labels: [bug, critical] }", "one", "unmet", read({ first: countedIssues(1, 0, 0), total: 1 })],
  ["no-open: { labels: [bug] }", "more than were read", "unmet", read({ first: countedIssues(10, 0, 0), total: null })],
  ["no-open: { labels: [bug] }", "can't be read", "unknown", denied],

  ["pull-requests-merged", "none open", "met", read({ first: [], total: 0 })],
  ["pull-requests-merged", "one open", "unmet", read({ first: countedIssues(1, 0, 0), total: 1 })],
  ["pull-requests-merged", "no milestone", "unmet", { milestones: [], ...read({ first: [], total: 0 }) }],
  ["pull-requests-merged", "can't be read", "unknown", denied],

  ["feedback: { min: 2 }", "exactly enough", "met", read(countedIssues(1, 2, 0, "feedback"))],
  ["feedback: { min: 2 }", "one less", "unmet", read(countedIssues(5, 1, 0, "feedback"))],
  ["feedback: { min: 2 }", "dropped don't count", "unmet", read(countedIssues(0, 1, 9, "feedback"))],
  ["feedback", "can't be read", "unknown", denied],

  [
    "hypotheses-tested",
    "all with an outcome",
    "met",
    read([countedIssue(1, "done", "Hypothesis", "Validated"), countedIssue(2, "done", "invalidated")]),
  ],
  [
    "hypotheses-tested",
    "one open",
    "unmet",
    read([countedIssue(1, "done", "validated"), countedIssue(2, "open", "validated")]),
  ],
  [
    "hypotheses-tested",
    "one closed without an outcome",
    "unmet",
    read([countedIssue(1, "done", "validated"), countedIssue(2, "done")]),
  ],
  [
    "hypotheses-tested",
    "one dropped without an outcome",
    "met",
    read([countedIssue(1, "done", "validated"), countedIssue(2, "dropped")]),
  ],
  ["hypotheses-tested", "dropped as invalidated", "met", read([countedIssue(1, "dropped", "invalidated")])],
  ["hypotheses-tested", "none", "unmet", read([])],
  ["hypotheses-tested: { min: 2 }", "exactly enough", "met", read(countedIssues(0, 2, 0, "validated"))],
  ["hypotheses-tested: { min: 2 }", "one less", "unmet", read(countedIssues(0, 1, 0, "validated"))],
  ["hypotheses-tested", "can't be read", "unknown", denied],

  ["workflow: { file: e2e.yml }", "succeeded", "met", run("success")],
  ["workflow: { file: e2e.yml }", "failed", "unmet", run("failure")],
  ["workflow: { file: e2e.yml }", "was skipped", "unmet", run("skipped")],
  ["workflow: { file: e2e.yml }", "never ran", "unmet", read("no-run")],
  ["workflow: { file: e2e.yml }", "no such file", "unmet", read("no-workflow")],
  ["workflow: { file: e2e.yml }", "no default branch", "unmet", { own: { defaultBranch: null }, ...read("no-run") }],
  ["workflow: { file: e2e.yml }", "can't be read", "unknown", denied],

  ["release", "published at the very beginning", "met", read(released("v1"))],
  ["release", "published a second before", "unmet", read(released("v1", { publishedAt: dateAfter(CREATED, -1000) }))],
  ["release", "none", "unmet", read([])],
  ["release", "a prerelease only", "unmet", read(released("v1", { prerelease: true }))],
  ["release: { prerelease: true }", "a prerelease", "met", read(released("v1", { prerelease: true }))],
  ['release: { tag: "v*" }', "such a tag", "met", read(released("v1.0"))],
  ['release: { tag: "v*" }', "another tag", "unmet", read(released("beta-v1"))],
  ["release", "the phase has not begun", "unmet", { milestones: [], ...read(released("v1")) }],
  ["release", "can't be read", "unknown", denied],

  ["deployment: { environment: staging }", "succeeded", "met", deployed("success")],
  ["deployment: { environment: staging }", "failed", "unmet", deployed("failure")],
  ["deployment: { environment: staging }", "in progress", "unmet", deployed("in_progress")],
  ["deployment: { environment: staging }", "taken down", "unmet", deployed("inactive")],
  ["deployment: { environment: staging }", "without a status", "unmet", deployed(null)],
  ["deployment: { environment: staging }", "none", "unmet", read(null)],
  ["deployment: { environment: staging }", "can't be read", "unknown", denied],

  ["files-exist: { paths: [a, b/c] }", "all there", "met", read(true)],
  [
    "files-exist: { paths: [a, b/c] }",
    "one missing",
    "unmet",
    { facts: (query) => query.kind === "path" && query.path === "a" },
  ],
  ["files-exist: { paths: [a] }", "can't be read", "unknown", denied],

  ["scope", "exactly share and tolerance", "met", twoPhases(issues(1, 3), 6)],
  ["scope", "one more", "unmet", twoPhases(issues(1, 4), 6)],
  ["scope", "dropped are planned no more", "met", twoPhases(issues(1, 3, 90), 6)],
  ["scope: { tolerance: 0 }", "exactly its share", "met", twoPhases(issues(0, 3), 7)],
  ["scope: { tolerance: 3.3333333333 }", "exactly a third", "met", twoPhases(issues(0, 1), 2)],
  ["scope: { tolerance: 70 }", "all of it", "met", { milestones: issues(0, 9) }],
  ["scope", "nothing planned", "not-applicable", { milestones: issues(0, 0) }],
  ["scope", "unsure ones decide, dropped", "met", { ...twoPhases(issues(0, 60, 0, 40), 40), ...read(40) }],
  ["scope", "unsure ones decide, done", "unmet", { ...twoPhases(issues(0, 60, 0, 40), 40), ...read(0) }],
  ["scope", "unsure ones can't be read", "unknown", { ...twoPhases(issues(0, 60, 0, 40), 40), ...denied }],

  ["timebox", "its last moment", "met", boxed(14 * ONE_DAY_MS)],
  ["timebox", "a millisecond later", "unmet", boxed(14 * ONE_DAY_MS + 1)],
  [
    "timebox",
    "over, but ended in time",
    "met",
    { ...boxed(90 * ONE_DAY_MS), ...own({ state: "closed", closedAt: dateAfter(CREATED, 14 * ONE_DAY_MS) }) },
  ],
  [
    "timebox",
    "ended too late",
    "unmet",
    { ...boxed(90 * ONE_DAY_MS), ...own({ state: "closed", closedAt: dateAfter(CREATED, 14 * ONE_DAY_MS + 1) }) },
  ],
  ["timebox", "not begun", "not-applicable", { ...boxed(90 * ONE_DAY_MS), milestones: [] }],
  ["timebox", "the due day's end", "met", due(-1)],
  ["timebox", "the day after", "unmet", due(0)],
  ["timebox", "due at midnight in UTC", "met", due(-1, { dueOn: new Date("2026-03-10T00:00:00Z") })],
  [
    "timebox",
    "a closed milestone is due no more",
    "not-applicable",
    due(ONE_DAY_MS, { state: "closed", closedAt: new Date(CREATED) }),
  ],
  [
    "timebox",
    "the latest open milestone counts",
    "met",
    {
      ...due(0),
      milestones: [
        milestone(1, "MVP 1", { dueOn: new Date("2026-03-10T08:00:00Z") }),
        milestone(3, "MVP 2", { dueOn: new Date("2026-03-12T08:00:00Z") }),
      ],
    },
  ],
  ["timebox", "neither timebox nor due date", "not-applicable", {}],
  ["timebox", "in time by its timebox, past its due date", "unmet", { ...due(0), phase: ", timebox: 999d" }],

  ["approvals", "the only one approved", "met", read({ total: 1, lacking: [] })],
  ["approvals", "one of two approved", "unmet", read({ total: 2, lacking: countedIssues(1, 0, 0) })],
  ["approvals", "none merged", "not-applicable", read({ total: 0, lacking: [] })],
  ["approvals", "no milestone", "not-applicable", { milestones: [] }],
  [
    "approvals: { min: 2 }",
    "by as many as the plan asks for",
    "met",
    {
      facts: (query) => ({
        total: 1,
        lacking: query.kind === "merged-pulls" && query.approvals > 2 ? countedIssues(1, 0, 0) : [],
      }),
    },
  ],
  ["approvals", "can't be read", "unknown", denied],

  ["alerts", "none open", "met", read("none")],
  ["alerts", "one kind has an open one", "unmet", { facts: ofAlerts({ dependabot: "open" }) }],
  ["alerts", "one kind is switched off", "unknown", { facts: ofAlerts({ "secret-scanning": "off" }) }],
  [
    "alerts",
    "one kind is switched off, another has an open one",
    "unmet",
    { facts: ofAlerts({ "secret-scanning": "off", dependabot: "open" }) },
  ],
  ["alerts", "one kind can't be read", "unknown", { facts: ofAlerts({ "code-scanning": "denied" }) }],
  [
    "alerts: { kinds: [dependabot] }",
    "another kind is switched off",
    "met",
    { facts: ofAlerts({ "code-scanning": "off" }) },
  ],
  [
    "alerts: { severity: critical }",
    "of the severity that the plan asks for",
    "met",
    { facts: (query) => (query.kind === "open-alerts" && query.severity === "critical" ? "none" : "open") },
  ],
  ["alerts", "can't be read", "unknown", denied],

  ["check: { name: build, app: ci }", "succeeded", "met", read(ended("success"))],
  ["check: { name: build, app: ci }", "neutral", "met", read(ended("neutral"))],
  ["check: { name: build, app: ci }", "skipped", "met", read(ended("skipped"))],
  ["check: { name: build, app: ci }", "failed", "unmet", read(ended("failure"))],
  ["check: { name: build, app: ci }", "pending", "unmet", read(ended("pending"))],
  ["check: { name: build, app: ci }", "not there", "unmet", read(null)],
  ["check: { name: build, app: ci }", "can't be read", "unknown", denied],
  ["check: { name: build }", "a run alone", "met", { facts: ofKind(ended("success"), null) }],
  ["check: { name: build }", "a status alone", "met", { facts: ofKind(null, ended("success")) }],
  ["check: { name: build }", "both", "met", { facts: ofKind(ended("skipped"), ended("success")) }],
  ["check: { name: build }", "the status alone failed", "unmet", { facts: ofKind(ended("success"), ended("error")) }],
  ["check: { name: build }", "the run alone failed", "unmet", { facts: ofKind(ended("failure"), ended("success")) }],
  ["check: { name: build }", "neither", "unmet", { facts: ofKind(null, null) }],
  ["check: { name: build }", "no default branch", "unmet", { own: { defaultBranch: null }, ...read(null) }],
  ["check: { name: build }", "one of both can't be read", "unknown", { facts: ofKind(ended("success"), "denied") }],
];

test.each(ROWS)("%s: %s: %s", (criterion, _name, state, given) => {
  const { state: found, reason, needed } = evaluateCase(criterion, given);
  expect({ found, reason }).toEqual({ found: state, reason: expect.stringMatching(/\S/) });
  // What has to be read is asked for once.
  expect(new Set(needed.map((query) => JSON.stringify(query))).size).toBe(needed.length);
});

test("every criterion is met and unmet in the table, and unknown where it reads facts", () => {
  const statesOf = (name: string) =>
    new Set(ROWS.filter(([criterion]) => criterion.split(":")[0] === name).map(([, , state]) => state));
  for (const name of Object.keys(criteria)) {
    const wanted = ["timebox", "tasks-done"].includes(name) ? ["met", "unmet"] : ["met", "unmet", "unknown"];
    expect({ name, states: wanted.filter((state) => statesOf(name).has(state as Evaluation["state"])) }).toEqual({
      name,
      states: wanted,
    });
  }
});

test("what is open is linked, ten at most, and the rest counted", () => {
  expect(evaluateCase("issues-closed: { labels: [bug] }", read(countedIssues(12, 0, 0, "bug")))).toMatchObject({
    reason: "0 of 12 issues labelled bug closed",
    open: Array.from({ length: 10 }, (_each, at) => ({
      title: `#${at + 1} Issue ${at + 1}`,
      url: `https://github.com/octo-org/shop/issues/${at + 1}`,
    })),
    more: 2,
  });
});

test.each<[string, CriterionCase, string]>([
  ["issues-closed", { milestones: issues(2, 1) }, "1 of 3 issues closed"],
  ["issues-closed: { labels: [bug] }", read(countedIssues(1, 0, 0, "bug")), "0 of 1 issue labelled bug closed"],
  [
    "no-open: { labels: [bug, new] }",
    read({ first: countedIssues(1, 0, 0), total: 1 }),
    "1 open issue labelled bug and new",
  ],
  [
    "no-open: { labels: [bug] }",
    read({ first: countedIssues(2, 0, 0), total: null }),
    "more than 2 open issues labelled bug",
  ],
  ["feedback: { min: 5 }", read(countedIssues(0, 2, 0, "feedback")), "2 of 5 issues labelled feedback closed"],
  ["hypotheses-tested", read(countedIssues(2, 0, 0, "hypothesis")), "0 of 2 hypotheses tested"],
  ["hypotheses-tested", read([]), "0 of at least 1 hypothesis tested"],
  ["hypotheses-tested: { label: bet }", read(countedIssues(1, 0, 0, "bet")), "0 of 1 issue labelled bet tested"],
  ["workflow: { file: e2e.yml }", run("failure"), "e2e.yml ended with failure on main"],
  ["workflow: { file: e2e.yml }", read("no-run"), "e2e.yml has not completed a run on main yet"],
  ["release: { tag: 'v*' }", read([]), "no release v* was published since the phase began on 2026-01-01"],
  ["approvals", read({ total: 3, lacking: countedIssues(2, 0, 0) }), "1 of 3 merged pull requests approved"],
  ["alerts", read("open"), "the security tab has open alerts"],
  ["alerts: { kinds: [dependabot] }", read("off"), "dependabot is switched off in the repository, or has not run yet"],
  ["check: { name: build, app: ci }", read(ended("timed_out")), "build on main ended with timed out"],
  ["check: { name: build, app: ci }", read(ended("pending")), "build on main has not ended yet"],
  ["check: { name: build }", { facts: ofKind(null, ended("success")) }, "build on main passed"],
  ["deployment: { environment: staging }", read(null), "nothing was deployed to staging yet"],
  ["deployment: { environment: staging }", deployed(null), "the latest deployment to staging has no status yet"],
  [
    "deployment: { environment: staging }",
    deployed("in_progress"),
    "the status of the latest deployment to staging is in progress",
  ],
])("the reason of %s makes sense in a check's title, without the criterion's own", (criterion, given, reason) => {
  expect(evaluateCase(criterion, given).reason).toBe(reason);
});

test("a denied fact names the permission and the next step", () => {
  expect(evaluateCase("release", denied).reason).toBe(
    'GitHub does not let the app read this: grant it the permission "some: read" in its settings and accept that in the installation',
  );
});

test("scope and timebox are guides where the plan doesn't say otherwise", () => {
  expect([
    evaluateCase("scope").must,
    evaluateCase("timebox").must,
    evaluateCase("timebox: { must: true }").must,
  ]).toEqual([false, false, true]);
});

test("the default plan asks for nothing more, however many issues there are", () => {
  expect(evaluateCase("issues-closed", { milestones: issues(4, 4900, 20, 4820) }).needed).toEqual([]);
  expect(evaluateCase("tasks-done").needed).toEqual([]);
});

test("labels are asked for as the repository spells them", () => {
  const spelled = evaluateCase("no-open: { labels: [bug, new] }", {
    own: { labels: [{ name: "BUG", description: "" }] },
  });
  expect(spelled.needed).toEqual([{ kind: "open-issues", labels: ["BUG", "new"] }]);
});
