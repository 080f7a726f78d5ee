// SPEC section 4's table, row by row: for every source of a phase, at every level of `gate.until`.
import { describe, expect, test } from "@jest/globals";
import type { PullItem, RepositoryReading } from "../../src/github/port.ts";
import { decide } from "../../src/reconcile/decide.ts";
import { milestone, NOW, openMilestone, pull, snapshot } from "../builders.ts";

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
  "label and an earlier milestone": pull(7, { labels: ["shine"], milestone: { number: 1, title: "MVP" } }),
} satisfies Record<string, PullItem>;

const LEVELS = ["criteria", "milestone", "decision"] as const;
type Level = (typeof LEVELS)[number];

const file = (level: Level, enforcement: string, more: string) => `
version: 1
gate: { until: ${level}${more} }
phases:
  - { id: mvp, name: MVP, milestones: ["MVP"] }
  - { id: polish, name: Polish, milestones: ["Polish"], enforcement: ${enforcement}, aliases: [shine] }`;

function check(text: string, item: PullItem, milestones: RepositoryReading["milestones"]): string {
  const changes = decide(snapshot([item], { config: { oid: "1", text }, milestones }), NOW);
  const set = changes.find((change) => change.kind === "set-check");
  return set === undefined ? "none" : `${set.content.conclusion} ${set.content.title}`;
}

const shut = [openMilestone(1, "MVP", 2), milestone(2, "Polish")];
const closed = [milestone(1, "MVP", { state: "closed", closedAt: NOW }), milestone(2, "Polish")];

const WAITS = "Polish waits for MVP (1 of 3 issues closed";
const ROWS = [
  { name: "a required phase isn't passed: block", enforcement: "block", expected: `action_required Blocked: ${WAITS}` },
  { name: "a required phase isn't passed: warn", enforcement: "warn", expected: `neutral Warning: ${WAITS}` },
  { name: "a required phase isn't passed: off", enforcement: "off", expected: `neutral Not enforced: ${WAITS}` },
  { name: "exempt", enforcement: "block", exempt: "authors: [alice]", expected: "success Exempt: its author alice" },
  { name: "exempt", enforcement: "off", exempt: "branches: [main]", expected: "success Exempt: its base branch main" },
  { name: "invalid plan", enforcement: "nonsense", expected: "action_required Invalid plan" },
  {
    name: "invalid plan, exempt or not",
    enforcement: "nonsense",
    exempt: "authors: [alice]",
    expected: "action_required Invalid plan",
  },
];

describe.each(LEVELS)("until %s", (level) => {
  describe.each(Object.entries(SOURCES))("phase by %s", (_source, item) => {
    test.each(ROWS)("$name → $expected", ({ enforcement, exempt, expected }) => {
      const more = exempt === undefined ? "" : `, exempt: { ${exempt} }`;
      expect(check(file(level, enforcement, more), item, shut)).toMatch(new RegExp(`^${escaped(expected)}`));
    });

    test.each(["block", "warn", "off"])("all required phases are passed: %s → success Open: MVP is passed", (how) => {
      const passed =
        level === "decision" ? `action_required Blocked|neutral (Warning|Not enforced)` : "success Open: MVP is passed";
      expect(check(file(level, how, ""), item, closed)).toMatch(new RegExp(`^${passed}`));
    });
  });

  test.each([
    ["pass", "neutral No phase"],
    ["warn", "neutral Warning: no phase"],
    ["block", "action_required Blocked: no phase"],
  ])("no phase, unphased: %s → %s", (unphased, expected) => {
    expect(check(file(level, "block", `, unphased: ${unphased}`), pull(7), shut)).toBe(expected);
  });
});

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
