// The contract of the store of standings: JSON by repository and part.
import { expect, test } from "@jest/globals";
import { type TestEngine, uniqueStore } from "../jobs.ts";

const SHOP = "1/octo/shop";

export function standingContract({ open }: TestEngine): void {
  test("what was written is read again after a restart, part by part", async () => {
    const store = uniqueStore();
    const before = await open(store);
    await before.standings.write(
      SHOP,
      new Map<string, unknown>([
        ["a", { text: "\u0000 é 🙂" }],
        ["b", [1, null]],
      ]),
    );
    await before.standings.write(
      SHOP,
      new Map<string, unknown>([
        ["a", "another"],
        ["c", false],
      ]),
    );
    await before.standings.write("1/octo/other", new Map([["a", 7]]));
    await before.stop(100);
    const after = await open(store);
    expect([...(await after.standings.read(SHOP))]).toEqual([
      ["a", "another"],
      ["b", [1, null]],
      ["c", false],
    ]);
    const parts = await after.standings.readPart("a", [SHOP, "1/octo/other", "1/octo/none"]);
    expect(Object.fromEntries(parts)).toEqual({ [SHOP]: "another", "1/octo/other": 7 });
    expect([...(await after.standings.read("1/octo/none"))]).toEqual([]);
    expect(await after.standings.holding("a")).toEqual(["1/octo/other", SHOP]);
    expect(await after.standings.holding("none")).toEqual([]);
    await after.stop(100);
  });

  test("null removes a part, and nothing else", async () => {
    const queue = await open(uniqueStore());
    await queue.standings.write(
      SHOP,
      new Map([
        ["a", 1],
        ["b", 2],
      ]),
    );
    await queue.standings.write(
      SHOP,
      new Map<string, unknown>([
        ["a", null],
        ["c", 3],
        ["never there", null],
      ]),
    );
    expect([...(await queue.standings.read(SHOP))]).toEqual([
      ["b", 2],
      ["c", 3],
    ]);
    await queue.standings.write(SHOP, new Map());
    expect((await queue.standings.read(SHOP)).size).toBe(2);
    await queue.stop(100);
  });
}
