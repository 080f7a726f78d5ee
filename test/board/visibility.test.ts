// Whatever an organization looks like, nobody reads a word of a repository that GitHub does not show them; and what is shown is the gate's.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyOrganization, type Drawn, NAMES, organization, readEverything } from "./organizations.ts";
import { BOARD_OWNER, boardFor } from "./worlds.ts";

test("nobody reads a word of what is not theirs, on any page and route", async () => {
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(anyOrganization, async (drawn) => {
      const read = await readEverything(drawn);
      rows += read.rows;
      expect(read.leaks).toEqual([]);
    }),
    { numRuns: 45, seed: 17 },
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
  const merges = await boardFor(world, ["anvil"]).request(`/api/v1/orgs/${BOARD_OWNER}/evidence/merges`);
  expect(await merges.json()).toMatchObject([{ repository: `${BOARD_OWNER}/anvil`, number: 6 }]);
});
