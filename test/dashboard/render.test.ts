// The dashboard's text, and that nothing people write can break or outgrow it.
import { expect, test } from "@jest/globals";
import type { PlacedFact } from "../../src/criteria/placed.ts";
import { ambiguities } from "../../src/dashboard/problems.ts";
import { dashboardBody } from "../../src/dashboard/render.ts";
import type { DashboardView } from "../../src/dashboard/view.ts";
import { assembleDelivery } from "../../src/delivery/delivery.ts";
import { type PhaseState, phaseStates } from "../../src/delivery/phase-state.ts";
import { type PhaseView, phaseViews } from "../../src/delivery/phase-view.ts";
import { findingsOf, guardMoments, type Watched } from "../../src/delivery/scope-guard.ts";
import type { Milestone } from "../../src/github/model.ts";
import { BUILTIN, milestone, NOW, planOf, repositoryReading } from "../builders.ts";
import { expectGolden } from "../golden.ts";

const at = (day: string) => new Date(`${day}T12:00:00Z`);

function views(
  milestones: Milestone[],
  times: (Partial<Pick<PhaseState, "began" | "ended" | "decision">> & { plannedEnd?: Date })[] = [],
): PhaseView[] {
  const states = phaseStates(assembleDelivery(BUILTIN, repositoryReading({ milestones })), NOW);
  return phaseViews(states).map((view, index) => ({
    ...view,
    state: {
      ...view.state,
      began: times[index]?.began ?? null,
      ended: times[index]?.ended ?? null,
      decision: times[index]?.decision ?? null,
    },
    plannedEnd: times[index]?.plannedEnd ?? null,
  }));
}

const found = (phases: readonly PhaseView[], watched: Partial<Watched> = {}) =>
  findingsOf({ phases, ahead: 0, facts: [], members: [], now: NOW, ...watched });

const empty: DashboardView = {
  members: [],
  overall: 0,
  phases: [],
  forecasts: [],
  unmapped: [],
  reviews: [],
  blocked: [],
  decisions: [],
  overrides: [],
  problems: [],
};

test("reads as the golden file does", () => {
  const phases = views(
    [
      milestone(1, "MVP", { state: "closed", issues: { done: 3, dropped: 1 } }),
      milestone(2, "Enhancements", {
        issues: {
          done: 1,
          open: 3,
          firstOpen: [{ number: 8, title: "Coupons", url: "https://github.com/o/r/issues/8" }],
        },
      }),
    ],
    [
      { began: at("2026-01-01"), ended: at("2026-01-20"), plannedEnd: at("2026-01-15") },
      { began: at("2026-01-20"), plannedEnd: at("2026-02-10") },
    ],
  );
  const view: DashboardView = {
    members: [],
    overall: 40,
    phases,
    forecasts: phases.slice(1, 2).map(({ state: { phase } }) => ({
      phase,
      forecast: { kind: "forecast", p50: at("2026-02-10"), p85: at("2026-02-17"), p95: at("2026-03-01"), weeks: 6 },
    })),
    unmapped: [milestone(9, "Backlog")],
    reviews: [
      {
        place: { title: "#12 Boundary review: Enhancement → Polish", url: "https://github.com/o/r/issues/12" },
        since: at("2026-02-03"),
        due: null,
        signOffs: [],
        next: "Decide there: `/phase continue`, `/phase pivot` or `/phase stop`.",
      },
    ],
    blocked: [
      {
        place: { title: "#7 Shine", url: "https://github.com/o/r/pull/7" },
        why: "Blocked: Polish waits for MVP (2 of 3 issues closed)",
      },
    ],
    decisions: [
      {
        phase: "MVP",
        outcome: "continue",
        by: ["alice", "bob"],
        at: at("2026-01-20"),
        reason: "It sells",
        url: "https://github.com/o/r/issues/4#issuecomment-1",
      },
    ],
    overrides: [
      {
        place: { title: "#9 Hot fix", url: "https://github.com/o/r/pull/9" },
        by: "carol",
        reason: "Customers wait",
        until: at("2026-02-01"),
        url: "https://github.com/o/r/pull/9#issuecomment-2",
      },
    ],
    problems: found(phases).filter(({ kind }) => kind === "late"),
  };
  expectGolden("dashboard.md", dashboardBody(view));
});

