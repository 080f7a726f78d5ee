// An organization as it may be: a delivery over several repositories, one alone, one with an invalid plan, and long texts.
import type { Fact, Milestone, OwnerRoster } from "../../src/github/model.ts";
import { weekOf, weekStart } from "../../src/values/weeks.ts";
import { milestone, NOW, openMilestone, pull, recordComment, review } from "../builders.ts";
import { BOARD_OWNER, type LookedAt, storedWorld } from "./worlds.ts";

const LONG = `<b>| ${"W".repeat(120)} ${"\u{1F680}".repeat(40)}`;
const FILE = `version: 1
phases:
  - { id: mvp, name: MVP, milestones: ["MVP*"] }
  - { id: polish, name: Polish, milestones: ["Polish*"] }
deliveries:
  - { id: checkout, name: Checkout, repositories: [shop-web, shop-api] }
`;

const WEEK = weekOf(NOW);

const addressOf = (name: string): string => `https://github.com/${BOARD_OWNER}/${name}`;

/** Twelve issues are closed, the earliest at times that nobody knows any more; three joined late. */
const MVP: Milestone = {
  ...openMilestone(1, "MVP", 4),
  ...{ description: "- [ ] a walking skeleton\n- [x] a name", createdAt: weekStart(WEEK - 9) },
  issues: { ...openMilestone(1, "MVP", 4).issues, done: 12 },
  closings: { since: weekStart(WEEK - 7), weeks: [7, 6, 4, 3, 1, 0].map((ago, at) => [WEEK - ago, 1 + (at % 3)]) },
};
const LATE: Fact = {
  query: { kind: "added-issues", milestone: 1, since: weekStart(WEEK - 8) },
  answer: {
    kind: "read",
    value: [5, 4, 1].map((ago) => ({
      number: 100,
      title: LONG,
      url: "https://github.com",
      joinedAt: weekStart(WEEK - ago),
    })),
  },
};

function lookedAt(name: string, text: string | null): LookedAt {
  const url = addressOf(name);
  const decided = recordComment(1, { body: "" });
  return {
    reading: {
      ...{ name, url, ownerConfig: { oid: "o", text: FILE } },
      ...(text !== null && { config: { oid: "c", text } }),
      milestones: [MVP, milestone(2, `Polish ${LONG}`), milestone(3, LONG)],
      facts: [LATE],
      reviews: [review(9, { url: `${url}/issues/9`, byApp: ["boundary review", "phase: mvp"], comments: [decided] })],
    },
    pulls: [
      pull(7, { title: LONG, url: `${url}/pull/7`, milestone: { number: 2, title: "Polish" } }),
      pull(8, { title: "Log in", url: `${url}/pull/8`, milestone: { number: 1, title: "MVP" } }),
      pull(11, { title: "Tidy", url: `${url}/pull/11` }),
    ],
  };
}

export function sampleWorld() {
  const names = ["shop-web", "shop-api", "docs", "broken"];
  const roster: OwnerRoster = {
    ...{ isOrganization: true, properties: null, editable: [] },
    repositories: names.map((name) => ({ name, id: name, visibility: "private", isArchived: false })),
  };
  const world = storedWorld(
    names.map((name) => lookedAt(name, name === "broken" ? "version: 1\nphases: 7\n" : null)),
    roster,
  );
  // One of the delivery's is nobody's to see.
  return { world, names: names.filter((name) => name !== "shop-api"), invalid: "broken" };
}
