// What to do next, over everything that a gate can wait for: SPEC section 4. The first step that is missing, its link, and who may take it.
import { describe, expect, test } from "@jest/globals";
import { commentOf } from "../../src/decisions/record.ts";
import type { CheckContent, OwnIssue, RepositoryReading } from "../../src/github/model.ts";
import { decide } from "../../src/reconcile/decide.ts";
import {
  milestone,
  NOW,
  openMilestone,
  pull,
  recordComment,
  repositoryReading,
  review,
  snapshot,
} from "../builders.ts";

const LEVELS = ["criteria", "milestone", "decision"] as const;

const file = (level: (typeof LEVELS)[number], more = "") => `
gate: { until: ${level} }
phases:
  - { id: mvp, name: MVP, milestones: ["MVP"] }
  - { id: polish, name: Polish, milestones: ["Polish"] }
${more}`;

const URL_OF = repositoryReading().url;
const POLISH = { number: 2, title: "Polish" };

type World = Partial<Pick<RepositoryReading, "milestones" | "reviews" | "hasIssues" | "self" | "facts">>;

function check(text: string, world: World): CheckContent {
  const item = pull(7, { milestone: POLISH });
  const changes = decide(snapshot([item], { config: { oid: "1", text }, ...world }), NOW);
  const set = changes.find((change) => change.kind === "set-check");
  if (set === undefined) throw new Error("no check is written");
  return set.content;
}

/** Its first line, without links' addresses, and all of it. */
function stepOf({ summary }: CheckContent): { first: string; whole: string } {
  const [, whole = ""] = /^### What to do next\n\n([\s\S]*?)(?=\n\n###|$)/.exec(summary) ?? [];
  return { first: (whole.split("\n", 1)[0] ?? "").replace(/\]\([^)]*\)/g, "]").replaceAll("\u200B", ""), whole };
}

const TITLE = "Boundary review: MVP → Polish";
const undecided = (own: Parameters<typeof review>[1] = {}) =>
  review(9, { title: TITLE, body: "<!-- milegate:review phase=mvp round=1 -->", ...own });
function decided(outcome: "continue" | "pivot" | "stop", reason = "nobody pays"): OwnIssue {
  const origin = { by: "alice", byId: 1, command: 1, line: 1, at: NOW, repository: "1", item: 9 };
  const why = { reason, deciders: ["alice"], waived: [] };
  const body = commentOf({ kind: "decision", phase: "mvp", round: 1, outcome, ...why, ...origin } as const, "so");
  return undecided({ state: outcome === "stop" ? "closed" : "open", comments: [recordComment(1, { body })] });
}

/** Raised by bob, carol, bob, and so on. */
const concerned = (...names: string[]): OwnIssue["comments"] =>
  names.map((name, at) => {
    const by = { by: at % 2 === 0 ? "bob" : "carol", byId: 2 + (at % 2), command: 2 + at, line: 1, at: NOW };
    const about = { phase: "mvp", round: 1, name, text: "", repository: "1", item: 9 };
    return recordComment(2 + at, { body: commentOf({ kind: "concern", ...about, ...by } as const, "so") });
  });
const BOXES =
  "<!-- milegate:review phase=mvp round=1 -->\n\n## Review\n\n- [ ] One\n- [x] Two\n- [ ] Three\n\n## Decide\n";

const REVIEWS = { none: [], open: [undecided()], pivot: [decided("pivot")], stop: [decided("stop")] };

const MAY = "people with the role maintain or higher";
const WRITE = "people with the role write or higher";
const DECIDED = (outcome: string) => `alice decided to ${outcome} MVP ([decision]): nobody pays.`;
const WAIVING = `\`/phase continue --waive <reason>\`, or \`/phase continue\` once all below is met,`;

const STEPS = {
  nothing: ["Nothing: as far as its phase goes, this pull request can be merged.", "pull/7"],
  issues: [
    "Close the 2 open issues of MVP: [#100 Issue 100], [#101 Issue 101] (people with the role triage or higher).",
    "milestone/1",
  ],
  milestone: ["Close the milestone: [MVP] (people with the role write or higher).", "milestone/1"],
  review: [`Open the boundary review of MVP: \`/phase review mvp\` in a comment on #7 (${MAY}).`, "pull/7"],
  decide: [`Decide: \`/phase continue\` in a comment on [${TITLE}] (${MAY}).`, "issues/9"],
  pivot: [
    `${DECIDED("pivot")} Once it is planned anew: \`/phase continue\` in a comment on [${TITLE}] (${MAY}).`,
    "issues/9",
  ],
  "pivot, waiving": [
    `${DECIDED("pivot")} Once it is planned anew: ${WAIVING} in a comment on [${TITLE}] (${MAY}).`,
    "issues/9",
  ],
  stop: [`${DECIDED("stop")} To take that back: \`/phase continue\` in a comment on [${TITLE}] (${MAY}).`, "issues/9"],
  "stop, waiving": [
    `${DECIDED("stop")} To take that back: ${WAIVING} in a comment on [${TITLE}] (${MAY}).`,
    "issues/9",
  ],
} as const satisfies Record<string, readonly [first: string, leadsTo: string]>;
type Step = keyof typeof STEPS;