const place = { title: "#1 ".padEnd(256, "🧨"), url: `https://github.com/o/r/pull/1` };
const many = <Entry>(entry: Entry) => Array.from({ length: 2_000 }, () => entry);

test("stays within GitHub's size, whatever there is to list", () => {
  const body = dashboardBody({
    ...empty,
    blocked: many({ place, why: "Blocked" }),
    problems: many({ text: "x".repeat(200), next: "y" }),
    unmapped: many(milestone(1, "M".repeat(255))),
    overrides: many({ place, by: "a", reason: "r".repeat(500), until: NOW, url: place.url }),
    decisions: many({ phase: "p", outcome: "stop", by: ["a"], at: NOW, reason: "r".repeat(500), url: place.url }),
  });
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toContain("more");
});

test("every section has room, however many phases, milestones and open issues there are", () => {
  const nasty = "| [x](y) `a` <b> @bob 👩\u200D👩\u200D👧 ".repeat(8).slice(0, 255);
  const [view] = views([milestone(1, "MVP")]);
  if (view === undefined) throw new Error("no phase");
  const open = Array.from({ length: 10 }, () => ({ title: nasty, url: place.url }));
  const criteria = Array.from({ length: 8 }, () => ({
    title: "Every issue is closed",
    must: true,
    asks: "plan" as const,
    evaluation: { state: "unmet", reason: nasty, todo: null, open, more: 90 } as const,
  }));
  const milestones = Array.from({ length: 50 }, (_each, index) => ({ ...milestone(index, nasty), member: "shop" }));
  const phase = { ...view.state.phase, name: nasty };
  const state = { ...view.state, phase, milestones, criteria, began: at("2026-01-01"), ended: at("2026-02-01") };
  const body = dashboardBody({
    ...empty,
    phases: Array.from({ length: 20 }, () => ({ ...view, state })),
    blocked: many({ place: { ...place, title: nasty }, why: nasty }),
    problems: many({ text: "x".repeat(200), next: "y" }),
    overrides: many({ place, by: "a", reason: "r".repeat(500), until: NOW, url: place.url }),
    decisions: many({ phase: nasty, outcome: "stop", by: ["a"], at: NOW, reason: "r".repeat(500), url: place.url }),
  });
  expect(body.match(/^### .*$/gm)).toEqual([
    "### Blocked",
    "### Problems",
    "### Phases",
    "### Exit criteria",
    "### Decisions",
    "### Overrides in force",
    "### Over time",
  ]);
  expect(body.match(/^- and \d+ more$/gm)).toHaveLength(4);
  expect(body.match(/<\/details>/g)).toHaveLength(20);
  expect(body.length).toBeLessThanOrEqual(65_536);
});

test("escapes what people wrote", () => {
  const title = "| <img> @octocat ](x) #1";
  const body = dashboardBody({
    ...empty,
    blocked: [{ place: { title, url: "https://github.com/o/r/pull/1" }, why: "@bob |" }],
    unmapped: [milestone(1, title)],
  });
  expect(body).not.toMatch(/@octocat|@bob|<img>|\]\(x\)/);
});

const EVEN = [
  milestone(1, "MVP", { issues: { done: 6, open: 4 } }),
  milestone(2, "Enhancement", { issues: { done: 10 } }),
  milestone(3, "Polish", { issues: { done: 0, open: 10 } }),
];

const cameLater = (n: number): PlacedFact => ({
  query: { kind: "added-issues", milestone: 1, since: at("2026-02-08"), member: "shop" },
  answer: {
    kind: "read",
    value: Array.from({ length: n }, (_each, index) => ({
      number: 70 + index,
      title: `Late ${70 + index}`,
      url: `https://github.com/o/r/issues/${70 + index}`,
    })),
  },
});

