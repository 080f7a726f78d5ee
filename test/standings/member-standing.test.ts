// What is stored of a repository for others changes where something changed, and says whom that concerns, and how soon.
import { expect, test } from "@jest/globals";
import type { Fact, Milestone } from "../../src/github/model.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import type { Snapshot } from "../../src/snapshot.ts";
import {
  concernedBy,
  MEMBER_FACTS_PART,
  MEMBER_FELLOWS_PART,
  MEMBER_PART,
  memberChanges,
  memberStanding,
  parseFellows,
  parseMemberStanding,
} from "../../src/standings/member-standing.ts";
import { turnsVerdicts } from "../../src/standings/turns.ts";
import { milestone, NOW, openMilestone, repositoryReading } from "../builders.ts";

const OWNERS = { oid: "o", text: "deliveries: [{ id: checkout, name: Checkout, repositories: [shop, api, web] }]" };
const roster = {
  isOrganization: true,
  repositories: ["shop", "api", "web"].map((name) => ({
    ...{ name, id: `id of ${name}`, visibility: "public" as const, isArchived: false },
  })),
  properties: null,
  editable: [],
};

/** A look at api, which is no home. */
function seen(milestones: Milestone[], facts: Fact[] = []): Snapshot {
  const repository = repositoryReading({
    ...{ name: "api", visibility: "public", ownerConfig: OWNERS, roster, milestones, facts },
    url: "https://github.com/octo-org/api",
  });
  const plan = resolvePlan({ ...repository, repository: null, owner: OWNERS });
  const others = {
    members: [],
    apart: [],
    home: { member: "shop", reviews: [], decisions: [], moves: [], reviewing: [] },
  };
  return { repository, plan, others, items: [], scope: { kind: "phases" }, groups: [], proposals: [] };
}

const again = (snapshot: Snapshot) => {
  const first = memberStanding(null, snapshot, NOW);
  return parseMemberStanding(memberChanges(null, first));
};
const EXTRA: Fact = {
  query: { milestone: 1, labels: ["b", "a"], kind: "milestone-issues" },
  answer: { kind: "read", value: [] },
};

test("the same look again changes nothing and concerns nobody, whatever order keys were stored in", () => {
  const snapshot = seen([openMilestone(1, "MVP", 2)], [EXTRA]);
  const before = again(snapshot);
  const after = memberStanding(before, snapshot, new Date(NOW.getTime() + 1));
  expect([...memberChanges(before, after).keys()]).toEqual([]);
  expect(concernedBy(before, after)).toEqual([]);
  expect(before).toEqual({ ...after, at: NOW });
});

test("another repository in the delivery is written, and what is known of this one is not", () => {
  const before = again(seen([openMilestone(1, "MVP", 2)]));
  const fellow = { name: "late", isHome: false, isReached: false, isAwaited: true };
  const after = before && { ...before, fellows: [...before.fellows, fellow] };
  const changes = memberChanges(before, after);
  expect([...changes.keys()]).toEqual([MEMBER_FELLOWS_PART]);
  expect(parseFellows(changes.get(MEMBER_FELLOWS_PART))).toEqual(after?.fellows);
});

test("what only reviews and dashboards show concerns the home alone", () => {
  const before = again(seen([openMilestone(1, "MVP", 2)]));
  const after = memberStanding(before, seen([openMilestone(1, "MVP", 2)], [EXTRA]), NOW);
  expect([...memberChanges(before, after).keys()]).toEqual([MEMBER_FACTS_PART]);
  expect(concernedBy(before, after).map(({ name }) => name)).toEqual(["shop"]);
});

test.each<[string, Milestone[], Milestone[], boolean]>([
  ["one of two issues is closed", [openMilestone(1, "MVP", 2)], [openMilestone(1, "MVP", 1)], false],
  ["the last issue is closed", [openMilestone(1, "MVP", 1)], [milestone(1, "MVP")], true],
  ["a milestone is closed", [milestone(1, "MVP")], [milestone(1, "MVP", { state: "closed", closedAt: NOW })], true],
  [
    "a milestone is described",
    [openMilestone(1, "MVP", 1)],
    [{ ...openMilestone(1, "MVP", 1), description: "a" }],
    false,
  ],
  [
    "a phase gets its first milestone",
    [openMilestone(1, "MVP", 1)],
    [openMilestone(1, "MVP", 1), milestone(2, "Polish")],
    true,
  ],
])("%s: all others are concerned, and whether that can turn verdicts is known", (_name, earlier, later, turns) => {
  const before = again(seen(earlier));
  const after = memberStanding(before, seen(later), NOW);
  expect([...memberChanges(before, after).keys()]).toContain(MEMBER_PART);
  expect(concernedBy(before, after).map(({ name }) => name)).toEqual(["shop", "web"]);
  expect(turnsVerdicts(before, after, seen(later), NOW)).toBe(turns);
});

test("where nothing was known, or nothing is any more, verdicts may turn", () => {
  const snapshot = seen([openMilestone(1, "MVP", 2)]);
  const known = again(snapshot);
  expect(turnsVerdicts(null, known, snapshot, NOW)).toBe(true);
  expect(turnsVerdicts(known, null, snapshot, NOW)).toBe(true);
  expect(concernedBy(known, null).map(({ name }) => name)).toEqual(["shop", "web"]);
});
