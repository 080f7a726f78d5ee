// How many requests a reading takes where it is asked for much.
import { expect, test } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { makeMemories } from "../../src/github/memory.ts";
import { makeReader } from "../../src/github/reader.ts";

const WHERE = { installation: 7, owner: "octo", name: "shop" };

const unasked = () => Promise.reject(new Error("not asked for"));

test("many items are read in parts that GitHub answers in time", async () => {
  const sizes: number[] = [];
  const graphql = async (document: string) => {
    const aliases = [...document.matchAll(/\b(i\d+): /g)].map(([, alias]) => [alias, null]);
    sizes.push(aliases.length);
    return { repository: Object.fromEntries(aliases) };
  };
  const { rest } = new Octokit();
  const sources = { graphql, rest, requirement: unasked, layersBelow: unasked, memory: makeMemories()(WHERE) };
  const { itemsAlone } = makeReader(sources, { appId: 1, self: "milegate" }, WHERE);
  expect(await itemsAlone(Array.from({ length: 120 }, (_each, at) => at + 1))).toEqual([]);
  expect(await itemsAlone([])).toEqual([]);
  expect(sizes).toEqual([50, 50, 20]);
});