type Row = [
  criteria: "met" | "unmet",
  milestone: "open" | "closed",
  review: keyof typeof REVIEWS,
  steps: Record<(typeof LEVELS)[number], Step>,
];

const same = (step: Step) => ({ criteria: step, milestone: step, decision: step });

const ROWS: Row[] = [
  ["unmet", "open", "none", same("issues")],
  ["unmet", "open", "open", same("issues")],
  ["unmet", "open", "pivot", same("pivot, waiving")],
  ["unmet", "open", "stop", same("stop, waiving")],
  ["unmet", "closed", "none", same("issues")],
  ["unmet", "closed", "open", same("issues")],
  ["unmet", "closed", "pivot", same("pivot, waiving")],
  ["unmet", "closed", "stop", same("stop, waiving")],
  ["met", "open", "none", { criteria: "nothing", milestone: "milestone", decision: "milestone" }],
  ["met", "open", "open", { criteria: "nothing", milestone: "milestone", decision: "milestone" }],
  ["met", "open", "pivot", { criteria: "pivot", milestone: "pivot, waiving", decision: "pivot, waiving" }],
  ["met", "open", "stop", { criteria: "stop", milestone: "stop, waiving", decision: "stop, waiving" }],
  ["met", "closed", "none", { criteria: "nothing", milestone: "nothing", decision: "review" }],
  ["met", "closed", "open", { criteria: "nothing", milestone: "nothing", decision: "decide" }],
  ["met", "closed", "pivot", same("pivot")],
  ["met", "closed", "stop", same("stop")],
];

describe.each(LEVELS)("until %s", (level) => {
  test.each(ROWS)("criteria %s, milestone %s, review %s", (criteria, state, at, steps) => {
    const mvp = criteria === "met" ? milestone(1, "MVP") : openMilestone(1, "MVP", 2);
    const closed = { state, closedAt: state === "closed" ? new Date("2026-01-02T00:00:00Z") : null };
    const content = check(file(level), {
      milestones: [{ ...mvp, ...closed }, milestone(2, "Polish")],
      reviews: REVIEWS[at],
    });
    const [first, leadsTo] = STEPS[steps[level]];
    expect([stepOf(content).first, content.detailsUrl]).toEqual([first, `${URL_OF}/${leadsTo}`]);
    const isWaiting = steps[level] !== "nothing";
    const canWaive = isWaiting && at === "open" && !["nothing", "decide"].includes(steps[level]);
    const { whole } = stepOf(content);
    expect(whole.includes("Good enough as it is? `/phase continue --waive <reason>`")).toBe(canWaive);
    expect(whole.includes(`\`/phase override <reason>\` in a comment on #7 lets it through for 7 days (${MAY})`)).toBe(
      isWaiting,
    );
  });
});

const closedMvp = milestone(1, "MVP", { state: "closed", closedAt: NOW });
const toDecide: World = { milestones: [closedMvp, milestone(2, "Polish")], reviews: REVIEWS.open };
const TEAMS = 'commands: { roles: { decide: "@octo/leads", override: admin, review: "@octo/leads" } }';

