// Advice of the scope guard is given only where it can be followed: SPEC section 8.
import { expect, test } from "@jest/globals";
import { assembleDelivery } from "../../src/delivery/delivery.ts";
import { phaseStates } from "../../src/delivery/phase-state.ts";
import { phaseViews } from "../../src/delivery/phase-view.ts";
import { findingsOf } from "../../src/delivery/scope-guard.ts";
import type { Milestone } from "../../src/github/model.ts";
import { milestone, NOW, planOf, repositoryReading } from "../builders.ts";

const PLAN = planOf(
  [
    "version: 1",
    "phases:",
    '  - { id: mvp, name: MVP, milestones: ["MVP"], share: 30 }',
    '  - { id: polish, name: Polish, milestones: ["Polish"], share: 70, timebox: 10d }',
  ].join("\n"),
);

const BEFORE = new Date("2026-02-01T00:00:00Z");

function advice(milestones: Milestone[], now = NOW): string[] {
  const states = phaseStates(assembleDelivery(PLAN, repositoryReading({ milestones })), now);
  return findingsOf({ phases: phaseViews(states), ahead: 0, facts: [], members: [], now }).map(
    ({ kind, next }) => `${kind}: ${next}`,
  );
}

const of = (number: number, title: string, open: number, done = 0, own: Partial<Milestone> = {}): Milestone =>
  milestone(number, title, { ...own, issues: { open, done } });

const CLOSED = { state: "closed", closedAt: new Date("2026-01-20T00:00:00Z") } as const;
const BEGUN_LATE = { createdAt: new Date("2026-01-28T00:00:00Z") };

test.each<[string, Milestone[], string[]]>([
  [
    "to a phase with a later one",
    [of(1, "MVP", 5), of(2, "Polish", 5, 0, BEGUN_LATE)],
    ["over-share: Move what the phase does not need to a later phase (`/phase defer`), or drop it (`/phase drop`)."],
  ],
  [
    "to a phase whose later ones take nothing",
    [of(1, "MVP", 5), of(2, "Polish", 5, 0, CLOSED)],
    ["over-share: Drop what the phase does not need (`/phase drop`)."],
  ],
  [
    "to the last phase",
    [of(1, "MVP", 1), of(2, "Polish", 9, 0, BEGUN_LATE)],
    ["over-share: Drop what the phase does not need (`/phase drop`)."],
  ],
  [
    "never to a phase that is done",
    [of(1, "MVP", 0, 5), of(2, "Polish", 5, 0, BEGUN_LATE)],
    ["over-share: Take that up in its boundary review."],
  ],
  [
    "only where an issue would be left",
    [of(1, "MVP", 1), of(2, "Polish", 1, 0, BEGUN_LATE)],
    ["over-share: Plan the issues of the other phases, too."],
  ],
])("moving or dropping is advised %s", (_name, milestones, expected) => {
  expect(advice(milestones, BEFORE)).toEqual(expected);
});

test.each<[string, Milestone[], string]>([
  [
    "a due date",
    [of(1, "MVP", 3, 0, { dueOn: BEFORE }), of(2, "Polish", 7)],
    "late: Close its milestones and hold its boundary review with what there is, or move its due date on purpose.",
  ],
  [
    "a timebox",
    [of(1, "MVP", 0, 3, CLOSED), of(2, "Polish", 7)],
    "late: Close its milestones and hold its boundary review with what there is, or extend its timebox in the plan on purpose.",
  ],
])("a late phase with %s is told what sets its end", (_name, milestones, expected) => {
  expect(advice(milestones)).toContain(expected);
});
