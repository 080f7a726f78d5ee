// SPEC section 4's table, row by row: for every source of a phase, at every level of `gate.until`.
import { describe, expect, test } from "@jest/globals";
import type { Outcome } from "../../src/decisions/record.ts";
import { commentOf } from "../../src/decisions/record.ts";
import type { PullItem, RepositoryReading } from "../../src/github/model.ts";
import { decide } from "../../src/reconcile/decide.ts";
import { milestone, NOW, openMilestone, pull, recordComment, review, snapshot } from "../builders.ts";

const POLISH = { number: 2, title: "Polish" };
const link = (labels: string[] = []) => [
  { number: 9, milestone: labels.length === 0 ? POLISH : null, labels: labels.map((name) => ({ name, byApp: false })) },
];

/** Every way in which a pull request comes to a phase. */
const SOURCES = {
  milestone: pull(7, { milestone: POLISH }),
  label: pull(7, { labels: ["phase: polish"] }),
  "label in another case": pull(7, { labels: ["PHASE: Polish"] }),
  alias: pull(7, { labels: ["shine"] }),
  "linked issue's milestone": pull(7, { closes: link() }),
  "linked issue's label": pull(7, { closes: link(["phase: polish"]) }),
  "alias in another case": pull(7, { labels: ["SHINE"] }),
  "two labels": pull(7, { labels: ["phase: polish", "phase: mvp"] }),
  "label and an earlier milestone": pull(7, { labels: ["shine"], milestone: { number: 1, title: "MVP" } }),
} satisfies Record<string, PullItem>;

const LEVELS = ["criteria", "milestone", "decision"] as const;
type Level = (typeof LEVELS)[number];
const ENFORCEMENTS = ["block", "warn", "off"] as const;

const file = (level: Level, enforcement: string, more = "") => `
version: 1
gate: { until: ${level}${more} }
phases:
  - { id: mvp, name: MVP, milestones: ["MVP"] }
  - { id: polish, name: Polish, milestones: ["Polish"], enforcement: ${enforcement}, aliases: [shine] }`;

type World = Pick<RepositoryReading, "milestones"> & Partial<Pick<RepositoryReading, "reviews">>;

function check(text: string, item: PullItem, world: World): string {
  const changes = decide(snapshot([item], { config: { oid: "1", text }, ...world }), NOW);
  const set = changes.find((change) => change.kind === "set-check");
  return set === undefined ? "none" : `${set.content.conclusion} ${set.content.title}`;
}

const origin = { by: "alice", command: 1, line: 1, at: NOW };
const decided = (...outcomes: Outcome[]) =>
  review(9, {
    body: "<!-- milegate:review phase=mvp round=1 -->",
    comments: outcomes.map((outcome, at) => {
      const why = { reason: "so", deciders: ["alice"], waived: [] };
      const record = { kind: "decision", phase: "mvp", round: 1, outcome, ...why, ...origin } as const;
      return recordComment(at + 1, { body: commentOf(record, "so") });
    }),
  });

const polish = milestone(2, "Polish");
const unmet = [openMilestone(1, "MVP", 2), polish];
const met = [milestone(1, "MVP"), polish];
const closed = [milestone(1, "MVP", { state: "closed", closedAt: NOW }), polish];
const unmetButClosed = [{ ...openMilestone(1, "MVP", 2), state: "closed", closedAt: NOW } as const, polish];

/** Where the MVP is, and at which levels that means passed. */
const STATES: Record<string, World & { passes: readonly Level[] }> = {
  "issues are open": { milestones: unmet, passes: [] },
  "issues are open in a closed milestone": { milestones: unmetButClosed, passes: [] },
  "all criteria are met": { milestones: met, passes: ["criteria"] },
  "all criteria are met and the milestone is closed": { milestones: closed, passes: ["criteria", "milestone"] },
  "there is no milestone": { milestones: [polish], passes: [] },
  "decided to continue": { milestones: closed, reviews: [decided("continue")], passes: LEVELS },
  "decided to continue, and reopened since": { milestones: unmet, reviews: [decided("continue")], passes: LEVELS },
  "decided to pivot": { milestones: closed, reviews: [decided("pivot")], passes: [] },
  "decided to stop": { milestones: closed, reviews: [decided("stop")], passes: [] },
  "pivoted, then continued": { milestones: closed, reviews: [decided("pivot", "continue")], passes: LEVELS },
  "continued, then stopped": { milestones: closed, reviews: [decided("continue", "stop")], passes: [] },
};

const WAITS = "Polish waits for MVP (";
const UNPASSED = {
  block: `action_required Blocked: ${WAITS}`,
  warn: `neutral Warning: ${WAITS}`,
  off: `neutral Not enforced: ${WAITS}`,
} as const;
const OPEN = "success Open: MVP is passed";
const OVERRIDDEN = "success Overridden: by alice until ";

const until = (expires: Date) =>
  recordComment(5, { body: commentOf({ kind: "override", reason: "hurry", expires, ...origin }, "hurry") });
const overridden = (item: PullItem): PullItem => ({ ...item, comments: [until(new Date(NOW.getTime() + 60_000))] });
const expired = (item: PullItem): PullItem => ({ ...item, comments: [until(NOW)] });
const cancelled = (item: PullItem): PullItem => {
  const cancel = recordComment(6, { body: commentOf({ kind: "override-cancel", ...origin }, "no") });
  return { ...item, comments: [...overridden(item).comments, cancel] };
};

const EXEMPT = [
  ["authors: [Alice]", "success Exempt: its author alice"],
  ["branches: [main]", "success Exempt: its base branch main"],
] as const;

describe.each(LEVELS)("until %s", (level) => {
  describe.each(Object.entries(SOURCES))("phase by %s", (_source, item) => {
    describe.each(Object.entries(STATES))("%s", (_state, { passes, ...world }) => {
      test.each(ENFORCEMENTS)("%s", (how) => {
        const isPassed = passes.includes(level);
        const plain = isPassed ? OPEN : UNPASSED[how];
        const begins = (pull: PullItem, expected: string, more = "") =>
          expect(check(file(level, how, more), pull, world).slice(0, expected.length)).toBe(expected);
        begins(item, plain);
        begins(overridden(item), isPassed ? OPEN : OVERRIDDEN);
        begins(expired(item), plain);
        begins(cancelled(item), plain);
        for (const [exempt, expected] of EXEMPT) {
          begins(item, expected, `, exempt: { ${exempt} }`);
          begins(overridden(item), expected, `, exempt: { ${exempt} }`);
        }
        const invalid = "action_required Invalid plan";
        begins(item, invalid, ", exempt: { authors: [alice] }, nonsense: true");
        begins(overridden(item), OVERRIDDEN, ", exempt: { authors: [alice] }, nonsense: true");
      });
    });
  });

  test.each([
    ["pass", "neutral No phase"],
    ["warn", "neutral Warning: no phase"],
    ["block", "action_required Blocked: no phase"],
  ])("no phase, unphased: %s → %s", (unphased, expected) => {
    const text = file(level, "block", `, unphased: ${unphased}`);
    for (const { passes: _passes, ...world } of Object.values(STATES)) {
      expect(check(text, pull(7), world)).toBe(expected);
      expect(check(text, overridden(pull(7)), world)).toContain(OVERRIDDEN);
      expect(check(text, expired(pull(7)), world)).toBe(expected);
    }
  });
});