test.each<[string, string, World, string]>([
  [
    "names the team that decides, and how many of them must agree",
    `${TEAMS}\nreview: { quorum: 2 }`,
    toDecide,
    `Decide: \`/phase continue\` in a comment on [${TITLE}] (2 members of the team \`@octo/leads\`).`,
  ],
  [
    "asks for the boxes first where the plan does",
    "review: { complete_checklist: true }",
    { ...toDecide, reviews: [undecided({ body: BOXES })] },
    `Tick the 2 open boxes of the section Review in [${TITLE}] (${WRITE}). Then decide: \`/phase continue\` there (${MAY}).`,
  ],
  [
    "asks for no boxes where the plan doesn't",
    "",
    { ...toDecide, reviews: [undecided({ body: BOXES })] },
    `Decide: \`/phase continue\` in a comment on [${TITLE}] (${MAY}).`,
  ],
  [
    "names the concern that holds the decision back",
    "",
    { ...toDecide, reviews: [undecided({ comments: concerned("data loss") })] },
    `Resolve the concern [data loss] of bob: \`/phase resolve "data loss"\` in a comment on [${TITLE}] (bob, or ${MAY}). Then decide: \`/phase continue\` there (${MAY}).`,
  ],
  [
    "names all that holds the decision back",
    "review: { complete_checklist: true }",
    { ...toDecide, reviews: [undecided({ body: BOXES, comments: concerned("taxes", "law") })] },
    `Resolve the concerns [taxes] of bob, [law] of carol: \`/phase resolve taxes\`, \`/phase resolve law\` in a comment on [${TITLE}] (each by whoever raised it, or ${MAY}). Tick the 2 open boxes of the section Review there (${WRITE}). Then decide: \`/phase continue\` there (${MAY}).`,
  ],
  [
    "names a concern beside a pivot",
    "",
    { ...toDecide, reviews: [{ ...decided("pivot"), comments: [...decided("pivot").comments, ...concerned("law")] }] },
    `${DECIDED("pivot")} Resolve the concern [law] of bob: \`/phase resolve law\` in a comment on [${TITLE}] (bob, or ${MAY}). Once it is planned anew: \`/phase continue\` there (${MAY}).`,
  ],
  [
    "asks for issues where a review can't be made",
    "",
    { ...toDecide, reviews: [], hasIssues: false },
    "Enable issues in [the repository's settings], as the boundary review of MVP is one (people with the role admin).",
  ],
  [
    "asks for a token of the app's own where nothing can be decided",
    "",
    { ...toDecide, self: "github-actions" },
    "Give Milegate [an app's token]: with the workflow's own it can't record decisions (people with the role admin).",
  ],
  [
    "asks for a milestone as the plan names it",
    "",
    { milestones: [milestone(2, "Polish")] },
    "Create a milestone for MVP, titled as the plan says (`MVP`), in [the milestones] (people with the role write or higher).",
  ],
  [
    "asks for a wrong label to be taken off",
    "",
    { ...toDecide, reviews: [undecided({ labels: ["boundary review", "decision: stop"] })] },
    "Take the label `decision: stop` off [the review] of MVP, if it is wrong (people with the role triage or higher).",
  ],
])("%s", (_name, more, world, expected) => {
  expect(stepOf(check(file("decision", more), world)).first).toBe(expected);
});

test.each([
  ["", "alice decided to continue MVP ([decision](https://github.com/octo-org/shop/issues/9#issuecomment-1))."],
  [
    "Enough!",
    "alice decided to continue MVP ([decision](https://github.com/octo-org/shop/issues/9#issuecomment-1)): Enough\\!",
  ],
])("a decision to continue is told with its reason, if it has one: %j", (reason, expected) => {
  const { summary } = check(file("decision"), { ...toDecide, reviews: [decided("continue", reason)] });
  expect(summary.split("\n")).toContain(expected);
});

test("an override does not hide what was decided beneath it", () => {
  const given = {
    reason: "hurry",
    expires: new Date(NOW.getTime() + 60_000),
    by: "alice",
    command: 2,
    line: 1,
    at: NOW,
  };
  const comment = recordComment(5, {
    place: { repository: "1", item: 7 },
    body: commentOf({ kind: "override", ...given, repository: "1", item: 7 } as const, "so"),
  });
  const item = pull(7, { milestone: POLISH, comments: [comment] });
  const own = { config: { oid: "1", text: file("criteria") }, ...toDecide, reviews: REVIEWS.stop };
  const set = decide(snapshot([item], own), NOW).find((change) => change.kind === "set-check");
  expect(set?.content.title).toContain("Overridden: by alice");
  expect(set?.content.summary).toContain("alice decided to stop MVP");
  expect(set?.content.detailsUrl).toBe(comment.url);
});

test("a phase that needs no milestone asks for what it needs", () => {
  const text = file("criteria").replace('["MVP"] }', '["MVP"], criteria: [{ files-exist: { paths: [a.md] } }] }');
  const query = { kind: "path", path: "a.md" } as const;
  const facts = [{ query, answer: { kind: "read" as const, value: false } }];
  expect(stepOf(check(text, { milestones: [milestone(2, "Polish")], facts })).first).toBe(
    "Add a.md to the default branch: [a.md] (people with the role write or higher).",
  );
});

test("who may override is whom the plan says", () => {
  const { whole } = stepOf(check(file("decision", TEAMS), toDecide));
  expect(whole).toContain("lets it through for 7 days (people with the role admin).");
});

test("no command is offered that would be refused to everybody", () => {
  const world: World = { ...toDecide, milestones: [openMilestone(1, "MVP", 1)], self: "github-actions" };
  expect(check(file("decision"), world).summary).not.toContain("/phase");
});