test.each<[string, () => { text: string }[], (string | RegExp)[]]>([
  [
    "an MVP above its share",
    () => found(views([milestone(1, "MVP", { issues: { done: 5 } }), milestone(2, "Polish", { issues: { done: 5 } })])),
    [/^MVP holds 50 % of the planned issues; its share is 30 %/, /^Polish holds 50 %/],
  ],
  [
    "nothing where the other phases are not planned yet",
    () =>
      found(
        views([milestone(1, "MVP", { issues: { open: 5, done: 0 } }), milestone(2, "Polish", { issues: { done: 0 } })]),
      ),
    [],
  ],
  [
    "nothing of a phase that people have decided on",
    () =>
      found(
        views(
          [milestone(1, "MVP", { issues: { done: 6 } }), milestone(2, "Enhancement", { issues: { open: 5, done: 0 } })],
          [{ decision: { outcome: "continue", review: 4, url: "https://github.com/o/r/issues/4", record: null } }],
        ),
      ),
    [],
  ],
  [
    "ten points above are fine",
    () =>
      found(
        views([
          milestone(1, "MVP", { issues: { done: 4 } }),
          milestone(2, "Enhancement", { issues: { done: 3 } }),
          milestone(3, "Polish", { issues: { done: 3 } }),
        ]),
      ),
    [],
  ],
  [
    "polish done while the MVP is open",
    () =>
      found(
        views([
          milestone(1, "MVP", { issues: { done: 1, open: 2 } }),
          milestone(2, "Enhancement", { issues: { done: 4 } }),
          milestone(3, "Polish", { issues: { done: 3 } }),
        ]),
        { ahead: 1 },
      ),
    ["Polish already has 3 issues done and 1 pull request open, while MVP has 2 issues open."],
  ],
  [
    "nothing ahead once the MVP is done",
    () => found(views([milestone(1, "MVP"), milestone(2, "Enhancement"), milestone(3, "Polish")]), { ahead: 3 }),
    [],
  ],
  [
    "issues that came after the start",
    () => found(views(EVEN, [{ began: at("2026-02-01") }]), { facts: [cameLater(1)] }),
    [/^MVP got 1 issue after its planning: \[#\u200B?70 Late 70\]\(.*\)\.$/],
  ],
  [
    "a long list of them in part",
    () => found(views(EVEN, [{ began: at("2026-02-01") }]), { facts: [cameLater(7)] }),
    [/Late 74\]\(\S+\) and 2 more\.$/],
  ],
  [
    "no creep where the phase was planned after it began",
    () => found(views(EVEN, [{ began: at("2026-02-01") }]), { facts: [cameLater(10)] }),
    [],
  ],
  [
    "a phase whose time runs out",
    () => found(views(EVEN, [{ began: at("2026-02-01"), plannedEnd: at("2026-03-05") }])),
    ["MVP should end on 2026-03-05, and 4 of its 10 issues are still open."],
  ],
  ["one that has time left", () => found(views(EVEN, [{ began: at("2026-02-01"), plannedEnd: at("2026-04-05") }])), []],
  [
    "a phase that should have ended",
    () => found(views(EVEN, [{ began: at("2026-01-01"), plannedEnd: at("2026-02-01") }])),
    ["MVP should have ended on 2026-02-01."],
  ],
  [
    "one that has ended is not late",
    () => found(views(EVEN, [{ began: at("2026-01-01"), plannedEnd: at("2026-02-01"), ended: at("2026-02-09") }])),
    [],
  ],
  [
    "a milestone of two phases",
    () =>
      ambiguities(planOf("version: 1\nphases:\n  - { id: a, milestones: ['A*'] }\n  - { id: b, milestones: ['*B'] }"), [
        milestone(1, "A and B"),
      ]),
    [/matches a and b; it belongs to a\.$/],
  ],
])("finds %s", (_name, find, expected) => {
  expect(find().map(({ text }) => text)).toEqual(
    expected.map((each) => (typeof each === "string" ? each : expect.stringMatching(each))),
  );
});

test("looks again when time begins to run out, and when it has", () => {
  const plan = planOf(
    "version: 1\nphases:\n  - { id: mvp, milestones: [MVP], timebox: 10d }\n  - { id: polish, milestones: [Polish] }",
  );
  const milestones = [
    milestone(1, "MVP", { createdAt: at("2026-01-01") }),
    milestone(2, "Polish", { dueOn: at("2026-06-01") }),
  ];
  expect(
    guardMoments(assembleDelivery(plan, repositoryReading({ milestones }))).map((moment) => moment.toISOString()),
  ).toEqual(["2026-01-09T12:00:00.000Z", "2026-01-11T12:00:00.001Z"]);
});
