// Whatever an organization looks like, nobody reads a word of a repository that GitHub does not show them; and what is shown is the gate's.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { OwnerRoster, RepositoryVisibility } from "../../src/github/model.ts";
import { milestone, openMilestone, pull, repositoryReading, review } from "../builders.ts";
import { BOARD_OWNER, boardFor, boardPaths, type LookedAt, storedWorld } from "./worlds.ts";

const NAMES = ["anvil", "bellows", "crucible", "drill", "engine"] as const;

type Drawn = {
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
  };
}

function organization(all: readonly Drawn[], titles: boolean) {
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

test("nobody reads a word of what is not theirs, on any page and route", async () => {
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(fc.tuple(drawn, drawn, drawn, drawn, drawn), fc.boolean(), async (all, titles) => {
      const { named, world } = organization(all, titles);
      const seen = named.filter(({ isSeen }) => isSeen).map(({ name }) => name);
      const hidden = named.filter(({ isSeen }) => !isSeen).map(({ name }) => name);
      const app = boardFor(world, seen);
      for (const path of boardPaths([...NAMES, "none"], [7, 8, 99])) {
        const answer = await app.request(path);
        const text = await answer.text();
        rows += (text.match(/<li>|<tr>|"number"/g) ?? []).length;
        const asked = hidden.filter((name) => path.includes(name));
        const told = hidden.filter((name) => text.includes(name));
        // A 404 for the API says nothing; a page's says nothing either.
        expect([path, told, answer.status === 404 || asked.length === 0]).toEqual([path, [], true]);
      }
    }),
    { numRuns: 60, seed: 17 },
  );
  expect(rows).toBeGreaterThan(5_000);
});

test("whoever sees all of it is told of every repository by name, and counts are the same for who does not", async () => {
  const member: Drawn = {
    visibility: "private",
    isMember: true,
    isSeen: true,
    isUnread: false,
    open: 2,
    isInvalid: false,
  };
  const { world } = organization([member, member, member, member, member], true);
  const phases = async (names: readonly string[], name = "anvil") => {
    const answer = await boardFor(world, names).request(`/api/v1/repos/${BOARD_OWNER}/${name}`);
    const { phases: all, repositories, home } = Object(await answer.json());
    return { all, repositories, home };
  };
  const [whole, part] = [await phases(NAMES), await phases(["anvil"])];
  expect(whole.repositories).toEqual(NAMES.map((name) => `${BOARD_OWNER}/${name}`));
  expect(part.repositories).toEqual([`${BOARD_OWNER}/anvil`]);
  expect([whole.home, part.home]).toEqual([`${BOARD_OWNER}/anvil`, `${BOARD_OWNER}/anvil`]);
  expect((await phases(["bellows"], "bellows")).home).toBe(null);
  expect(part.all).toEqual(whole.all);
  expect(whole.all[0]).toMatchObject({ id: "mvp", open: 10, done: 5 });
});
