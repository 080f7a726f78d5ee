// Random organizations, whose repositories have a word of their own in every text: who reads it can be told from what they are shown.
import fc from "fast-check";
import { nextRecord, recordsText } from "../../src/gate/check-record.ts";
import type { OwnerRoster, RepositoryVisibility } from "../../src/github/model.ts";
import { milestone, NOW, openMilestone, pull, repositoryReading, review } from "../builders.ts";
import { BOARD_OWNER, boardFor, boardPaths, type LookedAt, storedWorld } from "./worlds.ts";

export const NAMES = ["anvil", "bellows", "crucible", "drill", "engine"] as const;

export type Drawn = {
  visibility: RepositoryVisibility;
  isMember: boolean;
  isSeen: boolean;
  isUnread: boolean;
  open: number;
  isInvalid: boolean;
};

const drawn: fc.Arbitrary<Drawn> = fc.record({
  visibility: fc.constantFrom("public", "internal", "private"),
  isMember: fc.boolean(),
  isSeen: fc.boolean(),
  isUnread: fc.boolean(),
  open: fc.integer({ min: 0, max: 3 }),
  isInvalid: fc.boolean(),
});

const EARLIER = new Date(NOW.getTime() - 86_400_000);

/** In every text of a repository, so that it can be told from where it is. */
const secretOf = (name: string): string => `zq-${name}`;

const CRITERIA = `[issues-closed, { files-exist: { paths: [README.md], repository: all } }]`;

function ownersFile(members: readonly string[], titles: boolean): string {
  const phases = `[{ id: mvp, name: MVP, milestones: ["MVP*"], criteria: ${CRITERIA} }, { id: polish, name: Polish, milestones: ["Polish*"] }]`;
  const own =
    members.length === 0
      ? ""
      : `deliveries:\n  - { id: forge, name: Forge, titles: ${titles}, repositories: [${members.join(", ")}] }\n`;
  return `version: 1\nphases: ${phases}\n${own}`;
}

function lookedAt(name: string, { open, isInvalid, isMember }: Drawn, file: string): LookedAt {
  const secret = secretOf(name);
  const url = `https://github.com/${BOARD_OWNER}/${name}`;
  const mine = openMilestone(1, `MVP ${secret}`, open);
  const firstOpen = mine.issues.firstOpen.map((each) => ({
    ...each,
    title: secret,
    url: `${url}/issues/${each.number}`,
  }));
  return {
    reading: {
      ...repositoryReading(),
      ...{ name, url, id: `id of ${name}`, ownerConfig: { oid: "o", text: file } },
      ...(isInvalid && !isMember && { config: { oid: "c", text: `version: 1\nphases: ${secret}\n` } }),
      milestones: [
        { ...mine, description: `- [ ] ${secret}`, url: `${url}/milestone/1`, issues: { ...mine.issues, firstOpen } },
        milestone(2, `Polish ${secret}`, { url: `${url}/milestone/2` }),
        milestone(3, `Elsewhere ${secret}`, { url: `${url}/milestone/3` }),
      ],
      reviews: [
        review(9, {
          title: `Boundary review: MVP ${secret}`,
          url: `${url}/issues/9`,
          byApp: ["boundary review", "phase: mvp"],
        }),
      ],
    },
    pulls: [
      pull(7, { title: secret, url: `${url}/pull/7`, milestone: { number: 2, title: `Polish ${secret}` } }),
      pull(8, { title: secret, url: `${url}/pull/8` }),
    ],
    merged: [
      pull(6, {
        ...{ title: secret, url: `${url}/pull/6`, state: "closed", merge: { at: NOW, by: null } },
        check: {
          ...{ id: 1, node: "c", conclusion: "success", title: `Open: ${secret}`, summary: "", madeAt: EARLIER },
          externalId: recordsText([nextRecord(null, { number: 6, verdict: "Open", phase: "mvp" }, EARLIER)]),
        },
      }),
    ],
  };
}

export function organization(all: readonly Drawn[], titles: boolean) {
  const named = NAMES.map((name, at) => ({ name, ...(all[at] ?? fc.sample(drawn, 1)[0]) }) as Drawn & { name: string });
  const file = ownersFile(
    named.filter(({ isMember }) => isMember).map(({ name }) => name),
    titles,
  );
  const roster: OwnerRoster = {
    ...{ isOrganization: true, properties: null, editable: [] },
    repositories: named.map(({ name, visibility }) => ({ name, id: name, visibility, isArchived: false })),
  };
  const looked = named.filter(({ isUnread }) => !isUnread);
  const world = storedWorld(
    looked.map((each) => lookedAt(each.name, each, file)),
    roster,
  );
  return { named, world };
}

export const anyOrganization = fc.record({ all: fc.tuple(drawn, drawn, drawn, drawn, drawn), titles: fc.boolean() });

/** What somebody reads on every page and route: how many rows of how many answers, and which of these name what they may not see. */
export async function readEverything({ all, titles }: { all: readonly Drawn[]; titles: boolean }) {
  const { named, world } = organization(all, titles);
  const hidden = named.filter(({ isSeen }) => !isSeen).map(({ name }) => name);
  const app = boardFor(
    world,
    named.filter(({ isSeen }) => isSeen).map(({ name }) => name),
  );
  const read = { rows: 0, answers: 0, leaks: [] as string[] };
  for (const path of boardPaths([...NAMES, "none"], [7, 8, 99])) {
    const answer = await app.request(path);
    const text = await answer.text();
    read.answers++;
    read.rows += (text.match(/<li>|<tr>|"number"/g) ?? []).length;
    const told = hidden.filter((name) => text.includes(name));
    // A 404 for the API says nothing; a page's says nothing either.
    const isMissing = answer.status === 404 || hidden.every((name) => !path.includes(name));
    if (told.length > 0 || !isMissing) read.leaks.push(`${answer.status} ${path}: ${told.join(", ")}`);
  }
  return read;
}
