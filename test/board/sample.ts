// An organization as it may be: a delivery over several repositories, one alone, one with an invalid plan, and long texts.
import type { OwnerRoster } from "../../src/github/model.ts";
import { milestone, openMilestone, pull, recordComment, review } from "../builders.ts";
import { BOARD_OWNER, type LookedAt, storedWorld } from "./worlds.ts";

const LONG = `<b>| ${"W".repeat(120)} ${"\u{1F680}".repeat(40)}`;
const FILE = `version: 1
phases:
  - { id: mvp, name: MVP, milestones: ["MVP*"] }
  - { id: polish, name: Polish, milestones: ["Polish*"] }
deliveries:
  - { id: checkout, name: Checkout, repositories: [shop-web, shop-api] }
`;

const addressOf = (name: string): string => `https://github.com/${BOARD_OWNER}/${name}`;

function lookedAt(name: string, text: string | null): LookedAt {
  const url = addressOf(name);
  const decided = recordComment(1, { body: "" });
  return {
    reading: {
      ...{ name, url, ownerConfig: { oid: "o", text: FILE } },
      ...(text !== null && { config: { oid: "c", text } }),
      milestones: [
        { ...openMilestone(1, "MVP", 4), description: "- [ ] a walking skeleton\n- [x] a name" },
        milestone(2, `Polish ${LONG}`),
        milestone(3, LONG),
      ],
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
