// The board with odd things in its store, and with much of it: every page is whole, in plain HTML.
import { expect, test } from "@jest/globals";
import { pagedRows } from "../../src/board/pages/parts.ts";
import { BOARD_PART } from "../../src/standings/board-standing.ts";
import { HISTORY_PART } from "../../src/standings/history-standing.ts";
import { openMilestone, pull } from "../builders.ts";
import { BOARD_OWNER, boardFor, boardPaths, type StoredWorld, storedWorld } from "./worlds.ts";

const ROSTER = { isOrganization: true, properties: null, editable: [], repositories: [] };
const TITLES = ["\u{1F600}".repeat(256), "<script>alert(1)</script>", "=cmd|' /C calc'!A0", '"><img src=x onerror=x>'];

const shopOf = (titles: readonly string[]): StoredWorld =>
  storedWorld(
    [
      {
        reading: { name: "shop", milestones: [openMilestone(1, "MVP", 1)] },
        pulls: titles.map((title, at) => pull(at + 1, { title })),
      },
    ],
    ROSTER,
  );

const pagesOf = async (world: StoredWorld, pulls: readonly number[] = []) =>
  Promise.all(
    boardPaths(["shop"], pulls).map(async (path) => {
      const answer = await boardFor(world, ["shop"], true).request(path);
      return { path, status: answer.status, text: await answer.text() };
    }),
  );

test("titles of emoji, HTML and formulas are text on every page, and no page has a script", async () => {
  const pages = await pagesOf(shopOf(TITLES), [1, 2, 3, 4]);
  expect(pages.filter(({ status }) => status !== 200)).toEqual([]);
  const shown = pages.filter(({ path }) => !path.startsWith("/api/"));
  expect(shown.filter(({ text }) => /<script|<img|style=/i.test(text))).toEqual([]);
  const delivery = shown.find(({ path }) => path === `/board/${BOARD_OWNER}/shop`)?.text ?? "";
  for (const part of [TITLES[0], "&lt;script&gt;alert(1)", "=cmd|"]) expect(delivery).toContain(part);
});

test("an organization without a delivery has a page that says so, as does a filter that matches nothing", async () => {
  const text = async (world: StoredWorld, path: string) => (await boardFor(world, ["shop"]).request(path)).text();
  expect(await text(new Map(), `/board/${BOARD_OWNER}`)).toContain("There is no delivery here yet.");
  const world = shopOf([]);
  expect(await text(world, `/board/${BOARD_OWNER}`)).toContain("No pull request is blocked.");
  expect(await text(world, `/board/${BOARD_OWNER}?q=none&phase=none&sort=none&page=-1`)).toContain(
    "No delivery matches these filters.",
  );
});

test.each<[string, (parts: Map<string, unknown>) => void, number]>([
  ["before the board", (parts) => void parts.delete(BOARD_PART), 404],
  ["before histories", (parts) => void parts.delete(HISTORY_PART), 200],
  ["of a later version", (parts) => void parts.set(BOARD_PART, { version: 99, value: {} }), 404],
])("a store from %s breaks no page", async (_what, change, status) => {
  const world = shopOf(["Shine"]);
  for (const parts of world.values()) change(parts);
  const pages = await pagesOf(world, [1]);
  expect(pages.filter((each) => each.status >= 500)).toEqual([]);
  expect(pages.find(({ path }) => path === `/board/${BOARD_OWNER}/shop`)?.status).toBe(status);
});

test.each([
  [null, 1],
  ["2", 2],
  ["100", 100],
  ["101", 100],
  ["-3", 1],
  ["x", 1],
  ["1e99", 100],
])("ten thousand rows come a hundred a page: page %j", (page, shown) => {
  const rows = Array.from({ length: 10_000 }, (_each, at) => at);
  const found = pagedRows(rows, new URLSearchParams(page === null ? "q=a%26" : { page, q: "a&" }), 100);
  expect([found.shown.length, found.shown[0]]).toEqual([100, (shown - 1) * 100]);
  expect(String(found.links)).toContain(`Page ${shown} of 100`);
  expect(String(found.links)).toContain("q=a%26");
});
